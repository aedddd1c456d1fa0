// What a piece of work does on WebGPU beside taking time: dispatches, submits, what goes up to the device, and the most bytes of
// buffers in use. Counted at the device and its queue, below tfjs, so that whoever records something is counted, ours and stock alike.
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { submitRecorded } from '#kernels/backend/submit';
import { millisecondsOf, workOf, type DeviceWork } from '#kernels/backend/work';

export interface DeviceCounts {
  readonly dispatches: number;
  readonly submits: number;
  /** Buffers that were filled from the host: tensors of plans, draws and constants. */
  readonly uploads: number;
  readonly uploadBytes: number;
  /** `writeBuffer` calls: the uniforms, which tfjs writes anew for each dispatch. */
  readonly writes: number;
  readonly writeBytes: number;
  /** Beyond what was in use before. */
  readonly peakBytes: number;
  /** Operations, estimated (kernels/backend/work.ts): all, and the most that went to the device in one submit and in one dispatch. */
  readonly flops: number;
  readonly submitFlops: number;
  readonly dispatchFlops: number;
  /** How long the longest submit, and the longest dispatch, would keep a small integrated card, by the same estimate. */
  readonly submitMs: number;
  readonly dispatchMs: number;
}

/** Waits until everything that was asked of the device is done. */
export async function deviceDone(backend: WebGPUBackend): Promise<void> {
  submitRecorded(backend);
  await backend.queue.onSubmittedWorkDone();
}

/**
 * Runs `run` once with counters on; slower than without, so never while timing.
 * @param isRun whether what is recorded is handed over. Without, everything is recorded and counted and nothing is computed: the numbers
 * that come out of `work` mean nothing then, but sizes can be counted that a software device would need minutes for.
 */
export async function counted(
  backend: WebGPUBackend,
  run: () => Promise<void> | void,
  isRun = true
): Promise<DeviceCounts> {
  await deviceDone(backend);
  const before = backend.bufferManager.numBytesUsed;
  const counts = { dispatches: 0, submits: 0, uploads: 0, uploadBytes: 0, writes: 0, writeBytes: 0 };
  const work = { flops: 0, submitFlops: 0, dispatchFlops: 0, submitMs: 0, dispatchMs: 0 };
  let [pending, pendingFlops, pendingMs, peak] = [0, 0, 0, before];
  /** Of the program that is being recorded. */
  let own: DeviceWork = { flops: 0, bytes: 0 };
  const { device, queue } = backend;
  const look = (): void => {
    peak = Math.max(peak, backend.bufferManager.numBytesUsed);
  };

  const encode = device.createCommandEncoder.bind(device);
  const create = device.createBuffer.bind(device);
  const submit = queue.submit.bind(queue);
  const write = queue.writeBuffer.bind(queue);
  const record = backend.runWebGPUProgram.bind(backend);
  backend.runWebGPUProgram = (...args) => {
    const [program, inputs, , uniforms] = args;
    own = workOf(program, inputs, uniforms);
    return record(...args);
  };
  device.createCommandEncoder = (descriptor) => {
    const encoder = encode(descriptor);
    const begin = encoder.beginComputePass.bind(encoder);
    encoder.beginComputePass = (described) => {
      const pass = begin(described);
      const dispatch = pass.dispatchWorkgroups.bind(pass);
      pass.dispatchWorkgroups = (...groups) => {
        const ms = millisecondsOf(own);
        counts.dispatches++;
        pending++;
        pendingFlops += own.flops;
        pendingMs += ms;
        work.flops += own.flops;
        work.dispatchFlops = Math.max(work.dispatchFlops, own.flops);
        work.dispatchMs = Math.max(work.dispatchMs, ms);
        look();
        dispatch(...groups);
      };
      return pass;
    };
    return encoder;
  };
  device.createBuffer = (descriptor) => {
    // tfjs fills a tensor's buffer through its mapping, or through that of a staging buffer, which is new each time.
    if (descriptor.mappedAtCreation) {
      counts.uploads++;
      counts.uploadBytes += descriptor.size;
    }
    return create(descriptor);
  };
  queue.submit = (commands) => {
    if (pending > 0) counts.submits++;
    work.submitFlops = Math.max(work.submitFlops, pendingFlops);
    work.submitMs = Math.max(work.submitMs, pendingMs);
    [pending, pendingFlops, pendingMs] = [0, 0, 0];
    if (isRun) submit(commands);
  };
  queue.writeBuffer = (...args) => {
    const [, , data, , size] = args;
    counts.writes++;
    counts.writeBytes += size ?? data.byteLength;
    write(...args);
  };
  try {
    await run();
    look();
    // What is left over goes with whatever comes next.
    if (!isRun || pending > 0) submitRecorded(backend);
  } finally {
    device.createCommandEncoder = encode;
    device.createBuffer = create;
    queue.submit = submit;
    queue.writeBuffer = write;
    backend.runWebGPUProgram = record;
  }
  await deviceDone(backend);
  return { ...counts, ...work, peakBytes: peak - before };
}
