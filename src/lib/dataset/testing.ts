// Raw data as plain rows, for tests: what was read, by ids, so that expectations can be written by hand.
import { memoryFile } from './bytes/input-files';
import { openFiles, readRaw } from './reading/import';
import type { ReadingSettings } from './imports/record';
import type { RawData, RawNodes } from './raw/types';

export interface PlainRow {
  readonly user: string;
  readonly item: string;
  readonly rating?: number;
  readonly timestamp?: number;
  readonly review?: string;
  readonly part?: number;
}

export interface PlainNode {
  readonly id: string;
  readonly described: boolean;
  readonly title?: string;
  readonly description?: string;
  readonly attributes?: unknown;
}

export function plainRows({ users, items, interactions }: RawData): PlainRow[] {
  const { ratings, timestamps, reviews, parts } = interactions;
  return Array.from(interactions.users, (user, row) => {
    const rating = ratings?.[row];
    const timestamp = timestamps?.[row];
    const review = reviews?.get(row);
    return {
      user: users.ids[user] ?? '',
      item: items.ids[interactions.items[row] ?? -1] ?? '',
      ...(rating === undefined || Number.isNaN(rating) ? {} : { rating }),
      ...(timestamp === undefined || Number.isNaN(timestamp) ? {} : { timestamp }),
      review,
      ...(parts ? { part: parts[row] ?? -1 } : {})
    };
  });
}

export function plainNodes(nodes: RawNodes): PlainNode[] {
  return nodes.ids.map((id, row) => {
    const [title, description] = [nodes.titles?.get(row), nodes.descriptions?.get(row)];
    const attributes = nodes.attributes?.get(row);
    return {
      id,
      described: nodes.described?.[row] === 1,
      title,
      description,
      ...(attributes === undefined ? {} : { attributes: JSON.parse(attributes) })
    };
  });
}

/** Files by path, read as they would be from a drop. */
export async function readFiles(
  files: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>,
  settings: ReadingSettings = {}
) {
  const opened = await openFiles(Object.entries(files).map(([path, content]) => memoryFile(path, content)));
  return readRaw(opened, 'test', settings, {});
}
