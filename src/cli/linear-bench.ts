// npm run linear-bench -- FOLDER [--items N] [--lambda X,Y] [--neighbours N,M] [--workers N]: EASE and ItemKNN on a data set of any format,
// with each of the values: what EASE takes, said before it is solved, then time, processor time and peak memory of the process, workers
// included, and the metrics by which validation chooses. With numpy (Debian: python3-numpy) its weights on the N most
// clicked items (2,000) are compared with those of bench/ease.py, which solves the same in float64.
import '#lib/errors/all';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Clicks } from '#kernels/neighbours/neighbours';
import { arrayPool } from '#kernels/workers/active';
import { degrees } from '#lib/dataset/checks/statistics';
import { writeNpy } from '#lib/dataset/formats/npy/npy';
import { readData } from '#lib/dataset/reading/read';
import { folderSource } from '#lib/dataset/sources/source.folder.node';
import type { Dataset, InteractionList } from '#lib/dataset/types';
import { largest } from '#lib/elementary/extent';
import { evaluateListsOfAll, rankByScores, type ScoreUsers } from '#lib/evaluation/evaluate';
import { clicksOf } from '#lib/evaluation/linear/clicks';
import { ease, easeBytes } from '#lib/evaluation/linear/ease';
import { itemKnnScores, nearestItems } from '#lib/evaluation/linear/item-knn';
import { scoresByWeights } from '#lib/evaluation/linear/item-weights';
import { memoryHere, type LinearWork } from '#lib/evaluation/linear/work';
import { startCommandLineBackend, workersFor } from './backend';
import { print, runCommand, say } from './terminal';

const MEGABYTES = 2 ** 20;
const SCRIPT = join('bench', 'ease.py');

/** Time on the clock, of all processors together, and the largest memory so far. */
function stopwatch(): () => string {
  const [started, busy] = [performance.now(), process.cpuUsage()];
  return () => {
    const { user, system } = process.cpuUsage(busy);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const peak = Math.round(process.resourceUsage().maxRSS / 1024);
    return `${seconds} s (${((user + system) / 1e6).toFixed(1)} s of processors), peak ${peak} MB`;
  };
}

async function linearWork(): Promise<LinearWork> {
  let said = 0;
  return {
    pool: await arrayPool(Infinity),
    memory: memoryHere(),
    onStep(what, done, total) {
      if (performance.now() - said > 5000) {
        say(`${what}: ${done} of ${total}`);
        said = performance.now();
      }
      return Promise.resolve();
    }
  };
}

async function measure(what: string, score: ScoreUsers, { userCount, itemCount, split }: Dataset): Promise<void> {
  const time = stopwatch();
  const asked = { userCount, itemCount, train: split.train, k: 20 };
  const lists = await rankByScores(score, asked, () => Promise.resolve());
  const at20 = async (part: InteractionList): Promise<string> => {
    const { recall, ndcg } = (await evaluateListsOfAll(lists, userCount, part)).metrics;
    return `recall@20 ${recall['20'].toFixed(4)}, NDCG@20 ${ndcg['20'].toFixed(4)}`;
  };
  print(`${what}: validation ${await at20(split.val)}; test ${await at20(split.test)}; ranked in ${time()}`);
}

async function solveWhole(dataset: Dataset, asked: Asked): Promise<void> {
  const { userCount, itemCount, split } = dataset;
  const work = await linearWork();
  const clicks = clicksOf(split.train, userCount, itemCount);
  const most = largest(asked.neighbours);
  const comparing = stopwatch();
  const nearest = await nearestItems(clicks, most, work.pool);
  print(`ItemKNN: ${most} neighbours of ${itemCount} items in ${comparing()}`);
  for (const count of asked.neighbours) {
    await measure(`ItemKNN (${count} neighbours)`, itemKnnScores(clicks, nearest, count), dataset);
  }
  for (const lambda of asked.lambda) {
    const runners = work.pool?.living().length ?? 1;
    const megabytes = Math.round(easeBytes(itemCount, runners) / MEGABYTES);
    print(`EASE (λ = ${lambda}): ${itemCount} items with ${runners} threads, at most ${megabytes} MB`);
    const time = stopwatch();
    const weights = await ease(clicks, lambda, work);
    print(`solved in ${time()}`);
    await measure(`EASE (λ = ${lambda})`, scoresByWeights(clicks.byUser, weights, itemCount), dataset);
  }
}

/** The clicks on the items with the most of them, the items numbered anew. */
function mostClicked({ users, items }: InteractionList, itemCount: number, count: number): InteractionList {
  const clicked = degrees(items, itemCount);
  const order = Array.from(clicked.keys()).sort((a, b) => (clicked[b] ?? 0) - (clicked[a] ?? 0) || a - b);
  const place = new Map(order.slice(0, count).map((item, at) => [item, at]));
  const kept = Array.from(items.keys()).filter((at) => place.has(items[at] ?? -1));
  return {
    users: Int32Array.from(kept, (at) => users[at] ?? 0),
    items: Int32Array.from(kept, (at) => place.get(items[at] ?? -1) ?? 0)
  };
}

async function compareWithNumpy({ userCount, itemCount, split }: Dataset, lambda: number, most: number): Promise<void> {
  const python = process.env.PYTHON ?? 'python3';
  if (spawnSync(python, ['-c', 'import numpy']).status !== 0) {
    print(`numpy is not there for ${python}: weights are not compared.`);
    return;
  }
  const count = Math.min(most, itemCount);
  const train = mostClicked(split.train, itemCount, count);
  const clicks: Clicks = clicksOf(train, userCount, count);
  const time = stopwatch();
  const ours = await ease(clicks, lambda, await linearWork());
  const taken = time();
  const folder = mkdtempSync(join(tmpdir(), 'rlmrec-linear-'));
  try {
    const pairs = Float32Array.from([...train.users, ...train.items]);
    writeFileSync(join(folder, 'pairs.npy'), writeNpy(pairs, [2, train.users.length]));
    writeFileSync(join(folder, 'ours.npy'), writeNpy(ours, [count, count]));
    const theirs = spawnSync(python, [SCRIPT, folder, String(count), String(lambda)], { encoding: 'utf8' });
    print(`${count} items with the most clicks: ours in ${taken}; ${theirs.stdout.trim() || theirs.stderr.trim()}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Asked {
  readonly lambda: readonly number[];
  readonly neighbours: readonly number[];
}

const numbers = (text: string): number[] => text.split(',').map(Number);

runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      items: { type: 'string', default: '2000' },
      lambda: { type: 'string', default: '100' },
      neighbours: { type: 'string', default: '50' },
      workers: { type: 'string', default: String(workersFor(1)) }
    }
  });
  const [folder = 'public/datasets/bookshop'] = positionals;
  await startCommandLineBackend('wasm', Number(values.workers));
  const path = resolve(process.env.INIT_CWD ?? process.cwd(), folder);
  const job = { step: () => Promise.resolve() };
  const { dataset } = await readData(folderSource(path), basename(path), { reading: {}, prepare: {} }, job);
  const asked = { lambda: numbers(values.lambda), neighbours: numbers(values.neighbours) };
  await compareWithNumpy(dataset, asked.lambda[0] ?? 100, Number(values.items));
  await solveWhole(dataset, asked);
  return 0;
});
