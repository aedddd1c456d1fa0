// A data set in the open format. Rows stand by user and item; a data set that was read from such files gives the same bytes again, but
// for the date in the manifest.
import type { Dataset } from '../../types';
import { interactionRows } from '../delimited/write-csv';
import { textChunks, type DataFile } from '../writer';
import { MANIFEST_FILE, OPEN_FORMAT, OPEN_FORMAT_VERSION, type Manifest } from './manifest';

const FILES = { interactions: 'interactions.csv', items: 'items.jsonl', users: 'users.jsonl' };

/** @param date ISO day on which it is written */
export function writeOpenDataset(dataset: Dataset, date: string): DataFile[] {
  const { provenance, split, userIds, itemIds, itemTexts, userTexts } = dataset;
  const manifest: Manifest = {
    format: OPEN_FORMAT,
    version: OPEN_FORMAT_VERSION,
    name: dataset.name,
    title: provenance.title,
    description: provenance.description,
    synthetic: provenance.synthetic,
    source: provenance.source,
    ...(provenance.license ? { license: provenance.license } : {}),
    counts: {
      users: userIds.length,
      items: itemIds.length,
      interactions: split.train.users.length + split.val.users.length + split.test.users.length
    },
    files: FILES,
    split: { method: 'column' },
    generator: provenance.generator,
    written: date
  };
  return [
    { path: MANIFEST_FILE, chunks: textChunks([JSON.stringify(manifest, null, 2)]) },
    { path: FILES.interactions, chunks: textChunks(interactionRows(dataset)) },
    { path: FILES.items, chunks: textChunks(nodeLines(itemIds, (row) => itemTexts?.[row] ?? { title: '' })) },
    { path: FILES.users, chunks: textChunks(nodeLines(userIds, (row) => userTexts?.[row] ?? {})) }
  ];
}

interface NodeText {
  readonly title?: string;
  readonly name?: string;
  readonly description?: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

function* nodeLines(ids: readonly string[], textOf: (row: number) => NodeText): Generator<string> {
  for (const [row, id] of ids.entries()) {
    const { title, name, description, attributes = {} } = textOf(row);
    yield JSON.stringify({ id, title, name, description, attributes });
  }
}
