// The benchmark: every case in every form on every backend, round by round in turn, in one process, so that a busy moment of the
// machine falls on all alike. What is written down is the median and the fastest of the rounds; the first run of each, which
// compiles, does not count.
import { backend as activeBackend, setBackend } from '@tensorflow/tfjs-core';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { throwIfDeviceFailed } from '#kernels/backend/backend';
import type { BackendName } from '#kernels/backend/choices';
import { toAppError } from '#lib/errors/app-error';
import { rest, type Work } from '#lib/work/work';
import { counted, deviceDone, type DeviceCounts } from './device-meter';
import { measureRates } from './rates';
import { isOfSeries } from './series';
import type { BenchCase, BenchDevice, BenchReport, DeviceRates, Form, Measurement, Prepared } from './types';

export interface BenchOptions extends Work {
  readonly size: string;
  readonly cases: readonly BenchCase[];
  /** Backends that are started, in the order in which they take turns. */
  readonly devices: readonly BenchDevice[];
  readonly rounds: number;
  /** A form whose first run takes longer has two rounds only. */
  readonly slowMs: number;
  readonly versions: Readonly<Record<string, string>>;
  /** On wasm, time the loops too that do the work without our module; and the module's own pace. */
  readonly comparesLoops?: boolean;
}

/** A case that cannot be run says why in its place, and the others go on. @throws AppError internal/cancelled, device/… */
export async function runBench(options: BenchOptions): Promise<BenchReport> {
  const { devices, cases, size, versions } = options;
  const rates: Rates = {
    webgpu: await ratesOf(devices),
    wasm: options.comparesLoops && devices.some(({ backend }) => backend === 'wasm') ? await wasmPace() : null
  };
  const measurements: Measurement[] = [];
  const failed = new Map<string, string>();
  for (const [done, item] of cases.entries()) {
    await rest(options, 'The benchmark');
    options.report?.({ done, total: cases.length, label: item.name });
    try {
      for (const one of await measureCase(item, options, rates)) measurements.push(one);
    } catch (error) {
      const { code, message } = toAppError(error);
      if (code === 'internal/cancelled' || code.startsWith('device/')) throw error;
      failed.set(item.name, message);
    }
  }
  return {
    version: 1,
    created: new Date().toISOString(),
    size,
    devices,
    rates: rates.webgpu,
    wasmFlopsPerSecond: rates.wasm,
    cases: cases.map(({ name, what, missing }) => {
      const problem = failed.get(name);
      return { name, what, missing: problem === undefined ? missing : { ...missing, ours: problem } };
    }),
    measurements,
    versions
  };
}

/** Null where our module cannot be had. */
async function wasmPace(): Promise<number | null> {
  const { measureWasmPace } = await import('./wasm-pace');
  return measureWasmPace().catch(() => null);
}

interface Rates {
  readonly webgpu: DeviceRates | null;
  readonly wasm: number | null;
}

async function ratesOf(devices: readonly BenchDevice[]): Promise<DeviceRates | null> {
  const gpu = devices.find(({ backend }) => backend === 'webgpu');
  if (!gpu) return null;
  await setBackend('webgpu');
  const current = activeBackend();
  return current instanceof WebGPUBackend ? measureRates(current, gpu.software) : null;
}

/** A round of one form takes at least about this long, by repeating it. */
const SHORTEST_MS = 200;
const MOST_REPEATS = 20;

interface Runner {
  readonly form: Form;
  readonly backend: BackendName;
  readonly prepared: Prepared;
  readonly times: number[];
  readonly rounds: number;
  /** Runs timed as one in a round. */
  readonly repeats: number;
  readonly counts: DeviceCounts | null;
}

