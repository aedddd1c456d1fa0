// What a browser that has nothing stored would find of a notebook that comes with the site: all is missing but the runs that come with
// it too. Said on the prerendered page, so that a reader knows before anything is loaded what a run would take. Node only.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { folderSource } from '#lib/dataset/sources/source.folder.node';
import { appError } from '#lib/errors/app-error';
import { parseNotebook } from '#lib/notebook/document/parse';
import { lookAtNotebook } from '#lib/notebook/plan/look';
import type { WorkCell } from '#lib/notebook/plan/work';
import { memoryStore } from '#lib/storage/memory';
import { readBundledIndex } from './bundled-runs';
import { BUNDLED_DATASETS } from './tab-source';

/**
 * @param bundled whether runs that come with the site may be taken
 * @param site folder of what the site serves, with `datasets/` and `runs/`
 * @throws Error where the list of bundled runs cannot be read
 */
export async function coldLook(
  text: string,
  file: string,
  { bundled, site }: { readonly bundled: boolean; readonly site: string }
): Promise<readonly WorkCell[]> {
  const index = bundled ? readBundledIndex(JSON.parse(await readFile(join(site, 'runs', 'index.json'), 'utf8'))) : [];
  const openSource = (source: string) => {
    // Without bundled runs nothing is there, whatever the data are: they need not be read.
    if (!bundled || !BUNDLED_DATASETS.some((name) => name === source))
      throw appError('import/not-imported', { name: source });
    return folderSource(join(site, 'datasets', source));
  };
  const cells = await lookAtNotebook(parseNotebook(text, file), { store: memoryStore(), openSource }, new Set(index));
  return cells.map(({ name, state, needs, runs, point }) => ({ name, state, needs, runs, ...(point && { point }) }));
}
