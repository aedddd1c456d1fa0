// What the benchmark measures and returns: plain data, the same for the command line, the page and the Markdown report.
import type { BackendName } from '#kernels/backend/choices';

/**
 * `ours` is the operator that trains; `stock` the best form that plain tfjs offers for the same result; `loops`, on wasm, ours without
 * the module, as it was before there was one.
 */
export type Form = 'ours' | 'stock' | 'loops';

/** One form of a case, set up on the backend that is active. */
export interface Prepared {
  /** Once; leaves nothing behind. */
  run(): Promise<void> | void;
  dispose(): void;
}

export interface BenchCase {
  readonly name: string;
  /** One sentence: shapes, and what is counted. */
  readonly what: string;
  /** Bytes that must be moved: every input read once, every output written once. */
  readonly bytes?: number;
  /** Floating point operations that must be done. */
  readonly flops?: number;
  /** By how much work grows with the case, for series: edges, say. */
  readonly units?: number;
  readonly forms: Readonly<Partial<Record<'ours' | 'stock', () => Prepared>>>;
  /** Why a form is not there. */
  readonly missing?: Readonly<Partial<Record<Form, string>>>;
  /** Backends on which the case makes sense; all where left out. */
  readonly only?: readonly BackendName[];
}

export interface Measurement {
  readonly case: string;
  readonly form: Form;
  readonly backend: BackendName;
  readonly rounds: number;
  readonly medianMs: number;
  readonly minMs: number;
  /** WebGPU only (device-meter.ts says what is counted). */
  readonly dispatches?: number;
  readonly submits?: number;
  readonly uploads?: number;
  readonly uploadBytes?: number;
  readonly writes?: number;
  readonly writeBytes?: number;
  /** Bytes of GPU buffers in use at most, beyond those in use before. */
  readonly peakBytes?: number;
  readonly flops?: number;
  readonly submitFlops?: number;
  readonly dispatchFlops?: number;
  readonly submitMs?: number;
  readonly dispatchMs?: number;
  /** Shares of what this device (on wasm: one thread of SIMD) reached in the yardsticks of the same process, by the fastest run. */
  readonly bandwidthShare?: number;
  readonly arithmeticShare?: number;
  readonly units?: number;
}

/** A step in PyTorch (bench/torch_steps.py), from the same start on the same batch. */
export interface TorchMeasurement {
  readonly case: string;
  readonly medianMs: number;
  readonly minMs: number;
  readonly rounds: number;
  readonly torch: string;
  readonly device: string;
  /** How its sparse products are held: CSR, or COO where its build multiplies none in CSR. */
  readonly sparse: string;
}

export interface DeviceRates {
  readonly copyBytesPerSecond: number;
  readonly flopsPerSecond: number;
}

export interface BenchDevice {
  readonly backend: BackendName;
  readonly adapter: string;
  readonly software: boolean;
}

export interface BenchReport {
  readonly version: 1;
  readonly created: string;
  readonly size: string;
  readonly devices: readonly BenchDevice[];
  readonly rates: DeviceRates | null;
  /** Multiplies and adds a second that our module on wasm makes of nothing else; null where it was not measured. */
  readonly wasmFlopsPerSecond: number | null;
  readonly cases: readonly Pick<BenchCase, 'name' | 'what' | 'missing'>[];
  readonly measurements: readonly Measurement[];
  readonly versions: Readonly<Record<string, string>>;
  /** Only where it was asked for. */
  readonly torch?: readonly TorchMeasurement[];
}
