// A lesson with its stored results, at prerender time.
import { error } from '@sveltejs/kit';
import { coldWordsOf, lessonNames, readLesson } from '#lib/views/results/bundled.node';
import { packResults } from '#lib/views/results/packed-results';

export async function entries() {
  return (await lessonNames()).map((slug) => ({ slug }));
}

export async function load({ params }) {
  const names = await lessonNames();
  if (!names.includes(params.slug)) error(404, 'There is no lesson of this name.');
  const lesson = await readLesson(params.slug);
  const { slug, results } = lesson;
  // What its list says of it, its own page does not.
  const facts = lesson.notebook.lesson && { ...lesson.notebook.lesson, able: [], after: [] };
  const notebook = { ...lesson.notebook, lesson: facts };
  return { name: params.slug, slug, notebook, results: packResults(results), cold: await coldWordsOf(lesson) };
}
