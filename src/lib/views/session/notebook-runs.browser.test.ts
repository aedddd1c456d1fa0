// An open notebook speaks of its runs before one is pressed, while it goes, and when it is over. In a browser because the session's state
// is Svelte's, with the toolbar and outputs as they are drawn.
import { flushSync, mount, unmount, type Component } from 'svelte';
import { afterEach, describe, expect, test } from 'vitest';
import { REVISIONS } from '#lib/notebook/plan/identity';
import type { CellRecord } from '#lib/notebook/results/results';
import type { LookedCell } from '#lib/notebook/plan/look';
import { coldWords } from './cold-words';
import * as tools from '../document/tools';
import { NotebookSession } from './notebook-session.svelte';
import CellOutput from '../notebook/cell/CellOutput.svelte';
import { resultMark } from '../notebook/cell/cell-state';
import Toolbar from '../notebook/Toolbar.svelte';
import type { SessionParts } from './session-parts';
import { fromResultsFile } from '../results/from-results-file';
import { MADE_UP_NOTEBOOK, madeUpResults } from '../testing/made-up-results';
import { ScriptedEngine } from '../testing/scripted-engine';

const ARMS = ['base', 'con', 'gen'];
const SEEDS = [2023, 2024, 2025];

/** The kinds of the made-up notebook at their first revision. */
const FIRST: typeof REVISIONS = { ...REVISIONS, dataset: 1, profiles: 1, embeddings: 1, run: 1, train: 1, compare: 1 };

/** The made-up notebook with its runs where `state` says. */
function lookedCells(state: 'site' | 'missing'): readonly LookedCell[] {
  const notebook = tools.prepareNotebook(MADE_UP_NOTEBOOK, 'quick-start.md');
  return notebook.blocks.flatMap((block) => {
    if (block.type !== 'cell') return [];
    const runs = ARMS.includes(block.name) ? { runs: SEEDS.map((seed) => ({ seed, state })) } : {};
    return [{ name: block.name, kind: block.kind, state: 'missing' as const, needs: block.reads, ...runs }];
  });
}
/** A browser that has nothing stored: what the page says as it comes, and what is found when it is looked. */
function freshBrowser(state: 'site' | 'missing'): Pick<SessionParts, 'cold' | 'look'> {
  const notebook = tools.prepareNotebook(MADE_UP_NOTEBOOK, 'quick-start.md');
  const cells = lookedCells(state);
  return { cold: coldWords(notebook, fromResultsFile(madeUpResults()), cells), look: () => Promise.resolve(cells) };
}
const recordOf = (name: string): CellRecord => {
  const found = madeUpResults().cells.find((cell) => cell.name === name);
  if (!found) throw new Error(`no made-up result for ${name}`);
  return found;
};

let page: HTMLElement | null = null;
let mounted: Record<string, unknown> | null = null;
afterEach(async () => {
  if (mounted) await unmount(mounted);
  page?.remove();
  mounted = null;
});
function draw<Props extends Record<string, unknown>>(component: Component<Props>, props: Props): HTMLElement {
  page = document.createElement('main');
  document.body.append(page);
  mounted = mount(component, { target: page, props });
  flushSync();
  return page;
}

function setUp(changes: Partial<SessionParts> = {}) {
  const engine = new ScriptedEngine();
  const notebook = tools.prepareNotebook(MADE_UP_NOTEBOOK, 'quick-start.md');
  const results = fromResultsFile(madeUpResults());
  const session = new NotebookSession({
    fileName: 'quick-start.md',
    notebook,
    results,
    original: { notebook, results },
    engine: () => Promise.resolve(engine),
    tools: () => Promise.resolve(tools),
    keep: () => Promise.resolve(),
    ...changes
  });
  const cell = (name: string) => {
    const found = session.cells.find((each) => each.name === name);
    if (!found) throw new Error(`no cell ${name}`);
    return found;
  };
  const toolbar = () =>
    draw(Toolbar, {
      session,
      editingText: false,
      onText: () => undefined,
      onHelp: () => undefined,
      bundledResults: null
    });
  const setValue = (name: string, key: string, value: unknown) =>
    session.edit(`change ${key}`, (loaded, { text }) => loaded.setCellValue(text, name, key, value), name);
  const output = (name: string) => {
    const found = cell(name);
    const shown = session.shown(found);
    const mark = resultMark(session.activity(name), session.freshness(found));
    const provenance = { mark, difference: session.outlook?.difference(found) ?? '' };
    const recommend = () => Promise.reject(new Error('not in this test'));
    return draw(CellOutput, { cell: found, shown, provenance, arms: [], recommend, explore: null });
  };
  return { session, engine, cell, toolbar, output, setValue };
}

