// Times cases: one device after the other, the card first, and on each all cases in their order; the forms of a case in turn, round by
// round, so that a busy moment falls on all alike. (Not the devices in turn: while a processor works, a card's clocks go down.) What is
// written down is the median and the fastest of the rounds; the first run of each, which compiles, does not count.
import { smallest } from '#lib/elementary/extent';
import { medianOf } from '#lib/elementary/spread';
import { toAppError } from '#lib/errors/app-error';
import { rest, type Work } from '#lib/work/work';
import type { DeviceRates, Measurement } from './report-form';
import { isOfSeries } from './series';
import { prepare, timeRound, turnTo, type Runner, type Terms } from './timing';
import type { BenchCase, BenchDevice } from './types';

/** A round of one form takes at least about this long, by repeating it. */
export const ROUND_MS = 100;

export interface MeasureOptions extends Work {
  readonly cases: readonly BenchCase[];
  /** Backends that are started, in the order in which they are measured. */
  readonly devices: readonly BenchDevice[];
  readonly rounds: number;
  /** A form whose first run takes longer has two rounds only. */
  readonly slowMs: number;
  readonly roundMs?: number;
  /** On wasm, time the loops too that do the work without our module; and the module's own pace. */
  readonly comparesLoops?: boolean;
  /** After so many seconds nothing new is begun; no bound where left out. */
  readonly boundSeconds?: number;
}

export interface Rates {
  readonly webgpu: DeviceRates | null;
  readonly wasm: number | null;
}

type Found =
  | { readonly type: 'measured'; readonly measurements: readonly Measurement[] }
  | {
      readonly type: 'leftOut';
      readonly case: string;
      readonly backend: BenchDevice['backend'];
      readonly why: string;
    };

const NOT_HERE = 'Not for this kind of device, or minutes long there.';

/** The cases alone, on devices that are trusted. @throws AppError internal/cancelled, device/… */
export async function measureCases(
  options: MeasureOptions,
  rates: Rates,
  hear: (found: Found) => Promise<void> | void
): Promise<void> {
  const { devices, cases, boundSeconds } = options;
  const end = boundSeconds === undefined ? Infinity : performance.now() + 1000 * boundSeconds;
  const isOver = (): boolean => performance.now() >= end;
  const all = devices.flatMap((device) => cases.map((item) => ({ device, item })));
  const isFor = ({ device, item }: (typeof all)[number]): boolean => item.only?.includes(device.backend) ?? true;
  const work = all.filter(isFor);
  for (const { device, item } of all.filter((one) => !isFor(one))) {
    await hear({ type: 'leftOut', case: item.name, backend: device.backend, why: NOT_HERE });
  }
  for (const [done, { device, item }] of work.entries()) {
    await rest(options, 'The benchmark');
    const { backend } = device;
    options.report?.({ done, total: work.length, label: `${item.name}, ${backend}` });
    if (isOver()) {
      await hear({ type: 'leftOut', case: item.name, backend, why: 'The time was up before its turn.' });
      continue;
    }
    try {
      await hear({ type: 'measured', measurements: await measureCase(item, backend, options, rates, isOver) });
    } catch (error) {
      const { code, message } = toAppError(error);
      if (code === 'internal/cancelled' || code.startsWith('device/')) throw error;
      await hear({ type: 'leftOut', case: item.name, backend, why: message });
    }
  }
}

async function measureCase(
  item: BenchCase,
  backend: BenchDevice['backend'],
  options: MeasureOptions,
  rates: Rates,
  isOver: () => boolean
): Promise<Measurement[]> {
  const { rounds, slowMs, roundMs = ROUND_MS, comparesLoops } = options;
  const terms: Terms = { rounds, slowMs, roundMs };
  const runners: Runner[] = [];
  try {
    const { ours, stock } = item.forms;
    const isStep = item.isStep ?? false;
    if (ours) runners.push(await prepare({ form: 'ours', backend }, ours, terms, isStep));
    // Series ask how cost grows, not what the module does.
    const hasLoops = comparesLoops && backend === 'wasm' && !isOfSeries(item.name);
    if (ours && hasLoops) runners.push(await prepare({ form: 'loops', backend }, ours, terms, isStep));
    // Stock forms are a yardstick for the GPU; on the other backends the question is what ours costs.
    if (stock && backend === 'webgpu') runners.push(await prepare({ form: 'stock', backend }, stock, terms, isStep));
    for (let round = 0; round < rounds && !(round > 0 && isOver()); round++) {
      for (const runner of runners) {
        await rest(options, 'The benchmark');
        if (round < runner.rounds) await timeRound(runner);
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

function measurementOf(item: BenchCase, runner: Runner, rates: Rates): Measurement {
  const { form, backend, times, counts, repeats } = runner;
  const minMs = times.length > 0 ? smallest(times) : Number.NaN;
  const share = (amount: number | undefined, perSecond: number | null | undefined): number | undefined =>
    amount === undefined || !perSecond ? undefined : amount / (minMs / 1000) / perSecond;
  // By the higher of two clocks: a yardstick that is too low flatters.
  const ceiling = (of: 'copyBytesPerSecond' | 'flopsPerSecond'): number | null =>
    rates.webgpu && Math.max(rates.webgpu[of], rates.webgpu.byTimestamps?.[of] ?? 0);
  const pace = backend === 'webgpu' ? ceiling('flopsPerSecond') : backend === 'wasm' ? rates.wasm : null;
  return {
    case: item.name,
    form,
    backend,
    rounds: times.length,
    repeats,
    medianMs: medianOf(times),
    minMs,
    ...(counts ?? {}),
    bandwidthShare: backend === 'webgpu' ? share(item.bytes, ceiling('copyBytesPerSecond')) : undefined,
    arithmeticShare: share(item.flops, pace),
    units: item.units
  };
}
