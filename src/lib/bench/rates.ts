// What the device itself can do, measured in the same process on a device of its own: bytes copied a second, multiply-adds a second, and
// what a dispatch and a round trip cost. Operators are judged as a share of these, never in milliseconds across machines. A yardstick that
// is too short flatters: so many dispatches go with one submit that a round takes a tenth of a second, whatever the card. Its own clock is
// asked beside ours where it has one; nothing depends on it, and the higher rate counts.
import { findAdapter } from '#kernels/backend/adapter';
import { passGate, type Control } from '#lib/work/work';
import { adapterFacts } from './adapter-facts';
import copyCode from './micro/copy.wgsl?raw';
import fmaCode from './micro/fma.wgsl?raw';
import { repeatsFor } from './repeats';
import type { AdapterFacts, DeviceRates } from './report-form';

const ROUNDS = 5;
const TRIPS = 20;
const THREADS = 256; // a workgroup, as the programs have it

/** Sizes on hardware: more than any cache holds, and no buffer above what every adapter binds. A software adapter takes seconds for them. */
interface Sizes {
  /** Workgroups of a copy: 4,096 bytes each are read and as many written. */
  readonly copyGroups: number;
  readonly fmaGroups: number;
  readonly fmaRounds: number;
  readonly roundMs: number;
}
const HARDWARE: Sizes = { copyGroups: 2 ** 15, fmaGroups: 2 ** 12, fmaRounds: 1024, roundMs: 100 };
const SOFTWARE: Sizes = { copyGroups: 2 ** 12, fmaGroups: 2 ** 6, fmaRounds: 256, roundMs: 20 };

export interface Yardsticks {
  readonly adapter: AdapterFacts;
  /** null where the device would not do it; then `problem` says why. */
  readonly rates: DeviceRates | null;
  readonly problem?: string;
}

/** null where there is no adapter. @param isShort for tests @throws AppError internal/cancelled */
export async function measureYardsticks(control: Control, isShort = false): Promise<Yardsticks | null> {
  const search = await findAdapter();
  if (!search.found) return null;
  const adapter = adapterFacts(search.adapter, search.software);
  const sizes = { ...(search.software ? SOFTWARE : HARDWARE), ...(isShort ? { roundMs: 1 } : {}) };
  const hasClock = search.adapter.features.has('timestamp-query');
  let device: GPUDevice | null = null;
  try {
    device = await search.adapter.requestDevice({ requiredFeatures: hasClock ? ['timestamp-query'] : [] });
    return { adapter, rates: await ratesOf(device, sizes, control) };
  } catch (error) {
    await passGate(control, 'The benchmark');
    return { adapter, rates: null, problem: error instanceof Error ? error.message : String(error) };
  } finally {
    device?.destroy();
  }
}

/** @throws Error what the device reported; AppError internal/cancelled */
async function ratesOf(device: GPUDevice, sizes: Sizes, control: Control): Promise<DeviceRates> {
  device.pushErrorScope('out-of-memory');
  device.pushErrorScope('validation');
  const probes = new Probes(device, sizes);
  try {
    const measure = async (probe: Probe): Promise<Took> => {
      await passGate(control, 'The benchmark');
      return probes.measure(probe);
    };
    const copy = await measure(probes.copy);
    const isCopied = await probes.isCopied();
    const fma = await measure(probes.fma);
    const nothing = await measure(probes.nothing);
    const roundTripSeconds = await probes.roundTrip();
    const problem = (await device.popErrorScope()) ?? (await device.popErrorScope());
    if (problem) throw new Error(problem.message);
    if (!isCopied) throw new Error('The copy that should be timed did not copy.');
    const bytes = 2 * 16 * THREADS * sizes.copyGroups;
    const flops = 2 * 4 * 4 * sizes.fmaRounds * THREADS * sizes.fmaGroups;
    return {
      copyBytesPerSecond: bytes / copy.seconds,
      flopsPerSecond: flops / fma.seconds,
      dispatchSeconds: nothing.seconds,
      roundTripSeconds,
      byTimestamps:
        copy.byTimestamps && fma.byTimestamps
          ? { copyBytesPerSecond: bytes / copy.byTimestamps, flopsPerSecond: flops / fma.byTimestamps }
          : null
    };
  } finally {
    probes.destroy();
  }
}

interface Probe {
  readonly pipeline: GPUComputePipeline;
  readonly bindings: GPUBindGroup;
  readonly groups: number;
}

/** Seconds a dispatch, by the fastest round; the second where the device has a clock that moved. */
interface Took {
  readonly seconds: number;
  readonly byTimestamps: number | null;
}

class Probes {
  readonly copy: Probe;
  readonly fma: Probe;
  readonly nothing: Probe;
  readonly #device: GPUDevice;
  readonly #sizes: Sizes;
  readonly #x: GPUBuffer;
  readonly #result: GPUBuffer;
  readonly #clock: DeviceClock | null;

