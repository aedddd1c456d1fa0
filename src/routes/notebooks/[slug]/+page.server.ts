// A bundled notebook with its stored results, at prerender time.
import { error } from '@sveltejs/kit';
import { bundledSlugs, coldWordsOf, readBundled } from '#lib/views/results/bundled.node';
import { packResults } from '#lib/views/results/packed-results';

export async function entries() {
  return (await bundledSlugs()).map((slug) => ({ slug }));
}

export async function load({ params }) {
  const slugs = await bundledSlugs();
  if (!slugs.includes(params.slug)) error(404, 'There is no notebook of this name.');
  const bundled = await readBundled(params.slug);
  const { slug, notebook, results } = bundled;
  return { slug, notebook, results: packResults(results), cold: await coldWordsOf(bundled) };
}
