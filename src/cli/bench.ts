// npm run bench: times every operator and whole training steps, ours against the best stock tfjs form, on every backend that
// starts here, in one process. Writes bench.md and bench.json. WebGPU in Node is Dawn, so a server's card can be measured
// without a browser.
import '#lib/errors/all';
import '#lib/errors/bench';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { benchMarkdown } from '#lib/bench/markdown';
import { operatorCases } from '#lib/bench/operator-cases';
import { runBench } from '#lib/bench/run';
import { edgeSeries, nodeSeries } from '#lib/bench/series';
import { SIZES, type SizeName } from '#lib/bench/graphs';
import { stepCases } from '#lib/bench/step-cases';
import { torchCase } from '#lib/bench/torch-case';
import type { BenchCase, BenchDevice, BenchReport } from '#lib/bench/types';
import { toAppError } from '#lib/errors/app-error';
import { VERSIONS } from '#lib/notebook/results/versions';
import { startCommandLineBackend, workersFor } from './backend';
import { findPython, timeInTorch } from './bench-torch';
import { print, runCommand, say, sayLines } from './terminal';

const BACKENDS = ['cpu', 'wasm', 'webgpu'] as const;
const USAGE = `Usage: npm run bench -- [options]
  --size amazon|yelp|steam   graph as large as that data set (amazon)
  --backend cpu|wasm|webgpu  several allowed; all that start by default
  --only TEXT                cases whose name has this in it
  --rounds N                 turns of each form (7)
  --vectors N                width of the semantic vectors in the steps (256)
  --workers N                workers for rows on wasm, beside the one thread (cores less one)
  --torch                    steps of LightGCN, GCCF, SGL and SimGCL in PyTorch beside ours (bench/torch_steps.py; $PYTHON names the Python)
  --torch-device cpu|cuda    where PyTorch runs (cpu, one thread)
  --out FOLDER               where bench.md and bench.json go (the current folder)`;

const HERE = process.env.INIT_CWD ?? process.cwd();
/** A form slower than this takes two rounds. */
const SLOW_MS = 4000;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      size: { type: 'string', default: 'amazon' },
      backend: { type: 'string', multiple: true },
      only: { type: 'string', default: '' },
      rounds: { type: 'string', default: '7' },
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
  const isPositive = (value: number): boolean => Number.isInteger(value) && value > 0;
  if (
    values.help ||
    !isSize(values.size) ||
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
  const devices = await startAll(chosen, values.backend !== undefined, workers);
  const cases = casesFor(values.size, width)
    .filter(({ name }) => name.includes(values.only))
    .map((item) => withoutHopeless(item, devices));
  const measured = await runBench({
    size: values.size,
    cases,
    devices,
    rounds,
    slowMs: SLOW_MS,
    versions: VERSIONS,
    comparesLoops: true,
    report: ({ done, total, label }) => say(`${done + 1}/${total} ${label}`)
  });
  const folder = resolve(HERE, values.out);
  await mkdir(folder, { recursive: true });
  await writeReport(measured, folder);
  if (!python) return 0;
  say('the steps in PyTorch');
  const written = await torchCase(SIZES[values.size], width);
  const options = { rounds, device: values['torch-device'] };
  const torch = await timeInTorch(python, written, join(folder, 'torch-case'), options);
  await writeReport({ ...measured, torch }, folder);
  return 0;
}

const isSize = (name: string): name is SizeName => Object.hasOwn(SIZES, name);

function casesFor(name: SizeName, width: number): BenchCase[] {
  const size = SIZES[name];
  return [...operatorCases(size), ...stepCases(size, width), ...edgeSeries(size), ...nodeSeries(size)];
}

async function writeReport(report: BenchReport, folder: string): Promise<void> {
  const markdown = benchMarkdown(report);
  await writeFile(join(folder, 'bench.json'), `${JSON.stringify(report, null, 1)}\n`);
  await writeFile(join(folder, 'bench.md'), markdown);
  print(markdown.trimEnd());
}

/** What takes plain JavaScript, or a software adapter, most of a minute a run: measured where it makes sense. */
const HEAVY = /^(InfoNCE 4096|(?!LightGCN base).* step$)/;

function withoutHopeless(item: BenchCase, devices: readonly BenchDevice[]): BenchCase {
  if (!HEAVY.test(item.name)) return item;
  const software = devices.some(({ backend, software }) => backend === 'webgpu' && software);
  // A step has InfoNCE in it, which is measured by itself also on a software adapter.
  const isStep = item.name.includes('step');
  return { ...item, only: software && isStep ? ['wasm'] : ['webgpu', 'wasm'] };
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
