// npm run linear-bench -- FOLDER [--items N] [--lambda X] [--workers N]: EASE on a data set of any format: what it takes, said before it
// is solved, then time and peak memory of the process, workers included. With numpy (Debian: python3-numpy) its weights on the N most
// clicked items (2,000) are compared with those of bench/ease.py, which solves the same in float64.
import '#lib/errors/all';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { inverseBytes } from '#kernels/inverse/inverse.parts';
import type { Clicks } from '#kernels/neighbours/neighbours';
import { arrayPool } from '#kernels/workers/active';
import { writeNpy } from '#lib/dataset/formats/npy/npy';
import { readData } from '#lib/dataset/reading/read';
import { folderSource } from '#lib/dataset/sources/source.folder.node';
import type { Dataset, InteractionList } from '#lib/dataset/types';
import { evaluateLists, rankByScores } from '#lib/evaluation/evaluate';
import { clicksOf } from '#lib/evaluation/linear/clicks';
import { ease, easeBytes } from '#lib/evaluation/linear/ease';
import { scoresByWeights } from '#lib/evaluation/linear/item-weights';
import { memoryHere, type LinearWork } from '#lib/evaluation/linear/work';
import { startCommandLineBackend, workersFor } from './backend';
import { print, runCommand, say } from './terminal';

const MEGABYTES = 2 ** 20;
const SCRIPT = join('bench', 'ease.py');

const peak = (): string => `${Math.round(process.resourceUsage().maxRSS / 1024)} MB`;
const secondsSince = (started: number): string => `${((performance.now() - started) / 1000).toFixed(1)} s`;

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

async function solveWhole({ userCount, itemCount, split }: Dataset, lambda: number): Promise<void> {
  const work = await linearWork();
  const runners = work.pool?.living().length ?? 1;
  const megabytes = Math.round(easeBytes(itemCount, runners) / MEGABYTES);
  const inverting = Math.round(inverseBytes(itemCount, runners) / MEGABYTES);
  print(
    `${itemCount} items, λ = ${lambda}, ${runners} threads: at most ${megabytes} MB (${inverting} MB while inverting)`
  );
  print(`before: peak ${peak()}`);
  const clicks = clicksOf(split.train, userCount, itemCount);
  const started = performance.now();
  const weights = await ease(clicks, lambda, work);
  print(`solved in ${secondsSince(started)}, peak ${peak()}`);
  const ranking = performance.now();
  const score = scoresByWeights(clicks.byUser, weights, itemCount);
  const asked = { userCount, itemCount, train: split.train, k: 20 };
  const lists = await rankByScores(score, asked, () => Promise.resolve());
  const { recall, ndcg } = (await evaluateLists(lists, userCount, split.test)).metrics;
  print(`ranked in ${secondsSince(ranking)}, peak ${peak()}`);
  print(`test recall@20 ${recall['20'].toFixed(4)}, NDCG@20 ${ndcg['20'].toFixed(4)}`);
}

/** The clicks on the items with the most of them, the items numbered anew. */
function mostClicked({ users, items }: InteractionList, itemCount: number, count: number): InteractionList {
  const clicked = new Int32Array(itemCount);
  for (const item of items) clicked[item] = (clicked[item] ?? 0) + 1;
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
  const started = performance.now();
  const ours = await ease(clicks, lambda, await linearWork());
  const time = secondsSince(started);
  const folder = mkdtempSync(join(tmpdir(), 'rlmrec-linear-'));
  try {
    const pairs = Float32Array.from([...train.users, ...train.items]);
    writeFileSync(join(folder, 'pairs.npy'), writeNpy(pairs, [2, train.users.length]));
    writeFileSync(join(folder, 'ours.npy'), writeNpy(ours, [count, count]));
    const theirs = spawnSync(python, [SCRIPT, folder, String(count), String(lambda)], { encoding: 'utf8' });
    print(`${count} items with the most clicks: ours in ${time}; ${theirs.stdout.trim() || theirs.stderr.trim()}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      items: { type: 'string', default: '2000' },
      lambda: { type: 'string', default: '100' },
      workers: { type: 'string', default: String(workersFor(1)) }
    }
  });
  const [folder = 'public/datasets/bookshop'] = positionals;
  await startCommandLineBackend('wasm', Number(values.workers));
  const path = resolve(process.env.INIT_CWD ?? process.cwd(), folder);
  const { dataset } = await readData(
    folderSource(path),
    basename(path),
    { reading: {}, prepare: {} },
    {
      step: () => Promise.resolve()
    }
  );
  await compareWithNumpy(dataset, Number(values.lambda), Number(values.items));
  await solveWhole(dataset, Number(values.lambda));
  return 0;
});
