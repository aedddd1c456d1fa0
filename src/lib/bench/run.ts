// The benchmark as a whole, in one process: what the devices compute is held against float64 loops, and one that computes wrongly is not
// timed; then what the devices themselves can do; then all cases (measure.ts). The report is heard as it grows, so that whoever ends it
// early has what was measured.
import { STEPS_IN_FLIGHT } from '#lib/training/loop/pacer';
import { rest } from '#lib/work/work';
import { checkDevice, type CheckCase } from './checks/checks';
import type { SizeName } from './graphs';
import { measureCases, ROUND_MS, type MeasureOptions } from './measure';
import { measureYardsticks } from './rates';
import { REPORT_FORMAT, REPORT_VERSION, type BenchReport, type Environment } from './report-form';
import { stepsAnEpoch } from './step-cases';

export interface BenchOptions extends MeasureOptions {
  readonly size: SizeName;
  /** As the report calls what was chosen. */
  readonly set: string;
  /** Width of the semantic vectors in the steps. */
  readonly vectors: number;
  readonly versions: Readonly<Record<string, string>>;
  readonly environment: Omit<Environment, 'adapter'>;
  /** What a device is held against; all that there is where left out. */
  readonly checks?: readonly CheckCase[];
  /** Short yardsticks, for tests. */
  readonly isShort?: boolean;
  /** Hears the report as it stands, each time there is something new in it. */
  readonly onReport?: (report: BenchReport) => Promise<void> | void;
}

/**
 * A case that cannot be run says why in its place, and the others go on.
 * @throws AppError internal/cancelled, device/…; what was measured until then has been heard
 */
export async function runBench(options: BenchOptions): Promise<BenchReport> {
  const { devices, cases, size, set, rounds, slowMs, roundMs = ROUND_MS, boundSeconds, vectors } = options;
  const started = performance.now();
  const report: { -readonly [Key in keyof BenchReport]: BenchReport[Key] } = {
    format: REPORT_FORMAT,
    version: REPORT_VERSION,
    created: new Date().toISOString(),
    isComplete: false,
    seconds: 0,
    size,
    protocol: {
      set,
      rounds,
      roundMs,
      slowMs,
      boundSeconds: boundSeconds ?? null,
      inFlight: STEPS_IN_FLIGHT,
      vectors,
      stepsAnEpoch: stepsAnEpoch(size)
    },
    environment: { ...options.environment, adapter: null },
    versions: { ...options.versions },
    devices: [...devices],
    rates: null,
    wasmFlopsPerSecond: null,
    checks: [],
    cases: cases.map(({ name, what, missing }) => ({ name, what, missing })),
    measurements: [],
    leftOut: []
  };
  const said = async (): Promise<void> => {
    report.seconds = (performance.now() - started) / 1000;
    await options.onReport?.({ ...report });
  };
  for (const device of devices) {
    await rest(options, 'The benchmark');
    options.report?.({ done: 0, total: cases.length, label: `${device.backend}: is what it computes right?` });
    report.checks = [...report.checks, ...(await checkDevice(device.backend, options, options.checks))];
    await said();
  }
  if (devices.some(({ backend }) => backend === 'webgpu')) {
    options.report?.({ done: 0, total: cases.length, label: 'what the card itself can do' });
    const found = await measureYardsticks(options, options.isShort);
    report.rates = found?.rates ?? null;
    report.environment = { ...report.environment, adapter: found?.adapter ?? null };
    if (found?.problem !== undefined) {
      report.leftOut = [{ case: 'yardsticks', backend: 'webgpu', why: found.problem }];
    }
  }
  if (devices.some(({ backend }) => backend === 'wasm')) report.wasmFlopsPerSecond = await wasmPace(options.isShort);
  await said();
  const wrong = new Set(report.checks.filter(({ isRight }) => !isRight).map(({ backend }) => backend));
  await measureCases(
    {
      ...options,
      devices: devices.filter(({ backend }) => !wrong.has(backend)),
      boundSeconds:
        boundSeconds === undefined ? undefined : Math.max(0, boundSeconds - (performance.now() - started) / 1000)
    },
    { webgpu: report.rates, wasm: report.wasmFlopsPerSecond },
    async (found) => {
      if (found.type === 'measured') report.measurements = [...report.measurements, ...found.measurements];
      else report.leftOut = [...report.leftOut, { case: found.case, backend: found.backend, why: found.why }];
      await said();
    }
  );
  report.isComplete = true;
  await said();
  return { ...report };
}

/** Null where our module cannot be had. */
async function wasmPace(isShort = false): Promise<number | null> {
  const { measureWasmPace } = await import('./wasm-pace');
  return measureWasmPace(isShort).catch(() => null);
}
