// The bundled notebooks that have a profiles cell, at prerender time.
import { bundledSlugs, readBundled } from '#lib/views/bundled.node';
import { cellsOf } from '#lib/views/document/prepared';

export async function load() {
  const all = await Promise.all((await bundledSlugs()).map(readBundled));
  const withProfiles = all.filter(({ notebook }) => cellsOf(notebook).some(({ kind }) => kind === 'profiles'));
  return { bundled: withProfiles.map(({ slug, notebook: { title, text } }) => ({ slug, title, text })) };
}
