// What a report says, in a reader's words: of whose device it is, whether it can be believed, and what the device itself can do.
import type { AdapterFacts, BenchReport, DeviceRates } from '#lib/bench/report-form';
import { trustOf } from '#lib/bench/verdict';
import { formatDate, formatDuration, formatNumber, plural } from '../text/format';

export const BACKEND_WORDS = { webgpu: 'WebGPU', wasm: 'WebAssembly', cpu: 'JavaScript' } as const;

/** When, what, how long, by which program. */
export function measuredWhen({ created, protocol, seconds, isComplete, versions }: BenchReport): string {
  const state = isComplete ? formatDuration(seconds) : `not at its end: ${formatDuration(seconds)} of it`;
  return `${formatDate(created)} · ${protocol.set} · ${state} · rlmrec ${versions.rlmrec ?? 'of an unknown version'}`;
}

export interface DeviceWords {
  readonly backend: string;
  readonly adapter: string;
  readonly verdict: string;
  readonly isBad: boolean;
  /** What came out wrong, one line each. */
  readonly wrong: readonly string[];
}

/** What can be said of each device before its times. */
export const deviceWords = (report: BenchReport): DeviceWords[] =>
  report.devices.map(({ backend, adapter }) => {
    const checks = report.checks.filter((check) => check.backend === backend).length;
    const trust = trustOf(report, backend);
    const right = `${plural(checks, 'check')} against exact arithmetic passed.`;
    const verdict = {
      hardware: right,
      software: `${right} It is a software adapter: its times show that everything is correct, not how fast a card is.`,
      unchecked: 'Nothing was checked, so no times are shown.',
      wrong:
        'It computes wrongly: what trains on it would be wrong too, so no times are shown. Choose WebAssembly at the top of the page, and please send the file below.'
    }[trust.type];
    const wrong =
      trust.type === 'wrong'
        ? trust.checks.map(({ name, error, tolerance, problem }) => {
            const how =
              problem ?? (error === null ? 'what came out are no numbers' : `off by ${formatNumber(error, 2)}`);
            return `${name}: ${how} (allowed: ${formatNumber(tolerance, 2)})`;
          })
        : [];
    return {
      backend: BACKEND_WORDS[backend],
      adapter,
      verdict,
      isBad: trust.type === 'wrong' || trust.type === 'unchecked',
      wrong
    };
  });

/** Seconds of an epoch, which on a card are few. */
export const epochWords = (seconds: number): string =>
  seconds < 1 ? `${formatNumber(1000 * seconds, 2)} ms` : formatDuration(seconds);

/** "apple · metal-3 · Apple M2": what of it is said. */
export const adapterWords = ({ vendor, architecture, device, description }: AdapterFacts): string =>
  [vendor, architecture, device, description].filter(Boolean).join(' · ') || 'the browser does not say which';

/** Yardsticks, each with its value and unit. */
export function rateWords(
  rates: DeviceRates | null,
  wasmFlopsPerSecond: number | null
): [what: string, value: string][] {
  const giga = (value: number): string => formatNumber(value / 1e9, 3);
  const micro = (seconds: number): string => `${formatNumber(1e6 * seconds, 2)} µs`;
  const clock = rates?.byTimestamps;
  return [
    ...(rates
      ? ([
          [
            'copies',
            `${giga(rates.copyBytesPerSecond)} GB/s${clock ? ` (its own clock: ${giga(clock.copyBytesPerSecond)})` : ''}`
          ],
          [
            'multiplies and adds',
            `${giga(rates.flopsPerSecond)} GFLOP/s${clock ? ` (its own clock: ${giga(clock.flopsPerSecond)})` : ''}`
          ],
          ['one small program among many', micro(rates.dispatchSeconds)],
          ['there and back once', micro(rates.roundTripSeconds)]
        ] satisfies [string, string][])
      : []),
    ...(wasmFlopsPerSecond
      ? ([['WebAssembly, one thread', `${giga(wasmFlopsPerSecond)} GFLOP/s`]] satisfies [string, string][])
      : [])
  ];
}

/** What was left out, by reason. */
export function leftOutWords({
  leftOut
}: Pick<BenchReport, 'leftOut'>): { readonly why: string; readonly cases: string }[] {
  const whys = [...new Set(leftOut.map(({ why }) => why))];
  return whys.map((why) => ({
    why,
    cases: leftOut
      .filter((one) => one.why === why)
      .map((one) => `${one.case} (${BACKEND_WORDS[one.backend]})`)
      .join(', ')
  }));
}

/** A file's name that tells one measurement from another. */
export const fileName = ({ created, devices }: Pick<BenchReport, 'created' | 'devices'>): string => {
  const device = (devices[0]?.adapter ?? '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  return `rlmrec-bench-${created.slice(0, 10)}${device ? `-${device.slice(0, 40)}` : ''}.json`;
};