describe('before anything is pressed', () => {
  test('the button says how many runs are trained and for how long, and the line below which, with nothing loaded', async () => {
    const { cold, look } = freshBrowser('missing');
    const { session, toolbar } = setUp({ ...(cold && { cold }), ...(look && { look }) });
    const bar = toolbar();
    expect(bar.querySelector('button.primary')?.textContent).toMatch(/Run all\s*· trains 9 runs · about 2\u202fmin/);
    expect(bar.textContent).toContain('base (3 seeds), con (3 seeds) and gen (3 seeds)');
    // As the page comes: no code for it was loaded.
    expect(session.outlook).toBeNull();
    await session.look();
    expect(session.outlook?.words).toEqual({ all: cold?.all, line: cold?.line, anew: cold?.anew });
    expect(cold?.cells.con).toBe(session.outlook?.cellSuffix('con'));
  });
  test('runs that come with the site are fetched; training them here is one’s own choice', async () => {
    const { toolbar, session, engine } = setUp({ ...freshBrowser('site'), usesBundledRuns: true });
    const bar = toolbar();
    expect(bar.querySelector('button.primary')?.textContent).toContain('fetches 9 trained runs');
    const run = session.start(['table']);
    await engine.started;
    expect(engine.runs[0]?.options).toMatchObject({ bundled: true, trains: {} });
    engine.end('done');
    await run;
  });
  test('after an edit, what is said follows from what is stored of the new text; a new arm is not counted nothing', async () => {
    const looked: string[] = [];
    const look = (text: string): Promise<readonly LookedCell[]> => {
      looked.push(text);
      const added = { name: 'new', kind: 'train' as const, state: 'missing' as const, needs: ['books'] };
      return Promise.resolve([...lookedCells('missing'), { ...added, runs: [{ seed: 1, state: 'missing' as const }] }]);
    };
    const { session } = setUp({ look });
    const text = `${MADE_UP_NOTEBOOK}\n\`\`\`train\nname: new\ndataset: books\nseeds: [1]\n\`\`\`\n`;
    await session.edit('add an arm', () => text);
    await expect.poll(() => session.outlook?.work(['new'])?.work.trains).toEqual([{ cell: 'new', seeds: [1] }]);
    expect(looked).toEqual([text]);
    // A third of what the three seeds of the base took.
    expect(session.outlook?.work(['new'])?.time.byCell.new).toBeGreaterThan(1);
    // What the page shows as done is trained all the same where it is not stored, and counted.
    expect(session.outlook?.work(['con'])?.work.trains).toEqual([{ cell: 'con', seeds: SEEDS }]);
  });
  test('what nothing is known of is named, with an estimate to ask for', async () => {
    const asked: number[] = [];
    const estimate = (_: unknown, width: number) => {
      asked.push(width);
      const arm = { label: 'LightGCN', alignment: 'none' as const, bytes: 1, secondsPerEpoch: 1 };
      return Promise.resolve({ batchSize: 1, stepsPerEpoch: 1, timedSteps: 1, arms: [arm] });
    };
    const cells = madeUpResults().cells.filter(({ name }) => !ARMS.includes(name));
    const results = fromResultsFile({ ...madeUpResults(), cells });
    const { session, toolbar } = setUp({ ...freshBrowser('missing'), results, estimate });
    await session.look();
    const bar = toolbar();
    expect(bar.textContent).toContain('How long base, con and gen would take is not known yet');
    [...bar.querySelectorAll('button')].find(({ textContent }) => textContent.includes('Estimate'))?.click();
    await expect.poll(() => session.outlook?.work(ARMS)?.seconds).toBeGreaterThan(1);
    expect(asked).toEqual([128]);
  });
});

