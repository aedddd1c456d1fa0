// A lesson with its stored results, at prerender time.
import { error } from '@sveltejs/kit';
import { lessonNames, readLesson } from '#lib/views/bundled.node';
import { packResults } from '#lib/views/packed-results';

export async function entries() {
  return (await lessonNames()).map((slug) => ({ slug }));
}

export async function load({ params }) {
  const names = await lessonNames();
  if (!names.includes(params.slug)) error(404, 'There is no lesson of this name.');
  const { slug, notebook, results } = await readLesson(params.slug);
  return { name: params.slug, slug, notebook, results: packResults(results) };
}
