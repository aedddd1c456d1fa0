// The time cell on a tiny notebook: what it measures, in which order, and what it leaves alone. How long anything takes is asserted nowhere.
import { beforeAll, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { memoryStore } from '#lib/storage/memory';
import { parseNotebook } from '../../document/parse';
import { valuesOf } from '../../guide/values';
import { runNotebook } from '../../run/runtime';
import { TINY_TEXTS, tinySource, tinyTrain } from '../../testing/tiny';
import { mediansOf, ratiosOf } from './figures';

beforeAll(async () => {
  await startBackend('cpu', { wasmBinaries: '' });
});

const CON = ['embeddings: semantics', 'alignment: contrastive'];
const TEXT = `${TINY_TEXTS}${tinyTrain('base', [], { epochs: 2 })}${tinyTrain('con', CON, { epochs: 2 })}${tinyTrain(
  'other',
  ['backbone: gccf', ...CON],
  { epochs: 2 }
)}
\`\`\`time
name: times
runs: [base, con, other]
rounds: 2
epochs: 2
\`\`\`
`;

async function run(signal?: AbortSignal, onTurn: () => void = () => undefined) {
  const store = memoryStore();
  const { records, failures } = await runNotebook(parseNotebook(TEXT, 'times.md'), {
    store,
    openSource: () => tinySource(),
    device: { backend: 'cpu', adapter: 'JavaScript' },
    ...(signal && { signal }),
    onEvent: (event) => {
      if (event.type === 'cell-progress' && event.cell === 'times') onTurn();
    }
  });
  const record = records.find(({ name }) => name === 'times');
  return { store, record, failures, result: record?.result.kind === 'time' ? record.result : null };
}

it('times every run in every round, beside the unaligned run of its own backbone', async () => {
  const { result, record, store } = await run();
  expect(result?.rows.map(({ name, steps, seconds }) => [name, steps, seconds.length])).toEqual([
    ['base', 1, 2],
    ['con', 1, 2],
    ['other', 1, 2]
  ]);
  // 120 training interactions are one batch; GCCF alone is not among the runs.
  expect(result?.rows.map(({ base, ratio }) => [base, ratio !== null])).toEqual([
    [null, false],
    [0, true],
    [null, false]
  ]);
  expect(result?.rows.flatMap(({ seconds }) => seconds).every((value) => value >= 0)).toBe(true);
  if (!record || !result) throw new Error('no times');
  expect(Object.keys(valuesOf(result))).toEqual(['base.seconds', 'con.seconds', 'con.ratio', 'other.seconds']);
  // Nothing that was trained for it is kept: two seeds of three cells are.
  expect((await store.list()).filter(({ kind }) => kind === 'run')).toHaveLength(6);
});

it('has the digest of any other machine with the same notebook', async () => {
  const [one, other] = [await run(), await run()];
  expect(one.record?.digest).toBe(other.record?.digest);
});

it('stops between two turns where it is cancelled, and stores nothing', async () => {
  const stop = new AbortController();
  const { result, store } = await run(stop.signal, () => stop.abort());
  expect(result).toBeNull();
  expect((await store.list()).map(({ kind }) => kind)).not.toContain('time');
});

it('takes the middle of odd and of even numbers of rounds, and ratios within a round', () => {
  expect(mediansOf([3, 1, 2])).toEqual({ median: 2, least: 1, most: 3 });
  expect(mediansOf([4, 1, 2, 3])).toEqual({ median: 2.5, least: 1, most: 4 });
  expect(mediansOf([7])).toEqual({ median: 7, least: 7, most: 7 });
  expect(ratiosOf([2, 9], [1, 3])).toEqual([2, 3]);
});
