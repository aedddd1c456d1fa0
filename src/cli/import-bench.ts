// npm run import-bench: how long it takes to read and prepare made-up tables of a quarter, half and a whole million interactions, and
// how much memory; with and without reviews. Each size runs in a process of its own, so that one's memory is not another's.
import '#lib/errors/all';
import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { uniformAt } from '#kernels/random/random';
import { diskFile } from '#lib/dataset/bytes/input-files.node';
import { openFiles, readRaw } from '#lib/dataset/reading/import';
import { prepare } from '#lib/dataset/prepare/prepare';
import { PREPARE_DEFAULTS } from '#lib/dataset/prepare/settings';
import { textTable } from './notebook/text-table';
import { print, runCommand } from './terminal';
import { exp } from '#lib/elementary/exponential';
import { log } from '#lib/elementary/logarithm';

const SIZES = [250_000, 500_000, 1_000_000] as const;
const REVIEW = ' I read it twice, once on a train and once by the sea, and would lend it to a friend at any time.';
const [USERS, ITEMS] = [20_000, 8000];

interface Measured {
  readonly readSeconds: number;
  readonly prepareSeconds: number;
  /** Largest resident memory of the process, in bytes. */
  readonly peakBytes: number;
  readonly kept: number;
}

/** A table of `count` interactions, activity and popularity skewed as real ones are. */
function writeTable(file: string, count: number, withReviews: boolean): void {
  const handle = openSync(file, 'w');
  try {
    let lines = [`user_id,item_id,rating,timestamp${withReviews ? ',review' : ''}\n`];
    for (let at = 0; at < count; at++) {
      const draw = (n: number): number => uniformAt({ seed: 1, stream: 124, step: n }, at);
      const user = Math.floor(USERS * exp(1.6 * log(draw(0))));
      const item = Math.floor(ITEMS * exp(2.2 * log(draw(1))));
      const review = withReviews ? `,"Number ${at}.${REVIEW}"` : '';
      lines.push(`u${user},i${item},${1 + Math.floor(5 * draw(2))},${1_400_000_000 + at}${review}\n`);
      if (lines.length < 20_000) continue;
      writeSync(handle, lines.join(''));
      lines = [];
    }
    writeSync(handle, lines.join(''));
  } finally {
    closeSync(handle);
  }
}

async function measure(file: string): Promise<Measured> {
  let peakBytes = 0;
  const sample = (): void => {
    peakBytes = Math.max(peakBytes, process.memoryUsage().rss);
  };
  const started = performance.now();
  const files = await openFiles([await diskFile(file, 'clicks.csv')]);
  const { raw } = await readRaw(files, 'bench', {}, { report: sample });
  sample();
  const read = performance.now();
  const settings = { ...PREPARE_DEFAULTS, min_rating: 3, core: 5, split: 'paper' as const };
  const { dataset } = await prepare(raw, settings, {
    step: () => {
      sample();
      return Promise.resolve();
    }
  });
  sample();
  const { train, val, test } = dataset.split;
  return {
    readSeconds: (read - started) / 1000,
    prepareSeconds: (performance.now() - read) / 1000,
    peakBytes,
    kept: train.users.length + val.users.length + test.users.length
  };
}

function compareSizes(): void {
  const folder = mkdtempSync(join(tmpdir(), 'rlmrec-import-'));
  const rows = [['interactions', 'reviews', 'read', 'per million', 'filter, 5-core, split', 'peak memory', 'kept']];
  try {
    for (const withReviews of [false, true]) {
      for (const size of SIZES) {
        const file = join(folder, 'clicks.csv');
        writeTable(file, size, withReviews);
        const out = execFileSync(process.execPath, [resolve(process.argv[1] ?? ''), '--measure', file], {
          encoding: 'utf8'
        });
        const measured: Measured = JSON.parse(out);
        rows.push([
          size.toLocaleString('en'),
          withReviews ? '110 characters' : 'none',
          `${measured.readSeconds.toFixed(1)} s`,
          `${((1e6 * measured.readSeconds) / size).toFixed(1)} s`,
          `${measured.prepareSeconds.toFixed(1)} s`,
          `${(measured.peakBytes / 1e6).toFixed(0)} MB`,
          measured.kept.toLocaleString('en')
        ]);
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  print(textTable(rows));
}

runCommand(async () => {
  if (process.argv[2] === '--measure') print(JSON.stringify(await measure(process.argv[3] ?? '')));
  else compareSizes();
  return 0;
});
