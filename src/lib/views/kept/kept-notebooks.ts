// Keeps the reader's notebooks between visits: text and shown results as two documents in storage, so that reopening shows results
// without the engine. What is read back is checked; what cannot be read is left where it is and said.
import { appError } from '#lib/errors/app-error';
import type { CellRecord } from '#lib/notebook/results/results';
import { hasWorkspace } from '#lib/storage/browser/browser-storage';
import type { DocumentStore, StoredDocument } from '#lib/storage/types';
import { isBundledId } from './kept-ids';
import { isCellRecord } from '../results/results-check';
import type { KeptNotebook, ShownRecord, ShownResults } from '../results/shown-results';
import { WORKSPACE } from '../preferences/workspace';

const TEXT = 'notebook/';
const RESULTS = 'results/';
const VERSION = 1;

/** A kept notebook as it was found: whoever changed its text last gave it its revision. */
export interface FoundNotebook {
  readonly state: KeptNotebook;
  /** Left out of what was kept before there were revisions. */
  readonly revision?: string;
}

export interface KeptEntry {
  readonly id: string;
  readonly modified: string;
  /** First heading of the text, or the id. */
  readonly title: string;
}

function titleOf(text: string, id: string): string {
  return /^#\s+(.+)$/m.exec(text)?.[1]?.trim() ?? id;
}

function isShownRecord(value: unknown): value is ShownRecord {
  if (typeof value !== 'object' || value === null) return false;
  const text = (key: string) => typeof Reflect.get(value, key) === 'string';
  const fingerprint: unknown = Reflect.get(value, 'fingerprint');
  const record: unknown = Reflect.get(value, 'record');
  return (
    isCellRecord(record) &&
    (fingerprint === null || typeof fingerprint === 'string') &&
    ['backend', 'adapter', 'created'].every(text) &&
    typeof Reflect.get(value, 'bundled') === 'boolean'
  );
}

/** Results as they were kept; what does not read as a result (another version, a half-written file) is left out. */
export function parseKeptResults(text: string): ShownResults {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return {};
  }
  if (typeof parsed !== 'object' || parsed === null || Reflect.get(parsed, 'version') !== VERSION) return {};
  const results: unknown = Reflect.get(parsed, 'results');
  if (typeof results !== 'object' || results === null) return {};
  const entries: [CellRecord['name'], ShownRecord][] = [];
  for (const [name, shown] of Object.entries(results)) if (isShownRecord(shown)) entries.push([name, shown]);
  return Object.fromEntries(entries);
}

function documentsOf(id: string, { text, results }: KeptNotebook, revision: string): Record<string, StoredDocument> {
  const modified = new Date().toISOString();
  return {
    [TEXT + id]: { version: VERSION, text, modified, revision },
    [RESULTS + id]: { version: VERSION, text: JSON.stringify({ version: VERSION, results }), modified }
  };
}

export class KeptNotebooks {
  readonly #open: () => Promise<DocumentStore>;
  readonly #exists: () => Promise<boolean>;
  #store: Promise<DocumentStore> | null = null;

  /** @param exists whether there is anything to open; asked before the store's code is fetched only to find nothing */
  constructor(open: () => Promise<DocumentStore>, exists: () => Promise<boolean> = () => Promise.resolve(true)) {
    this.#open = open;
    this.#exists = exists;
  }

  async read(id: string): Promise<KeptNotebook | null> {
    return (await this.find(id))?.state ?? null;
  }

  async find(id: string): Promise<FoundNotebook | null> {
    if (!(await this.#isThere())) return null;
    const store = await this.#documents();
    const found = await store.read(TEXT + id);
    if (!found) return null;
    if (found.version > VERSION) throw appError('storage/newer', {});
    const { text, revision } = found;
    const results = await store.read(RESULTS + id);
    const state = { text, results: results ? parseKeptResults(results.text) : {} };
    return { state, revision };
  }

  async write(id: string, state: KeptNotebook): Promise<void> {
    const store = await this.#documents();
    for (const [name, document] of Object.entries(documentsOf(id, state, crypto.randomUUID()))) {
      await store.write(name, document);
    }
  }

  /**
   * Keeps (null: removes) a notebook where it still has the revision `base`.
   * @returns whether it was so, and the revision that it has now; nothing is changed where not
   */
  async writeIf(
    id: string,
    state: KeptNotebook | null,
    base: string | undefined
  ): Promise<{ readonly done: boolean; readonly revision?: string }> {
    const store = await this.#documents();
    if (!state) return { done: await store.writeIf(TEXT + id, base, { [TEXT + id]: null, [RESULTS + id]: null }) };
    const revision = crypto.randomUUID();
    return { done: await store.writeIf(TEXT + id, base, documentsOf(id, state, revision)), revision };
  }

  async remove(id: string): Promise<void> {
    const store = await this.#documents();
    await store.remove(TEXT + id);
    await store.remove(RESULTS + id);
  }

  /** The reader's own notebooks, last changed first; copies of bundled ones are not among them. */
  async list(): Promise<readonly KeptEntry[]> {
    if (!(await this.#isThere())) return [];
    const store = await this.#documents();
    const ids = (await store.names())
      .filter((name) => name.startsWith(TEXT))
      .map((name) => name.slice(TEXT.length))
      .filter((id) => !isBundledId(id));
    const entries = await Promise.all(
      ids.map(async (id): Promise<readonly KeptEntry[]> => {
        const document = await store.read(TEXT + id);
        return document ? [{ id, modified: document.modified, title: titleOf(document.text, id) }] : [];
      })
    );
    return entries.flat().sort((a, b) => (a.modified < b.modified ? 1 : -1));
  }

  /** Keeps a new notebook under an id made from its file name that no other has; returns the id. */
  async add(fileName: string, text: string, results: ShownResults = {}): Promise<string> {
    const store = await this.#documents();
    const taken = new Set(await store.names());
    const base =
      fileName
        .replace(/\.(md|markdown|results\.json|json)$/i, '')
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-+|-+$/g, '') || 'notebook';
    let id = base;
    for (let count = 2; taken.has(TEXT + id); count += 1) id = `${base}-${count}`;
    await this.write(id, { text, results });
    return id;
  }

  #isThere(): Promise<boolean> {
    return this.#store === null ? this.#exists() : Promise.resolve(true);
  }

  #documents(): Promise<DocumentStore> {
    this.#store ??= this.#open().catch((error: unknown) => {
      this.#store = null;
      throw error;
    });
    return this.#store;
  }
}

export const keptNotebooks = new KeptNotebooks(
  async () => {
    const { openWorkspace } = await import('#lib/storage/browser/indexeddb');
    return (await openWorkspace(WORKSPACE)).documents;
  },
  () => hasWorkspace(WORKSPACE)
);
