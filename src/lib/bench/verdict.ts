// What a report comes to: whom its numbers can be believed of, what an epoch takes, and how ours stands to the best stock form. Light: the
// page draws from it, the command line writes from it.
import type { BackendName } from '#kernels/backend/choices';
import type { BenchReport, Check, Measurement, TorchMeasurement } from './report-form';

export type Trust =
  /** The numbers are this device's. */
  | { readonly type: 'hardware' }
  /** A software adapter: it shows that everything is correct, not how fast a card is. */
  | { readonly type: 'software' }
  /** Nothing is known of what it computes: a file from elsewhere that has no checks. */
  | { readonly type: 'unchecked' }
  /** Something that it computed is wrong: its times are no results. */
  | { readonly type: 'wrong'; readonly checks: readonly Check[] };

/** @param report own or somebody else's */
export function trustOf(report: Pick<BenchReport, 'devices' | 'checks'>, backend: BackendName): Trust {
  const checks = report.checks.filter((check) => check.backend === backend);
  if (checks.length === 0) return { type: 'unchecked' };
  const wrong = checks.filter((check) => !isWithin(check));
  if (wrong.length > 0) return { type: 'wrong', checks: wrong };
  const isSoftware = report.devices.some((device) => device.backend === backend && device.software);
  return isSoftware ? { type: 'software' } : { type: 'hardware' };
}

/** What a file says of itself is held against its own numbers. */
const isWithin = ({ isRight, error, tolerance }: Check): boolean => isRight && error !== null && error <= tolerance;

/** Measurements of devices that are known to compute rightly. */
export const believed = (report: Pick<BenchReport, 'devices' | 'checks' | 'measurements'>): Measurement[] =>
  report.measurements.filter(({ backend }) => ['hardware', 'software'].includes(trustOf(report, backend).type));

/** Best stock form ÷ ours on WebGPU, by medians. */
export function stockRatios(report: Pick<BenchReport, 'cases' | 'measurements'>): { name: string; ratio: number }[] {
  return ratiosOf(report, 'webgpu', 'stock', 'ours');
}

/** With our module ÷ without, on wasm, by medians of the same turns. */
export function moduleRatios(report: Pick<BenchReport, 'cases' | 'measurements'>): { name: string; ratio: number }[] {
  return ratiosOf(report, 'wasm', 'ours', 'loops');
}

function ratiosOf(
  { cases, measurements }: Pick<BenchReport, 'cases' | 'measurements'>,
  backend: BackendName,
  above: Measurement['form'],
  below: Measurement['form']
): { name: string; ratio: number }[] {
  return cases.flatMap(({ name }) => {
    const of = (form: Measurement['form']): number | undefined =>
      measurements.find((m) => m.case === name && m.form === form && m.backend === backend)?.medianMs;
    const [one, other] = [of(above), of(below)];
    return one && other ? [{ name, ratio: one / other }] : [];
  });
}

export interface StepRow {
  readonly step: string;
  readonly backend: BackendName;
  readonly medianMs: number;
  readonly minMs: number;
  readonly epochSeconds: number;
  readonly dispatches: number | null;
  readonly stock: number | null;
}

export interface OperatorRow extends Omit<StepRow, 'step' | 'epochSeconds'> {
  readonly operator: string;
  readonly bandwidthShare: number | null;
  readonly arithmeticShare: number | null;
}

/** Steps and operators of ours that can be believed, in the order in which they were measured. */
export function rowsOf(report: BenchReport): { readonly steps: StepRow[]; readonly operators: OperatorRow[] } {
  const stock = new Map(stockRatios(report).map(({ name, ratio }) => [name, ratio]));
  const ours = believed(report).filter(({ form }) => form === 'ours');
  const common = ({ backend, medianMs, minMs, dispatches, case: name }: Measurement) => ({
    backend,
    medianMs,
    minMs,
    dispatches: dispatches ?? null,
    stock: backend === 'webgpu' ? (stock.get(name) ?? null) : null
  });
  const isStep = ({ case: name }: Measurement): boolean => name.endsWith(' step');
  return {
    steps: ours.filter(isStep).map((m) => ({
      ...common(m),
      step: m.case.slice(0, -' step'.length),
      epochSeconds: (report.protocol.stepsAnEpoch * m.medianMs) / 1000
    })),
    operators: ours
      .filter((m) => !isStep(m))
      .map((m) => ({
        ...common(m),
        operator: m.case,
        bandwidthShare: m.bandwidthShare ?? null,
        arithmeticShare: m.arithmeticShare ?? null
      }))
  };
}

export interface TorchRow {
  readonly step: string;
  readonly loop: 'official' | 'tidy';
  readonly precision: 'fp32' | 'tf32';
  readonly stepMs: number;
  /** Of our first device that can be believed; null where it was not timed there. */
  readonly ratio: number | null;
}

/** What a step of PyTorch takes: on a card the clock over all of them, as they follow one another; on a processor the median. */
export const torchStepMs = ({ eventMs, meanMs, medianMs }: TorchMeasurement): number =>
  eventMs === null ? medianMs : meanMs;

/** PyTorch's steps, each with ours ÷ it. */
export function torchRowsOf(report: BenchReport): TorchRow[] {
  const ours = believed(report).filter(({ form }) => form === 'ours');
  return (report.torch ?? []).map((theirs) => {
    const { case: name, loop, precision } = theirs;
    const found = ours.find((m) => m.case === name);
    const stepMs = torchStepMs(theirs);
    return {
      step: name.replace(/ step$/, ''),
      loop,
      precision,
      stepMs,
      ratio: found && stepMs > 0 ? found.medianMs / stepMs : null
    };
  });
}
