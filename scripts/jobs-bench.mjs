// npm run jobs-bench [-- --epochs 20] [--turns 3] [--models 18] [--workers N]: how long Table 1 of the bundled data with two seeds takes with
// `--jobs 1` and with `--jobs 2`, in turns, each on a fresh store, and the ratio. Both must make the same bits: where they do not, it ends with 1.
// Times are of this machine and mean something at rest only; of a run that has one job, `--workers` threads take rows meanwhile (0: none).
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureCommandLine, ensureInstalled, root } from './setup.mjs';

ensureInstalled();
await ensureCommandLine();
const { folderStores } = await import('./made-up-runs.mjs');
const { shortTable } = await import('./short-table.mjs');

const { values } = parseArgs({
  options: {
    epochs: { type: 'string', default: '20' },
    turns: { type: 'string', default: '3' },
    models: { type: 'string' },
    workers: { type: 'string' }
  }
});
const JOBS = [1, 2];
const models = values.models === undefined ? undefined : Number(values.models);

const scratch = mkdtempSync(join(tmpdir(), 'jobs-bench-'));
try {
  const openStore = await folderStores(scratch);
  const notebook = join(scratch, 'table-1.md');
  writeFileSync(notebook, shortTable({ seeds: [2023, 2024], epochs: Number(values.epochs), models }));

  /** @param {number} jobs @param {string} store @returns {Promise<{ seconds: number, digests: string }>} */
  const time = async (jobs, store) => {
    const program = join(root, 'dist', 'cli', 'notebook.js');
    const more = values.workers === undefined ? [] : ['--workers', values.workers];
    const args = [program, notebook, '--store', store, '--jobs', String(jobs), '--backend', 'wasm', ...more];
    const began = performance.now();
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
    const [code] = await once(child, 'exit');
    if (code !== 0) throw new Error(`--jobs ${jobs} ended with ${code}.`);
    const seconds = (performance.now() - began) / 1000;
    const made = await (await openStore(store)).list();
    const digests = made.map(({ id, digest }) => `${id} ${digest}`).sort();
    return { seconds, digests: digests.join('\n') };
  };

  /** @type {number[]} */
  const ratios = [];
  /** @type {Set<string>} */
  const made = new Set();
  for (let turn = 0; turn < Number(values.turns); turn++) {
    /** @type {number[]} */
    const times = [];
    for (const jobs of JOBS) {
      const store = join(scratch, `${turn}-${jobs}`);
      const { seconds, digests } = await time(jobs, store);
      times.push(seconds);
      made.add(digests);
      rmSync(store, { recursive: true, force: true });
    }
    const [one = NaN, two = NaN] = times;
    ratios.push(one / two);
    console.log(`--jobs 1: ${one.toFixed(1)} s, --jobs 2: ${two.toFixed(1)} s: × ${(one / two).toFixed(2)}`);
  }
  const sorted = ratios.toSorted((a, b) => a - b);
  console.log(`median of ${values.turns}: × ${sorted[sorted.length >> 1]?.toFixed(2)}`);
  if (made.size > 1) {
    console.error('The stores do not hold the same digests.');
    process.exitCode = 1;
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