describe('while a run goes', () => {
  test('the toolbar says its rate and the time left', async () => {
    const { session, engine, toolbar } = setUp({ ...freshBrowser('missing') });
    await session.look();
    const bar = toolbar();
    const run = session.start(['base', 'con']);
    await engine.started;
    const progress = { label: '', done: 5, total: 10, unit: 'steps', rate: 41, secondsLeft: 10 };
    engine.tell({ type: 'cell-started', cell: 'base' }, { type: 'cell-progress', cell: 'base', progress });
    flushSync();
    expect(bar.textContent).toMatch(/base · 41 steps\/s · about 5[45]\u202fs left/);
    engine.end('done');
    await run;
  });
  test('settings of cells that do not run can be changed, those of cells that do cannot; results belong to what was run', async () => {
    const { session, engine, cell, setValue } = setUp();
    const run = session.start(['books', 'profiles']);
    await engine.started;
    engine.tell({ type: 'cell-started', cell: 'books' });
    expect((await setValue('books', 'source', 'x'))?.code).toBe('views/running');
    expect((await setValue('profiles', 'generator', 'llm'))?.code).toBe('views/running');
    expect((await session.edit('the whole text', () => ''))?.code).toBe('views/running');
    expect(await setValue('gen', 'seeds', [1])).toBeNull();
    expect(session.run.status).toBe('running');
    engine.tell({
      type: 'cell-finished',
      cell: 'books',
      record: { ...recordOf('books'), digest: 'new' },
      reused: false
    });
    expect(await setValue('books', 'source', 'other')).toBeNull();
    engine.tell({ type: 'cell-started', cell: 'profiles' });
    engine.tell({ type: 'cell-finished', cell: 'profiles', record: recordOf('profiles'), reused: false });
    engine.end('done');
    await run;
    expect(session.freshness(cell('books'))).toBe('stale');
    expect(session.freshness(cell('profiles'))).toBe('stale');
    await session.undo();
    expect(session.freshness(cell('profiles'))).toBe('fresh');
  });
  test('the last result is marked as one from before', async () => {
    const { session, engine, output } = setUp();
    const run = session.start(['base']);
    await engine.started;
    engine.tell({ type: 'cell-started', cell: 'base' });
    expect(output('base').textContent).toContain('Result before this run');
    engine.end('cancelled');
    await run;
  });
});

describe('a result with another digest than the bundled one', () => {
  test('is a result, not an edit: nothing is called changed, and how far it is off is said', async () => {
    const { session, engine, cell, toolbar, output } = setUp();
    const bar = toolbar();
    const run = session.start(['table']);
    await engine.started;
    engine.tell({
      type: 'cell-finished',
      cell: 'table',
      record: { ...recordOf('table'), digest: 'other' },
      reused: false
    });
    engine.end('done');
    await run;
    flushSync();
    expect(session.isChanged).toBe(false);
    expect(bar.textContent).not.toContain('Back to the bundled notebook');
    expect(bar.textContent).toContain('Show the stored results');
    expect(session.freshness(cell('table'))).toBe('fresh');
    if (mounted) await unmount(mounted);
    expect(output('table').textContent).toContain('equal to the stored result in all digits shown');
  });
});

describe('a stored result made with earlier code', () => {
  test('is shown with its revision, is not called stale, and is not asked to be run', () => {
    const notebook = tools.prepareNotebook(MADE_UP_NOTEBOOK, 'quick-start.md');
    const results = tools.withEarlier(fromResultsFile(madeUpResults()), notebook, { ...FIRST, embeddings: 2 });
    const { session, cell, output } = setUp({ results });
    expect(['con', 'table', 'base', 'books'].map((name) => session.freshness(cell(name)))).toEqual([
      'earlier',
      'earlier',
      'fresh',
      'fresh'
    ]);
    expect(session.outdated).toEqual([]);
    expect(output('con').textContent).toContain(
      'Made with an earlier version of the code (embeddings revision 1, now 2)'
    );
  });
});
