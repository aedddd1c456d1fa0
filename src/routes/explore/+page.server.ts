// The bundled notebooks that train something, and one reader of the quick start as it is stored, at prerender time.
import { bundledSlugs, readBundled } from '#lib/views/results/bundled.node';
import { cellsOf } from '#lib/views/document/prepared';
import type { RecommendResult } from '#lib/notebook/kinds/recommend/stored';

export async function load() {
  const all = await Promise.all((await bundledSlugs()).map(readBundled));
  const bundled = all
    .filter(({ notebook }) => cellsOf(notebook).some(({ kind }) => kind === 'train'))
    .map(({ slug, notebook: { title, text } }) => ({ slug, title, text, cells: [] }));
  const still = Object.values(all.find(({ slug }) => slug === 'quick-start')?.results ?? {})
    .map(({ record }) => record.result)
    .find((result): result is RecommendResult => result.kind === 'recommend');
  return { bundled, still: still ?? null };
}
