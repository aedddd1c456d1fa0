// What a measurement is as a file: the form that the command line and the page write, a reader sends on, and the page opens again.
// Everything that is known of how it was measured stands in it; no name, no address and no data of a reader.
import * as v from 'valibot';
import { BACKEND_CHOICES, type BackendName } from '#kernels/backend/choices';

export const REPORT_FORMAT = 'rlmrec-bench';
export const REPORT_VERSION = 2;

/** Bytes of such a file: one with every case on three devices has some forty thousand. */
export const MOST_REPORT = 1_000_000;

const Name = v.pipe(v.string(), v.maxLength(300));
const Words = v.pipe(v.string(), v.maxLength(3000));
/** Seconds, counts, rates: none is below zero, and JSON knows no infinity. */
const Amount = v.pipe(v.number(), v.finite(), v.minValue(0));
const Names = v.pipe(
  v.record(Name, Name),
  v.check((record) => Object.keys(record).length <= 200)
);
const listOf = <Item extends v.GenericSchema>(item: Item) => v.pipe(v.array(item), v.maxLength(1000));

const BACKENDS = BACKEND_CHOICES.filter(
  (choice): choice is BackendName => choice !== 'auto' && choice !== 'wasm-relaxed'
);
const Backend = v.picklist(BACKENDS);
const Form = v.picklist(['ours', 'stock', 'loops']);

/** What the browser says of a graphics card; it may say little. */
const Adapter = v.object({
  vendor: Name,
  architecture: Name,
  device: Name,
  description: Name,
  isSoftware: v.boolean(),
  features: listOf(Name),
  limits: v.pipe(
    v.record(Name, Amount),
    v.check((record) => Object.keys(record).length <= 200)
  )
});

/** What the device itself can do, by programs of a few lines (rates.ts). */
const Rates = v.object({
  copyBytesPerSecond: Amount,
  flopsPerSecond: Amount,
  /** A dispatch that does nothing worth mentioning, of many in a row. */
  dispatchSeconds: Amount,
  /** One such dispatch, handed over and waited for. */
  roundTripSeconds: Amount,
  /** The first two by the device's own clock, where it has one. */
  byTimestamps: v.nullable(v.object({ copyBytesPerSecond: Amount, flopsPerSecond: Amount }))
});

const Device = v.object({
  backend: Backend,
  adapter: Name,
  software: v.boolean()
});

/** An operator held against float64 loops before anything is timed (checks/). */
const Check = v.object({
  backend: Backend,
  name: Name,
  isRight: v.boolean(),
  /** Largest difference ÷ largest number of the reference; null where what came out are no numbers, or nothing came. */
  error: v.nullable(Amount),
  tolerance: Amount,
  /** Where it could not be run. */
  problem: v.optional(Words)
});

const Case = v.object({
  name: Name,
  what: Words,
  missing: v.optional(
    v.pipe(
      v.record(Form, Words),
      v.check((record) => Object.keys(record).length <= 3)
    )
  )
});

const Counts = {
  dispatches: v.optional(Amount),
  submits: v.optional(Amount),
  uploads: v.optional(Amount),
  uploadBytes: v.optional(Amount),
  writes: v.optional(Amount),
  writeBytes: v.optional(Amount),
  /** Bytes of GPU buffers in use at most, beyond those in use before. */
  peakBytes: v.optional(Amount),
  /** Estimated operations: all, and the most in one submit and in one dispatch; and how long those two would keep a small card. */
  flops: v.optional(Amount),
  submitFlops: v.optional(Amount),
  dispatchFlops: v.optional(Amount),
  submitMs: v.optional(Amount),
  dispatchMs: v.optional(Amount)
};

const Measured = v.object({
  case: Name,
  form: Form,
  backend: Backend,
  rounds: Amount,
  /** Runs a round. */
  repeats: Amount,
  medianMs: Amount,
  minMs: Amount,
  /** WebGPU only (device-meter.ts says what is counted). */
  ...Counts,
  /** Shares of what this device (on wasm: one thread of SIMD) reached in the yardsticks of the same process, by the fastest round. */
  bandwidthShare: v.optional(Amount),
  arithmeticShare: v.optional(Amount),
  units: v.optional(Amount)
});

/** A step in PyTorch (bench/torch_steps.py), from the same start on the same batch. */
export const TorchForm = v.object({
  case: Name,
  /** `official`: a loop as in the official code; `tidy`: nothing read back, nothing made twice. */
  loop: v.picklist(['official', 'tidy']),
  /** Of its dense products: float32, or TF32 on cards that have it. */
  precision: v.picklist(['fp32', 'tf32']),
  medianMs: Amount,
  minMs: Amount,
  /** All timed steps by the clock ÷ their number. */
  meanMs: Amount,
  /** By CUDA's events; null on the processor. */
  eventMs: v.nullable(Amount),
  steps: Amount,
  torch: Name,
  device: Name,
  /** How its sparse products are held: CSR, or COO where its build multiplies none in CSR. */
  sparse: Name
});

/** What PyTorch reaches at most on the same device. */
export const TorchCeilingsForm = v.object({
  copyBytesPerSecond: Amount,
  /** Of the square product: 8,192 on a card. */
  productSide: Amount,
  productFlopsPerSecond: v.object({ fp32: Amount, tf32: v.nullable(Amount) })
});

export const ReportForm = v.object({
  format: v.literal(REPORT_FORMAT),
  version: v.literal(REPORT_VERSION),
  /** ISO time at which it began. */
  created: v.pipe(v.string(), v.isoTimestamp()),
  /** Whether it came to its end. */
  isComplete: v.boolean(),
  seconds: Amount,
  /** Of the graph (graphs.ts). */
  size: Name,
  protocol: v.object({
    /** `quick` and `full` are the page's; the command line says what was chosen. */
    set: Name,
    rounds: Amount,
    /** A round of one form takes at least about this long, by repeating it. */
    roundMs: Amount,
    /** A form that takes longer the first time has two rounds only. */
    slowMs: Amount,
    /** After this long nothing new is begun; null where there is no bound. */
    boundSeconds: v.nullable(Amount),
    /** Steps on their way to the device at a time, as in training. */
    inFlight: Amount,
    /** Width of the semantic vectors in the steps. */
    vectors: Amount,
    stepsAnEpoch: Amount
  }),
  environment: v.object({
    /** The browser's words for itself, or Node's version. */
    program: Words,
    processor: v.nullable(Name),
    cores: v.nullable(Amount),
    adapter: v.nullable(Adapter)
  }),
  versions: Names,
  devices: listOf(Device),
  rates: v.nullable(Rates),
  /** Multiplies and adds a second that our module on wasm makes of nothing else; null where it was not measured. */
  wasmFlopsPerSecond: v.nullable(Amount),
  checks: listOf(Check),
  cases: listOf(Case),
  measurements: listOf(Measured),
  /** What was to be measured and was not, with why. */
  leftOut: listOf(v.object({ case: Name, backend: Backend, why: Words })),
  /** Only where it was asked for. */
  torch: v.optional(listOf(TorchForm)),
  torchCeilings: v.optional(TorchCeilingsForm)
});

export type BenchReport = v.InferOutput<typeof ReportForm>;
export type Measurement = v.InferOutput<typeof Measured>;
export type DeviceRates = v.InferOutput<typeof Rates>;
export type AdapterFacts = v.InferOutput<typeof Adapter>;
export type Check = v.InferOutput<typeof Check>;
export type TorchMeasurement = v.InferOutput<typeof TorchForm>;
export type TorchCeilings = v.InferOutput<typeof TorchCeilingsForm>;
export type Environment = BenchReport['environment'];
