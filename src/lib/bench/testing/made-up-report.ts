// A report as a measurement on a card would leave it, with made-up numbers, for tests.
import { REPORT_FORMAT, REPORT_VERSION, type BenchReport } from '../report-form';

export const madeUpReport = (changes: Partial<BenchReport> = {}): BenchReport => ({
  format: REPORT_FORMAT,
  version: REPORT_VERSION,
  created: '2026-11-30T12:00:00.000Z',
  isComplete: true,
  seconds: 61.5,
  size: 'amazon',
  protocol: {
    set: 'quick',
    rounds: 5,
    roundMs: 100,
    slowMs: 1500,
    boundSeconds: 75,
    inFlight: 4,
    vectors: 1536,
    stepsAnEpoch: 30
  },
  environment: {
    program: 'A browser 1.0',
    processor: null,
    cores: 8,
    adapter: {
      vendor: 'made-up',
      architecture: 'card',
      device: '',
      description: 'Made-up card',
      isSoftware: false,
      features: ['timestamp-query'],
      limits: { maxBufferSize: 2 ** 30 }
    }
  },
  versions: { rlmrec: '0.1.0', tfjs: '4.22.0' },
  devices: [{ backend: 'webgpu', adapter: 'Made-up card', software: false }],
  rates: {
    copyBytesPerSecond: 8e11,
    flopsPerSecond: 3e13,
    dispatchSeconds: 3e-6,
    roundTripSeconds: 2e-4,
    byTimestamps: { copyBytesPerSecond: 8.2e11, flopsPerSecond: 3.1e13 }
  },
  wasmFlopsPerSecond: null,
  checks: [{ backend: 'webgpu', name: 'a step of Adam', isRight: true, error: 1e-7, tolerance: 1e-6 }],
  cases: [
    { name: 'LightGCN base step', what: 'A step.' },
    { name: 'Adam', what: 'Parameters.' }
  ],
  measurements: [
    {
      case: 'LightGCN base step',
      form: 'ours',
      backend: 'webgpu',
      rounds: 5,
      repeats: 90,
      medianMs: 1.2,
      minMs: 1.1,
      dispatches: 17,
      submits: 1
    },
    {
      case: 'Adam',
      form: 'ours',
      backend: 'webgpu',
      rounds: 5,
      repeats: 900,
      medianMs: 0.1,
      minMs: 0.09,
      dispatches: 1,
      bandwidthShare: 0.7
    },
    { case: 'Adam', form: 'stock', backend: 'webgpu', rounds: 5, repeats: 200, medianMs: 0.5, minMs: 0.45 }
  ],
  leftOut: [],
  ...changes
});