async function measureCase(item: BenchCase, options: BenchOptions, rates: Rates): Promise<Measurement[]> {
  const runners: Runner[] = [];
  try {
    for (const { backend } of options.devices) {
      if (item.only && !item.only.includes(backend)) continue;
      const { ours, stock } = item.forms;
      if (ours) runners.push(await prepare('ours', backend, ours, options));
      // Series ask how cost grows, not what the module does.
      const hasLoops = options.comparesLoops && backend === 'wasm' && !isOfSeries(item.name);
      if (ours && hasLoops) runners.push(await prepare('loops', backend, ours, options));
      // Stock forms are a yardstick for the GPU; on the other backends the question is what ours costs.
      if (stock && backend === 'webgpu') runners.push(await prepare('stock', backend, stock, options));
    }
    for (let round = 0; round < options.rounds; round++) {
      for (const runner of runners) {
        await rest(options, 'The benchmark');
        if (round < runner.rounds) runner.times.push(await time(runner, runner.prepared, runner.repeats));
      }
    }
    return runners.map((runner) => measurementOf(item, runner, rates));
  } finally {
    for (const runner of runners) {
      await turnTo(runner);
      runner.prepared.dispose();
    }
    if (runners.some(({ form }) => form === 'loops')) await turnTo({ form: 'ours', backend: 'wasm' });
  }
}

/** Makes a backend the active one, on wasm with our module or without. */
async function turnTo({ form, backend }: Pick<Runner, 'form' | 'backend'>): Promise<void> {
  await setBackend(backend);
  // Loaded here, since a page on WebGPU needs nothing of it.
  if (backend === 'wasm') (await import('#kernels/backend/wasm')).useWasmModule(form !== 'loops');
}

async function prepare(form: Form, backend: BackendName, make: () => Prepared, options: BenchOptions): Promise<Runner> {
  const place = { form, backend };
  await turnTo(place);
  const prepared = make();
  const first = await time(place, prepared, 1);
  // Compiled now: what is short is repeated, so that waking a device up does not count.
  const second = first > options.slowMs ? first : await time(place, prepared, 1);
  const repeats = Math.min(MOST_REPEATS, Math.max(1, Math.ceil(SHORTEST_MS / second)));
  const rounds = first > options.slowMs ? Math.min(2, options.rounds) : options.rounds;
  const current = activeBackend();
  const counts = current instanceof WebGPUBackend ? await counted(current, () => prepared.run()) : null;
  return { form, backend, prepared, times: [], rounds, repeats, counts };
}

/** Milliseconds a run, mean over `repeats` runs in a row. */
async function time(place: Pick<Runner, 'form' | 'backend'>, prepared: Prepared, repeats: number): Promise<number> {
  await turnTo(place);
  const current = activeBackend();
  const settle = async (): Promise<void> => {
    if (current instanceof WebGPUBackend) await deviceDone(current);
  };
  await settle();
  const started = performance.now();
  for (let repeat = 0; repeat < repeats; repeat++) await prepared.run();
  await settle();
  const elapsed = (performance.now() - started) / repeats;
  throwIfDeviceFailed();
  return elapsed;
}

function measurementOf(item: BenchCase, runner: Runner, rates: Rates): Measurement {
  const { form, backend, times, counts } = runner;
  const sorted = [...times].sort((a, b) => a - b);
  const minMs = sorted[0] ?? Number.NaN;
  const middle = Math.floor(sorted.length / 2);
  const medianMs = sorted.length % 2 === 1 ? sorted[middle] : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
  const share = (amount: number | undefined, perSecond: number): number | undefined =>
    amount === undefined ? undefined : amount / (minMs / 1000) / perSecond;
  const bandwidthShare =
    rates.webgpu && backend === 'webgpu' ? share(item.bytes, rates.webgpu.copyBytesPerSecond) : undefined;
  const pace = backend === 'webgpu' ? rates.webgpu?.flopsPerSecond : backend === 'wasm' ? rates.wasm : undefined;
  const arithmeticShare = pace ? share(item.flops, pace) : undefined;
  return {
    case: item.name,
    form,
    backend,
    rounds: times.length,
    medianMs: medianMs ?? Number.NaN,
    minMs,
    ...(counts ?? {}),
    bandwidthShare,
    arithmeticShare,
    units: item.units
  };
}
