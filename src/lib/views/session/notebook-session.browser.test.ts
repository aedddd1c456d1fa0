// An open notebook with a made-up engine and the real parser: edits, stale marks, runs, what is kept. In a browser because
// the session's state is Svelte's.
import { describe, expect, test } from 'vitest';
import { appError } from '#lib/errors/app-error';
import * as tools from '../document/tools';
import { NotebookSession } from './notebook-session.svelte';
import type { SessionParts } from './session-parts';
import type { KeptNotebook } from '../results/shown-results';
import { fromResultsFile } from '../results/from-results-file';
import { MADE_UP_NOTEBOOK, madeUpResults } from '../testing/made-up-results';
import { ScriptedEngine } from '../testing/scripted-engine';

function setUp(changes: Partial<SessionParts> = {}) {
  const engine = new ScriptedEngine();
  const kept: (KeptNotebook | null)[] = [];
  const notebook = tools.prepareNotebook(MADE_UP_NOTEBOOK, 'quick-start.md');
  const results = fromResultsFile(madeUpResults());
  let engineLoads = 0;
  const session = new NotebookSession({
    fileName: 'quick-start.md',
    notebook,
    results,
    original: { notebook, results },
    engine: async () => {
      engineLoads += 1;
      return engine;
    },
    tools: async () => tools,
    keep: async (state) => void kept.push(state),
    ...changes
  });
  return { engine, kept, session, loads: () => engineLoads };
}
const freshness = (session: NotebookSession) =>
  Object.fromEntries(session.cells.map((cell) => [cell.name, session.freshness(cell)]));
const setValue = (session: NotebookSession, cell: string, key: string, value: unknown) =>
  session.edit(`change ${key}`, (loaded, notebook) => loaded.setCellValue(notebook.text, cell, key, value));

describe('opening', () => {
  test('stored results are fresh, and neither engine nor storage is touched', () => {
    const { session, kept, loads } = setUp();
    expect(new Set(Object.values(freshness(session)))).toEqual(new Set(['fresh']));
    expect([loads(), kept.length]).toEqual([0, 0]);
  });
});

describe('another user’s lists', () => {
  test('where runs come with the site, they are got first; where their cell was changed, nothing is trained', async () => {
    const { session, engine } = setUp({ usesBundledRuns: true });
    const asked = session.recommend('reader', 'r0100').catch(() => 'asked');
    await engine.started;
    expect(engine.runs).toHaveLength(1);
    engine.end('done');
    expect(await asked).toBe('asked');
    await setValue(session, 'con', 'seeds', [1]);
    expect(await session.recommend('reader', 'r0100').catch(() => 'asked')).toBe('asked');
    expect(engine.runs).toHaveLength(1);
  });
});

describe('edits', () => {
  test('a changed setting makes the cell and all that read it stale, and nothing runs', async () => {
    const { session, loads } = setUp();
    expect(await setValue(session, 'semantics', 'dimensions', 64)).toBeNull();
    expect(freshness(session)).toEqual({
      books: 'fresh',
      profiles: 'fresh',
      semantics: 'stale',
      base: 'fresh',
      con: 'stale',
      gen: 'stale',
      table: 'stale',
      reader: 'stale'
    });
    expect(loads()).toBe(0);
  });
  test('a setting put back is fresh again, and so is a comment', async () => {
    const { session } = setUp();
    await setValue(session, 'semantics', 'dimensions', 64);
    await setValue(session, 'semantics', 'dimensions', 128);
    expect(session.outdated).toEqual([]);
    await session.edit('comment', (_, notebook) => notebook.text.replace('name: base', 'name: base # a comment'));
    expect(session.outdated).toEqual([]);
  });
  test('the rest of the text keeps its bytes, comments included', async () => {
    const { session } = setUp();
    await setValue(session, 'base', 'seeds', [1, 2]);
    const expected = MADE_UP_NOTEBOOK.replace('seeds: [2023, 2024, 2025]', 'seeds: [1, 2]');
    expect(session.notebook.text).toBe(expected);
  });
  test('undo and redo restore text and freshness, and are kept', async () => {
    const { session, kept } = setUp();
    await setValue(session, 'books', 'source', 'other');
    const changed = session.notebook.text;
    await session.undo();
    expect(session.notebook.text).toBe(MADE_UP_NOTEBOOK);
    expect(session.outdated).toEqual([]);
    await session.redo();
    expect(session.notebook.text).toBe(changed);
    expect(kept.at(-1)?.text).toBe(changed);
  });
  test('edits made at the same moment all count', async () => {
    const { session } = setUp();
    await Promise.all([
      setValue(session, 'semantics', 'dimensions', 64),
      setValue(session, 'base', 'seeds', [7]),
      setValue(session, 'books', 'source', 'other')
    ]);
    expect(session.notebook.text).toContain('dimensions: 64');
    expect(session.notebook.text).toContain('seeds: [7]');
    expect(session.notebook.text).toContain('source: other');
  });
  test('an edit that breaks the text is refused with the reason, and nothing is lost or kept', async () => {
    const { session, kept } = setUp();
    const error = await session.edit('break', (loaded, notebook) =>
      loaded.replaceCellSource(notebook.text, 'base', 'name: base\nseeds: [1,')
    );
    expect(error?.code).toBe('notebook/bad-yaml');
    expect(session.notebook.text).toBe(MADE_UP_NOTEBOOK);
    expect([session.canUndo, kept.length]).toEqual([false, 0]);
  });
  test('a value out of range stands beside its cell', async () => {
    const { session } = setUp();
    expect(await setValue(session, 'semantics', 'dimensions', -3)).toBeNull();
    const semantics = session.cells.find((cell) => cell.name === 'semantics');
    expect(semantics?.error?.where).toMatchObject({ cell: 'semantics', field: 'dimensions' });
  });
  test('a deleted cell comes back with undo', async () => {
    const { session } = setUp();
    await session.edit('delete table', (loaded, notebook) => loaded.removeBlock(notebook, 'cell-table'));
    expect(session.cells.some((cell) => cell.name === 'table')).toBe(false);
    await session.undo();
    expect(session.notebook.text).toBe(MADE_UP_NOTEBOOK);
  });
  test('revert goes back to what came with the page, forgets the copy, and can itself be undone', async () => {
    const { session, kept } = setUp();
    await setValue(session, 'books', 'source', 'other');
    const changed = session.notebook.text;
    expect(session.isChanged).toBe(true);
    await session.revert();
    expect([session.isChanged, session.notebook.text, kept.at(-1)]).toEqual([false, MADE_UP_NOTEBOOK, null]);
    await session.undo();
    expect(session.notebook.text).toBe(changed);
  });
  test('storage that fails is said and does not stop the work', async () => {
    const { session } = setUp({ keep: () => Promise.reject(new Error('quota')) });
    expect(await setValue(session, 'books', 'source', 'other')).toBeNull();
    expect(session.keepProblem).toContain('quota');
  });
});

