// What is measured: cases, their forms, and the devices they run on. What comes of it is a file, whose form is report-form.ts.
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
  /** A whole training step, which goes to the device by itself, as in training. */
  readonly isStep?: boolean;
  readonly forms: Readonly<Partial<Record<'ours' | 'stock', () => Prepared>>>;
  /** Why a form is not there. */
  readonly missing?: Readonly<Partial<Record<Form, string>>>;
  /** Backends on which the case makes sense; all where left out. */
  readonly only?: readonly BackendName[];
}

export interface BenchDevice {
  readonly backend: BackendName;
  readonly adapter: string;
  readonly software: boolean;
}
