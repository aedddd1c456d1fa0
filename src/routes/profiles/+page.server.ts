// The bundled notebooks and lessons that have a profiles cell, at prerender time.
import { bundledSlugs, lessonNames, readBundled } from '#lib/views/results/bundled.node';
import { cellsOf } from '#lib/views/document/prepared';

export async function load() {
  const lessons = (await lessonNames()).map((name) => `lessons/${name}`);
  const all = await Promise.all([...(await bundledSlugs()), ...lessons].map(readBundled));
  const bundled = all.map(({ slug, notebook }) => {
    const { title, text } = notebook;
    const cells = cellsOf(notebook)
      .filter(({ kind }) => kind === 'profiles')
      .map(({ name, summary }) => ({ name, summary }));
    return { slug, title, text, cells };
  });
  return { bundled: bundled.filter(({ cells }) => cells.length > 0) };
}
