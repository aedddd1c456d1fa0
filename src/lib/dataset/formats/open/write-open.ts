// Writer of the open format. The same content gives the same bytes: fixed order of fields and rows, `\n`, no dates.
import { SPLIT_NAMES } from '../../split/split';
import type { SplitName } from '../../types';
import { csvField } from './csv';
import { MANIFEST_FILE, OPEN_FORMAT, OPEN_FORMAT_VERSION, type Manifest } from './manifest';

export interface OpenInteraction {
  readonly user: string;
  readonly item: string;
  readonly rating?: number;
  readonly timestamp?: number;
  readonly split: SplitName;
  readonly review?: string;
}

export interface OpenContent {
  readonly manifest: Omit<Manifest, 'format' | 'version' | 'counts' | 'files' | 'split'>;
  readonly users: readonly {
    readonly id: string;
    readonly name?: string;
    readonly attributes?: Readonly<Record<string, string>>;
  }[];
  readonly items: readonly {
    readonly id: string;
    readonly title: string;
    readonly description?: string;
    readonly attributes?: Readonly<Record<string, string>>;
  }[];
  /** Written in the given order. */
  readonly interactions: readonly OpenInteraction[];
}

const FILES = { interactions: 'interactions.csv', items: 'items.jsonl', users: 'users.jsonl' };

/** Files of a data set by path. */
export function writeOpenFormat(content: OpenContent): ReadonlyMap<string, Uint8Array> {
  const { manifest, users, items, interactions } = content;
  for (const { split } of interactions) if (!SPLIT_NAMES.includes(split)) throw new Error(`Unknown part ${split}`);
  const full: Manifest = {
    format: OPEN_FORMAT,
    version: OPEN_FORMAT_VERSION,
    name: manifest.name,
    title: manifest.title,
    description: manifest.description,
    synthetic: manifest.synthetic,
    source: manifest.source,
    ...(manifest.license ? { license: manifest.license } : {}),
    counts: { users: users.length, items: items.length, interactions: interactions.length },
    files: FILES,
    split: { method: 'column' },
    generator: manifest.generator
  };
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
  const lines = (rows: readonly string[]): Uint8Array => encode(rows.map((row) => `${row}\n`).join(''));
  return new Map([
    [MANIFEST_FILE, encode(`${JSON.stringify(full, null, 2)}\n`)],
    [FILES.interactions, lines(['user_id,item_id,rating,timestamp,split,review', ...interactions.map(interactionRow)])],
    [
      FILES.items,
      lines(
        items.map(({ id, title, description, attributes }) => JSON.stringify({ id, title, description, attributes }))
      )
    ],
    [FILES.users, lines(users.map(({ id, name, attributes }) => JSON.stringify({ id, name, attributes })))]
  ]);
}

function interactionRow({ user, item, rating, timestamp, split, review }: OpenInteraction): string {
  const fields = [
    user,
    item,
    rating === undefined ? '' : String(rating),
    timestamp === undefined ? '' : String(timestamp),
    split,
    review ?? ''
  ];
  return fields.map(csvField).join(',');
}
