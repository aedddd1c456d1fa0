// A bundled notebook with its stored results, at prerender time.
import { error } from '@sveltejs/kit';
import { bundledSlugs, readBundled } from '#lib/views/bundled.node';
import { packResults } from '#lib/views/packed-results';

export async function entries() {
  return (await bundledSlugs()).map((slug) => ({ slug }));
}

export async function load({ params }) {
  const slugs = await bundledSlugs();
  if (!slugs.includes(params.slug)) error(404, 'There is no notebook of this name.');
  const { slug, notebook, results } = await readBundled(params.slug);
  return { slug, notebook, results: packResults(results) };
}
