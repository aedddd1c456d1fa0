// What a piece of work does on WebGPU beside taking time: dispatches, submits, and the most bytes of buffers in use. Counted
// at tfjs's backend, so that our programs and stock ones are counted alike.
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { submitRecorded } from '#kernels/backend/submit';

export interface DeviceCounts {
  readonly dispatches: number;
  readonly submits: number;
  readonly peakBytes: number;
}

/** Waits until everything that was asked of the device is done. */
export async function deviceDone(backend: WebGPUBackend): Promise<void> {
  submitRecorded(backend);
  await backend.queue.onSubmittedWorkDone();
}

/** Runs `work` once with counters on; slower than without, so never while timing. */
export async function counted(backend: WebGPUBackend, work: () => Promise<void> | void): Promise<DeviceCounts> {
  await deviceDone(backend);
  const before = backend.bufferManager.numBytesUsed;
  let [dispatches, submits, pending, peak] = [0, 0, 0, before];
  const run = backend.runWebGPUProgram.bind(backend);
  const submit = backend.queue.submit.bind(backend.queue);
  backend.runWebGPUProgram = (...program) => {
    const out = run(...program);
    dispatches++;
    pending++;
    peak = Math.max(peak, backend.bufferManager.numBytesUsed);
    return out;
  };
  backend.queue.submit = (commands) => {
    submits++;
    pending = 0;
    submit(commands);
  };
  try {
    await work();
  } finally {
    backend.runWebGPUProgram = run;
    backend.queue.submit = submit;
  }
  // What is left over goes with whatever comes next.
  if (pending > 0) submits++;
  await deviceDone(backend);
  return { dispatches, submits, peakBytes: peak - before };
}
