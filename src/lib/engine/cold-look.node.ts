// What a browser that has nothing stored would find of a notebook that comes with the site: all is missing but the runs that come with
// it too. Said on the prerendered page, so that a reader knows before anything is loaded what a run would take. Node only.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { memorySource, type FileSource } from '#lib/dataset/sources/source';
import { folderSource } from '#lib/dataset/sources/source.folder.node';
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
  // Without bundled runs nothing is there, whatever the data are, and data that do not come with the site cannot be read. A name in the place of
  // their content still tells which points of a sweep are the same.
  const openSource = (source: string): FileSource =>
    bundled && BUNDLED_DATASETS.some((name) => name === source)
      ? folderSource(join(site, 'datasets', source))
      : { ...memorySource(source, new Map()), identity: `source ${source}` };
  const cells = await lookAtNotebook(parseNotebook(text, file), { store: memoryStore(), openSource }, new Set(index));
  return cells.map(({ name, state, needs, runs, same, point }) => ({
    ...{ name, state, needs, runs },
    ...(same !== undefined && { same }),
    ...(point && { point })
  }));
}