describe('runs', () => {
  const record = (name: string) => {
    const found = madeUpResults().cells.find((cell) => cell.name === name);
    if (!found) throw new Error(`no made-up result for ${name}`);
    return found;
  };
  test('a finished cell shows its new result with this device’s name, and keeps it', async () => {
    const { session, engine, kept } = setUp();
    await setValue(session, 'books', 'source', 'other');
    const run = session.start(['books']);
    await engine.started;
    expect(engine.runs[0]?.options).toEqual({ force: false, only: ['books'] });
    engine.tell({ type: 'cell-started', cell: 'books' });
    expect(session.run.status).toBe('running');
    engine.tell({ type: 'cell-finished', cell: 'books', record: { ...record('books'), digest: 'new' }, reused: false });
    engine.end('done');
    await run;
    const books = session.cells.find((cell) => cell.name === 'books');
    expect(books && session.shown(books)).toMatchObject({ backend: 'wasm', adapter: 'test', bundled: false });
    expect(freshness(session)).toMatchObject({ books: 'fresh', base: 'stale' });
    expect(kept.at(-1)?.results.books?.record.digest).toBe('new');
    expect(session.run.status).toBe('idle');
  });
  test('what is run holds the edit made a moment before', async () => {
    const { session, engine } = setUp();
    const edited = setValue(session, 'books', 'source', 'other');
    const run = session.start();
    await engine.started;
    engine.end('done');
    await Promise.all([edited, run]);
    expect(engine.runs[0]?.text).toContain('source: other');
  });
  test('a plan with other ids makes results stale', async () => {
    const { session, engine } = setUp();
    const run = session.start();
    await engine.started;
    engine.tell({
      type: 'plan',
      cells: [{ name: 'base', kind: 'train', id: 'other data, other id', needs: [], state: 'missing' }]
    });
    engine.end('cancelled');
    await run;
    expect(freshness(session)).toMatchObject({ base: 'stale', books: 'fresh' });
  });
  test('pause, resume and cancel reach the engine once each, and edits wait for the end', async () => {
    const { session, engine } = setUp();
    const run = session.start();
    await engine.started;
    engine.tell({ type: 'cell-started', cell: 'books' });
    session.pause();
    session.pause();
    session.resume();
    expect(await setValue(session, 'books', 'source', 'x')).not.toBeNull();
    session.cancel();
    engine.end('cancelled');
    await run;
    expect(engine.calls).toEqual(['pause', 'resume', 'cancel']);
    expect(session.notebook.text).toBe(MADE_UP_NOTEBOOK);
  });
  test('cancelled while the engine loads, nothing is run', async () => {
    const { session, engine } = setUp();
    const run = session.start();
    session.cancel();
    await run;
    expect(engine.runs).toEqual([]);
    expect(session.busy).toBe(false);
  });
  test('a failure stands beside its cell, old results stay', async () => {
    const { session, engine } = setUp();
    const run = session.start();
    await engine.started;
    const error = appError('internal/unexpected', { reason: 'x' }, { cell: 'base' }).toJSON();
    engine.tell({ type: 'cell-failed', cell: 'base', error }, { type: 'cell-skipped', cell: 'table', because: 'base' });
    engine.end('failed');
    await run;
    expect(session.activity('base')).toMatchObject({ phase: 'failed', error });
    expect(session.activity('table')).toEqual({ phase: 'skipped', because: 'base' });
    expect(session.results.base?.record.id).toBe(record('base').id);
  });
  test('an engine that cannot start is said beside the notebook', async () => {
    const { session } = setUp({
      engine: () => Promise.reject(appError('internal/unexpected', { reason: 'no worker' }))
    });
    await session.start();
    expect(session.run.error?.message).toContain('no worker');
    expect(session.busy).toBe(false);
  });
  test('run from here takes the cell and all below it in the document', () => {
    const { session } = setUp();
    expect(session.fromHere('gen')).toEqual(['gen', 'table', 'reader']);
  });
});
