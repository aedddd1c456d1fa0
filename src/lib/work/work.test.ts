// Rests, reports and ends of long work, by a clock of the test's own.
import { expect, it } from 'vitest';
import { nextTask } from './next-task';
import { paced, passGate, rest, timed, WITHOUT_REST, type Control, type TimedProgress } from './work';

function work(control: Control = {}, quietFor = 0) {
  const clock = { at: 0 };
  const now = (): number => clock.at;
  const heard: TimedProgress[] = [];
  const report = (progress: TimedProgress): void => void heard.push(progress);
  const step = paced(timed({ ...control, report }, 'users', now), 'Looking', { quietFor, now });
  return { clock, heard, step: (done: number, label?: string) => step(done, 100, label) };
}

it('work that is soon done says nothing where it shall be quiet; long work says how far it is and how long it will take', async () => {
  const { clock, heard, step } = work({}, 300);
  clock.at = 20;
  await step(10);
  clock.at = 200;
  await step(20);
  expect(heard).toEqual([]);
  clock.at = 500;
  await step(50);
  expect(heard).toMatchObject([{ label: 'Looking', done: 50, total: 100, unit: 'users', rate: 100, secondsLeft: 0.5 }]);
  clock.at = 510;
  await step(60);
  expect(heard).toHaveLength(1);
});

it('says at once what is begun and that it is at its end, and between them now and then', async () => {
  const { clock, heard, step } = work();
  for (const [at, done, label] of [
    [0, 0, 'Looking'],
    [50, 10, 'Looking'],
    [60, 0, 'Counting'],
    [150, 20, 'Counting'],
    [170, 30, 'Counting'],
    [171, 100, 'Counting']
  ] as const) {
    clock.at = at;
    await step(done, label);
  }
  expect(heard.map(({ label, done }) => `${label} ${done}`)).toEqual([
    'Looking 0',
    'Counting 0',
    'Counting 30',
    'Counting 100'
  ]);
});

it('lets others in after a slice, and ends where it is told to', async () => {
  const stop = new AbortController();
  const { clock, step } = work({ signal: stop.signal });
  const message = nextTask().then(() => stop.abort());
  clock.at = 20;
  await step(1);
  clock.at = 40;
  await expect(step(2)).rejects.toMatchObject({ code: 'internal/cancelled' });
  await message;
});

it('a step is held while it is paused, and ends where it is cancelled meanwhile', async () => {
  const stop = new AbortController();
  let open = (): void => undefined;
  const shut = new Promise<void>((resolve) => {
    open = resolve;
  });
  const passed: string[] = [];
  const { step } = work({ signal: stop.signal, gate: () => shut });
  const held = step(1).then(
    () => passed.push('went on'),
    () => passed.push('ended')
  );
  await nextTask();
  expect(passed).toEqual([]);
  stop.abort();
  open();
  await held;
  expect(passed).toEqual(['ended']);
});

it('what is done is kept before the gate, which may stay shut, and not where it was cancelled before', async () => {
  const order: string[] = [];
  const gate = (): Promise<void> => {
    order.push('gate');
    return Promise.resolve();
  };
  const keep = (): Promise<void> => {
    order.push('kept');
    return Promise.resolve();
  };
  await passGate({ gate }, 'Training', keep);
  expect(order).toEqual(['kept', 'gate']);
  await expect(passGate({ gate, signal: AbortSignal.abort() }, 'Training', keep)).rejects.toThrow('Training');
  expect(order).toHaveLength(2);
});

it('a rest lets waiting messages in first, so that a cancel that waits takes effect', async () => {
  const stop = new AbortController();
  void nextTask().then(() => stop.abort());
  await expect(rest({ signal: stop.signal }, 'Writing')).rejects.toMatchObject({ code: 'internal/cancelled' });
  await WITHOUT_REST(1, 1);
});