  constructor(device: GPUDevice, sizes: Sizes) {
    this.#device = device;
    this.#sizes = sizes;
    const size = 16 * THREADS * sizes.copyGroups;
    const { STORAGE, COPY_SRC } = GPUBufferUsage;
    this.#x = device.createBuffer({ size, usage: STORAGE });
    this.#result = device.createBuffer({ size, usage: STORAGE | COPY_SRC });
    this.#clock = device.features.has('timestamp-query') ? new DeviceClock(device) : null;
    const module = (code: string): GPUShaderModule => device.createShaderModule({ code });
    const [copies, multiplies] = [module(copyCode), module(fmaCode)];
    const probe = (
      module: GPUShaderModule,
      entryPoint: string,
      groups: number,
      buffers: ReadonlyMap<number, GPUBuffer>,
      constants?: Record<string, number>
    ): Probe => {
      const pipeline = device.createComputePipeline({ layout: 'auto', compute: { module, entryPoint, constants } });
      const entries = Array.from(buffers, ([binding, buffer]) => ({ binding, resource: { buffer } }));
      return {
        pipeline,
        bindings: device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries }),
        groups
      };
    };
    const both = new Map([
      [0, this.#x],
      [1, this.#result]
    ]);
    this.copy = probe(copies, 'copy', sizes.copyGroups, both);
    this.nothing = probe(copies, 'copy', 1, both);
    this.fma = probe(multiplies, 'main', sizes.fmaGroups, both, { ROUNDS: sizes.fmaRounds });
    this.#submit(probe(copies, 'fill', sizes.copyGroups, new Map([[1, this.#x]])), 1);
  }

  async measure(probe: Probe): Promise<Took> {
    await this.#timed(probe, 1); // compiles
    const { repeats } = await repeatsFor(async (times) => (await this.#timed(probe, times)).ms, this.#sizes.roundMs);
    let [best, clocked] = [Infinity, Infinity];
    for (let round = 0; round < ROUNDS; round++) {
      const { ms, deviceSeconds } = await this.#timed(probe, repeats);
      best = Math.min(best, ms / 1000 / repeats);
      if (deviceSeconds !== null) clocked = Math.min(clocked, deviceSeconds / repeats);
    }
    return { seconds: best, byTimestamps: clocked === Infinity ? null : clocked };
  }

  /** Seconds of a trip, of the fastest row of them: a browser's clock may step by a tenth of a millisecond. */
  async roundTrip(): Promise<number> {
    let best = Infinity;
    for (let round = 0; round < ROUNDS; round++) {
      const started = performance.now();
      for (let trip = 0; trip < TRIPS; trip++) {
        this.#submit(this.nothing, 1);
        await this.#device.queue.onSubmittedWorkDone();
      }
      best = Math.min(best, (performance.now() - started) / 1000 / TRIPS);
    }
    return best;
  }

  /** Whether the last four numbers are those that were filled in: a device that does nothing is fast. */
  async isCopied(): Promise<boolean> {
    const device = this.#device;
    const threads = THREADS * this.#sizes.copyGroups;
    const read = device.createBuffer({ size: 16, usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ });
    const encoder = device.createCommandEncoder();
    encoder.copyBufferToBuffer(this.#result, 16 * (threads - 1), read, 0, 16);
    device.queue.submit([encoder.finish()]);
    await read.mapAsync(GPUMapMode.READ);
    const last = [...new Float32Array(read.getMappedRange())];
    read.destroy();
    return last.every((value) => value === ((threads - 1) & 1023) + 1);
  }

  destroy(): void {
    this.#x.destroy();
    this.#result.destroy();
    this.#clock?.destroy();
  }

  async #timed(probe: Probe, repeats: number): Promise<{ readonly ms: number; readonly deviceSeconds: number | null }> {
    await this.#device.queue.onSubmittedWorkDone();
    const started = performance.now();
    this.#submit(probe, repeats);
    await this.#device.queue.onSubmittedWorkDone();
    const ms = performance.now() - started;
    return { ms, deviceSeconds: (await this.#clock?.read()) ?? null };
  }

  #submit({ pipeline, bindings, groups }: Probe, repeats: number): void {
    const encoder = this.#device.createCommandEncoder();
    const pass = encoder.beginComputePass({ timestampWrites: this.#clock?.writes });
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, bindings);
    for (let repeat = 0; repeat < repeats; repeat++) pass.dispatchWorkgroups(groups);
    pass.end();
    this.#clock?.resolve(encoder);
    this.#device.queue.submit([encoder.finish()]);
  }
}

/** The device's own clock at both ends of a pass. Browsers round it, some to a tenth of a millisecond: rounds are long against that. */
class DeviceClock {
  readonly writes: GPUComputePassTimestampWrites;
  readonly #set: GPUQuerySet;
  readonly #resolved: GPUBuffer;
  readonly #read: GPUBuffer;

  constructor(device: GPUDevice) {
    const { QUERY_RESOLVE, COPY_SRC, COPY_DST, MAP_READ } = GPUBufferUsage;
    this.#set = device.createQuerySet({ type: 'timestamp', count: 2 });
    this.#resolved = device.createBuffer({ size: 16, usage: QUERY_RESOLVE | COPY_SRC });
    this.#read = device.createBuffer({ size: 16, usage: COPY_DST | MAP_READ });
    this.writes = { querySet: this.#set, beginningOfPassWriteIndex: 0, endOfPassWriteIndex: 1 };
  }

  resolve(encoder: GPUCommandEncoder): void {
    encoder.resolveQuerySet(this.#set, 0, 2, this.#resolved, 0);
    encoder.copyBufferToBuffer(this.#resolved, 0, this.#read, 0, 16);
  }

  /** Seconds between both, or null where they cannot be: the standard lets a clock jump. */
  async read(): Promise<number | null> {
    await this.#read.mapAsync(GPUMapMode.READ);
    const [begin = 0n, end = 0n] = new BigInt64Array(this.#read.getMappedRange());
    this.#read.unmap();
    return end > begin ? Number(end - begin) / 1e9 : null;
  }

  destroy(): void {
    this.#set.destroy();
    this.#resolved.destroy();
    this.#read.destroy();
  }
}
