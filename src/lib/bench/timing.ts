// How one form of a case is timed on one device: set up, compiled, repeated until a round is long enough, and drained as the trainer does.
import { backend as activeBackend, setBackend } from '@tensorflow/tfjs-core';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { throwIfDeviceFailed } from '#kernels/backend/backend';
import type { BackendName } from '#kernels/backend/choices';
import { submitRecorded } from '#kernels/backend/submit';
import { STEPS_IN_FLIGHT } from '#lib/training/loop/pacer';
import { counted, deviceDone, type DeviceCounts } from './device-meter';
import { repeatsFor } from './repeats';
import type { Form, Prepared } from './types';

/** Where a form runs. */
export interface Place {
  readonly form: Form;
  readonly backend: BackendName;
}

export interface Runner extends Place {
  readonly prepared: Prepared;
  /** Milliseconds a run, of each round. */
  readonly times: number[];
  readonly rounds: number;
  /** Runs timed as one in a round. */
  readonly repeats: number;
  readonly counts: DeviceCounts | null;
  /** Runs that are handed to the device as one. */
  readonly together: number;
}

/** Makes a backend the active one, on wasm with our module or without. */
export async function turnTo({ form, backend }: Place): Promise<void> {
  await setBackend(backend);
  // Loaded here, since a page on WebGPU needs nothing of it.
  if (backend === 'wasm') (await import('#kernels/backend/wasm')).useWasmModule(form !== 'loops');
}

/** Of a short operator so many runs go together, as operators do within a step. */
const MOST_TOGETHER = 16;
/** Bytes that runs which wait to be handed over may hold: tfjs uses a buffer again only afterwards. */
const HELD_BYTES = 2 ** 28;

export interface Terms {
  readonly rounds: number;
  readonly roundMs: number;
  readonly slowMs: number;
}

/** @param isStep goes to the device by itself */
export async function prepare(place: Place, make: () => Prepared, terms: Terms, isStep: boolean): Promise<Runner> {
  const { rounds, roundMs, slowMs } = terms;
  await turnTo(place);
  const prepared = make();
  const first = await time(place, prepared, 1, 1);
  const current = activeBackend();
  const counts = current instanceof WebGPUBackend ? await counted(current, () => prepared.run()) : null;
  const held = Math.max(1, counts?.peakBytes ?? 1);
  const together = isStep ? 1 : Math.max(1, Math.min(MOST_TOGETHER, Math.floor(HELD_BYTES / held)));
  // Compiled now; what is short is repeated, which wakes a device up as well.
  const isSlow = first > slowMs;
  const row = (times: number): Promise<number> => time(place, prepared, times, together);
  const repeats = isSlow ? 1 : (await repeatsFor(row, roundMs)).repeats;
  return {
    ...place,
    prepared,
    times: [],
    rounds: isSlow ? Math.min(2, rounds) : rounds,
    repeats,
    counts,
    together
  };
}

/** Another round. */
export async function timeRound(runner: Runner): Promise<void> {
  const { prepared, repeats, together } = runner;
  runner.times.push((await time(runner, prepared, repeats, together)) / repeats);
}

/** Milliseconds of `repeats` runs in a row. */
async function time(place: Place, prepared: Prepared, repeats: number, together: number): Promise<number> {
  await turnTo(place);
  const current = activeBackend();
  const device = current instanceof WebGPUBackend ? current : null;
  if (device) await deviceDone(device);
  const inFlight: Promise<undefined>[] = [];
  const started = performance.now();
  for (let run = 1; run <= repeats; run++) {
    await prepared.run();
    if (!device || run % together !== 0) continue;
    submitRecorded(device);
    inFlight.push(device.queue.onSubmittedWorkDone());
    if (inFlight.length > STEPS_IN_FLIGHT) await inFlight.shift();
  }
  if (device) await deviceDone(device);
  const elapsed = performance.now() - started;
  throwIfDeviceFailed();
  return elapsed;
}
