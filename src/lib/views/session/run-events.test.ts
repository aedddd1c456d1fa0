// Events of the engine become the page's state of a run, one by one.
import { describe, expect, test } from 'vitest';
import type { SerializedError } from '#lib/errors/app-error';
import type { NotebookEvent } from '#lib/notebook/run/events';
import { afterEvent, overallShare, paceOf, runEnded } from './run-events';
import { NOTHING_RUNS, runAsked, type RunState } from './run-state';
import { madeUpResults, run } from '../testing/made-up-results';

const error: SerializedError = {
  code: 'internal/unexpected',
  message: 'It broke.',
  cure: 'Mend it.',
  where: { cell: 'base' }
};
const epochs = run(2023, 0.2, 12, ['bpr_loss']).epochs;

function play(events: readonly NotebookEvent[], from: RunState = runAsked(NOTHING_RUNS, ['books', 'base'])): RunState {
  return events.reduce((state, event) => afterEvent(state, event, 'text'), from);
}
function finished(cell: string): NotebookEvent {
  const record = madeUpResults().cells.find((entry) => entry.name === cell);
  if (!record) throw new Error(`no made-up result for ${cell}`);
  return { type: 'cell-finished', cell, record, reused: false };
}

test('asked for, cells wait; the first that starts makes the run run', () => {
  const asked = runAsked(NOTHING_RUNS, ['books', 'base']);
  expect(asked.status).toBe('starting');
  expect(asked.activities.base).toEqual({ phase: 'waiting' });
  expect(play([{ type: 'cell-started', cell: 'books' }]).status).toBe('running');
});

test('epochs gather by seed, and an epoch told twice counts once', () => {
  const told = epochs.map((record): NotebookEvent => ({ type: 'cell-epoch', cell: 'base', seed: 2023, record }));
  const state = play([{ type: 'cell-started', cell: 'base' }, ...told, ...told.slice(4)]);
  const activity = state.activities.base;
  expect(activity?.phase === 'running' && activity.seeds[0]?.epochs.map((record) => record.epoch)).toEqual(
    epochs.map((record) => record.epoch)
  );
});

test('what was found damaged is said until the next run, also where a later turn has a plan of its own', () => {
  const cell = { name: 'base', kind: 'train', id: 'a', state: 'missing', needs: [] } as const;
  const damaged = { ...error, code: 'storage/damaged' } as const;
  const found = play([
    { type: 'plan', cells: [{ ...cell, damaged }] },
    { type: 'plan', cells: [cell] }
  ]);
  expect(found.plan?.cells.base?.damaged).toEqual(damaged);
  expect(runAsked(runEnded(found, null), ['base']).plan?.cells).toEqual({ base: cell });
});

test('progress keeps the epochs that came before it', () => {
  const [first] = epochs;
  if (!first) throw new Error('no epochs');
  const progress = { label: 'epoch 1', done: 5, total: 10, unit: 'steps', rate: 2, secondsLeft: 3 };
  const state = play([
    { type: 'cell-started', cell: 'base' },
    { type: 'cell-epoch', cell: 'base', seed: 2023, record: first },
    { type: 'cell-progress', cell: 'base', progress }
  ]);
  expect(state.activities.base).toMatchObject({ phase: 'running', progress, seeds: [{ seed: 2023 }] });
});

test('what a cell has so far stays with it while it goes on, and goes with its end', () => {
  const result = madeUpResults().cells.find(({ name }) => name === 'base')?.result;
  if (!result) throw new Error('no made-up result');
  const progress = { label: '1 of 4 runs', done: 1, total: 4, unit: 'runs', rate: null, secondsLeft: 3 };
  const events: readonly NotebookEvent[] = [
    { type: 'cell-started', cell: 'base' },
    { type: 'cell-so-far', cell: 'base', result },
    { type: 'cell-progress', cell: 'base', progress }
  ];
  expect(play(events).activities.base).toMatchObject({ phase: 'running', soFar: result, progress });
  expect(play([...events, finished('base')]).activities.base).toEqual({ phase: 'idle' });
});

test('cells that the wanted ones need join the count, and no cell counts twice', () => {
  const state = play([
    { type: 'cell-started', cell: 'semantics' },
    finished('semantics'),
    { type: 'cell-started', cell: 'books' },
    finished('books'),
    finished('books'),
    { type: 'cell-failed', cell: 'base', error }
  ]);
  expect([state.done, state.total]).toEqual([3, 3]);
  expect(overallShare(state)).toBe(1);
});

test('what is finished counts as stored in the plan of the text that was run', () => {
  const cells = [{ name: 'base', kind: 'train' as const, id: 'i', needs: [], state: 'missing' as const }];
  const state = play([{ type: 'plan', cells }, finished('base')]);
  expect(state.plan?.cells.base?.state).toBe('stored');
});

test('the pace of a run is that of the cell that runs, and what is left counts the cells to come', () => {
  const progress = { label: '', done: 5, total: 10, unit: 'steps', rate: 2, secondsLeft: 3 };
  const asked = runAsked(NOTHING_RUNS, ['books', 'base', 'con']);
  const state = play(
    [
      { type: 'cell-started', cell: 'base' },
      { type: 'cell-progress', cell: 'base', progress }
    ],
    asked
  );
  expect(paceOf(state, { books: 1, base: 10, con: 20 })).toEqual({
    rate: { value: 2, unit: 'steps' },
    secondsLeft: 24
  });
  expect(paceOf(state, { books: 1, base: 10 }).secondsLeft).toBeNull();
  expect(paceOf(asked, { books: 1, base: 10, con: 20 })).toEqual({ rate: null, secondsLeft: 31 });
});

describe('the end of a run', () => {
  test('a running cell is cancelled, a waiting one is idle, a failed one stays failed', () => {
    const state = runEnded(
      play([
        { type: 'cell-failed', cell: 'books', error: { ...error, where: { cell: 'books' } } },
        { type: 'cell-started', cell: 'base' }
      ]),
      null
    );
    expect(state.status).toBe('idle');
    expect(state.activities.books?.phase).toBe('failed');
    expect(state.activities.base?.phase).toBe('cancelled');
    expect(runEnded(runAsked(NOTHING_RUNS, ['x']), null).activities.x?.phase).toBe('idle');
  });
  test('a failure that names a cell stands beside that cell, any other beside the notebook', () => {
    const atCell = runEnded(runAsked(NOTHING_RUNS, ['base']), error);
    expect(atCell.activities.base).toEqual({ phase: 'failed', error });
    expect(atCell.error).toBeNull();
    const anywhere = { ...error, where: {} };
    expect(runEnded(runAsked(NOTHING_RUNS, ['base']), anywhere).error).toBe(anywhere);
  });
  test('a new run of other cells leaves old failures to be read', () => {
    const failed = runEnded(play([{ type: 'cell-failed', cell: 'books', error }]), null);
    expect(runAsked(failed, ['base']).activities.books?.phase).toBe('failed');
  });
});
