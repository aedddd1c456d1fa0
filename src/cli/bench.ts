// npm run bench: times every operator and whole training steps, ours against the best stock tfjs form, on every backend that
// starts here, in one process, the card first. Writes bench.md and bench.json as it goes: who ends it early has what was measured.
// WebGPU in Node is Dawn, so a server's card can be measured without a browser.
import '#lib/errors/all';
import '#lib/errors/bench';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { benchMarkdown } from '#lib/bench/markdown';
import { SIZES, type SizeName } from '#lib/bench/graphs';
import type { BenchReport } from '#lib/bench/report-form';
import { runBench } from '#lib/bench/run';
import { allCases, casesOf, SET_NAMES, TERMS, type SetName } from '#lib/bench/sets';
import { torchCase } from '#lib/bench/torch-case';
import type { BenchDevice } from '#lib/bench/types';
import { toAppError } from '#lib/errors/app-error';
import { VERSIONS } from '#lib/notebook/results/versions';
import { startCommandLineBackend, workersFor } from './backend';
import { findPython, timeInTorch } from './bench-torch';
import { print, runCommand, say, sayLines } from './terminal';

/** As they are started: the last one's device is looked after. They are measured the other way round. */
const BACKENDS = ['cpu', 'wasm', 'webgpu'] as const;
const USAGE = `Usage: npm run bench -- [options]
  --size amazon|yelp|steam   graph as large as that data set (amazon); tiny to see whether it works
  --backend cpu|wasm|webgpu  several allowed; all that start by default
  --set quick|full           the cases of the page's measurement; every case by default
  --minutes N                after so long nothing new is begun, the most telling cases come first (10; 0 for no bound)
  --only TEXT                cases whose name has this in it
  --rounds N                 turns of each form (7)
  --vectors N                width of the semantic vectors in the steps (256)
  --workers N                workers for rows on wasm, beside the one thread (cores less one)
  --torch                    steps of LightGCN, GCCF, SGL and SimGCL in PyTorch beside ours (bench/torch_steps.py; $PYTHON names the Python)
  --torch-device cpu|cuda    where PyTorch runs (cpu, one thread)
  --out FOLDER               where bench.md and bench.json go (the current folder)`;

const HERE = process.env.INIT_CWD ?? process.cwd();

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      size: { type: 'string', default: 'amazon' },
      set: { type: 'string' },
      minutes: { type: 'string', default: `${TERMS.full.boundSeconds / 60}` },
      backend: { type: 'string', multiple: true },
      only: { type: 'string', default: '' },
      rounds: { type: 'string', default: `${TERMS.full.rounds}` },
      vectors: { type: 'string', default: '256' },
      workers: { type: 'string', default: `${workersFor(1)}` },
      out: { type: 'string', default: '.' },
      torch: { type: 'boolean', default: false },
      'torch-device': { type: 'string', default: 'cpu' },
      help: { type: 'boolean' }
    }
  });
  const asked = values.backend ?? [...BACKENDS];
  const chosen = BACKENDS.filter((name) => asked.includes(name));
  const [rounds, width, workers] = [Number(values.rounds), Number(values.vectors), Number(values.workers)];
  const [set, minutes] = [values.set ?? 'all', Number(values.minutes)];
  const isPositive = (value: number): boolean => Number.isInteger(value) && value > 0;
  if (
    values.help ||
    !isSize(values.size) ||
    (set !== 'all' && !isSet(set)) ||
    !(minutes >= 0) ||
    chosen.length !== asked.length ||
    !isPositive(rounds) ||
    !isPositive(width) ||
    !Number.isInteger(workers) ||
    workers < 0
  ) {
    sayLines(USAGE);
    return values.help ? 0 : 1;
  }
  const python = values.torch ? findPython() : null; // Before minutes are spent on the rest.
  const devices = (await startAll(chosen, values.backend !== undefined, workers)).reverse();
  // Who names cases gets them, also where they take a software adapter minutes.
  const judged = values.only === '' ? devices : devices.map((device) => ({ ...device, software: false }));
  const cases = (isSet(set) ? casesOf(set, values.size, width, devices) : allCases(values.size, width, judged)).filter(
    ({ name }) => name.includes(values.only)
  );
  const folder = resolve(HERE, values.out);
  await mkdir(folder, { recursive: true });
  const measured = await runBench({
    size: values.size,
    set: values.only === '' ? set : `${set}, "${values.only}"`,
    cases,
    devices,
    rounds,
    slowMs: TERMS.full.slowMs,
    ...(minutes > 0 ? { boundSeconds: 60 * minutes } : {}),
    vectors: width,
    versions: VERSIONS,
    environment: {
      program: `Node ${process.versions.node}`,
      processor: cpus()[0]?.model.trim() ?? null,
      cores: availableParallelism()
    },
    comparesLoops: true,
    isShort: values.size === 'tiny',
    report: ({ done, total, label }) => say(`${done + 1}/${total} ${label}`),
    onReport: (report) => writeReport(report, folder)
  });
  let report = measured;
  if (python) {
    say('the steps in PyTorch');
    const written = await torchCase(SIZES[values.size], width);
    const options = { device: values['torch-device'] };
    report = { ...measured, ...(await timeInTorch(python, written, join(folder, 'torch-case'), options)) };
    await writeReport(report, folder);
  }
  print(benchMarkdown(report).trimEnd());
  return 0;
}

const isSize = (name: string): name is SizeName => Object.hasOwn(SIZES, name);

const isSet = (name: string): name is SetName => SET_NAMES.some((known) => known === name);

/** A file that is there is whole: whoever ends the bench while it writes has the report before. */
async function writeReport(report: BenchReport, folder: string): Promise<void> {
  for (const [name, text] of [
    ['bench.json', `${JSON.stringify(report, null, 1)}\n`],
    ['bench.md', benchMarkdown(report)]
  ] as const) {
    await writeFile(join(folder, `${name}.part`), text);
    await rename(join(folder, `${name}.part`), join(folder, name));
  }
}

/** Starts each backend; one that was not asked for by name and does not start is left out, and that is said. */
async function startAll(
  names: readonly (typeof BACKENDS)[number][],
  byName: boolean,
  workers: number
): Promise<BenchDevice[]> {
  const devices: BenchDevice[] = [];
  for (const name of names) {
    try {
      const { adapter, software } = await startCommandLineBackend(name, workers);
      devices.push({ backend: name, adapter, software });
    } catch (error) {
      if (byName) throw error;
      say(`without ${name}: ${toAppError(error).message}`);
    }
  }
  return devices;
}

runCommand(main);
