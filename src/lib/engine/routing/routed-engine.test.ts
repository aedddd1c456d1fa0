// One run goes on in two places: cells go where they belong, in order; pause and cancel reach the part that runs; what has no result is
// not read.
import { describe, expect, it } from 'vitest';
import type { NotebookEvent } from '#lib/notebook/run/events';
import type { RunOutcome } from '#lib/notebook/run/runtime';
import type { NotebookEngine } from './notebook-engine';
import { routedEngine } from './routed-engine';
import type { PlacedCell } from './turns';

const CELLS: readonly PlacedCell[] = [
  { name: 'books', reads: [], place: 'engine' },
  { name: 'written', reads: ['books'], place: 'io' },
  { name: 'con', reads: ['books', 'written'], place: 'engine' }
];

/** Two places that do as they are told: each run ends when its `end` is called. */
function places() {
  const said: string[] = [];
  const ends: ((outcome: RunOutcome, events?: readonly NotebookEvent[]) => void)[] = [];
  const started = (place: string, only: readonly string[] | undefined, hear: (event: NotebookEvent) => void) => {
    said.push(`${place} runs ${only?.join(' ') ?? 'all'}`);
    const finished = new Promise<RunOutcome>((resolve) =>
      ends.push((outcome, events = []) => {
        for (const event of events) hear(event);
        resolve(outcome);
      })
    );
    const say = (what: string) => () => void said.push(`${place} ${what}`);
    return { pause: say('pauses'), resume: say('goes on'), cancel: say('stops'), checkpoint: say('saves'), finished };
  };
  const unused = () => Promise.reject(new Error('not asked here'));
  const engine = (place: string): NotebookEngine => ({
    device: Promise.resolve({ backend: 'cpu', adapter: '', software: false, reason: '' }),
    run: (_notebook, _text, { only }, hear) => started(place, only, hear),
    recommend: unused,
    exportRuns: unused
  });
  const events: NotebookEvent[] = [];
  const start = async (only?: readonly string[], cells = CELLS) => {
    const routed = await routedEngine({
      engine: () => Promise.resolve(engine('engine')),
      io: () => Promise.resolve(engine('io')),
      cells: () => cells
    });
    return routed.run('n.md', '', { force: false, ...(only && { only }) }, (event) => void events.push(event));
  };
  /** Ends the run that is under way, when it has begun. */
  const end = async (at: number, outcome: RunOutcome, heard: readonly NotebookEvent[] = []) => {
    await expect.poll(() => ends.length).toBeGreaterThan(at);
    ends[at]?.(outcome, heard);
  };
  return { said, events, start, end };
}

describe('an engine of two places', () => {
  it('is the engine alone where no cell belongs elsewhere', async () => {
    const { said, start, end } = places();
    const handle = await start(['books'], CELLS.slice(0, 1));
    await end(0, 'done');
    expect(await handle.finished).toBe('done');
    expect(said).toEqual(['engine runs books']);
  });

  it('runs each cell in its place, one turn after the other', async () => {
    const { said, start, end } = places();
    const handle = await start();
    await end(0, 'done');
    await end(1, 'done');
    await end(2, 'done');
    expect(await handle.finished).toBe('done');
    expect(said).toEqual(['engine runs books', 'io runs written', 'engine runs con']);
  });

  it('skips what reads a cell that failed, and says because of which', async () => {
    const { said, events, start, end } = places();
    const handle = await start();
    await end(0, 'done');
    const error = { code: 'llm/cap-reached', message: '', cure: '', where: {} } as const;
    await end(1, 'failed', [{ type: 'cell-failed', cell: 'written', error }]);
    expect(await handle.finished).toBe('failed');
    expect(said).toEqual(['engine runs books', 'io runs written']);
    expect(events.at(-1)).toEqual({ type: 'cell-skipped', cell: 'con', because: 'written' });
  });

  it('pauses the turn under way and the next one, and stops at a cancel', async () => {
    const { said, start, end } = places();
    const handle = await start();
    handle.pause();
    await end(0, 'done');
    await expect.poll(() => said.at(-1)).toBe('io pauses');
    handle.resume();
    handle.cancel();
    await end(1, 'cancelled');
    expect(await handle.finished).toBe('cancelled');
    expect(said.filter((line) => line.startsWith('engine'))).not.toContain('engine runs con');
    expect(said.slice(-3)).toEqual(['io pauses', 'io goes on', 'io stops']);
  });
});
