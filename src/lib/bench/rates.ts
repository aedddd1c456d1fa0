// What the device itself can do, measured in the same process: bytes copied a second, and multiply-adds a second. Operators
// are judged as a share of these, never in milliseconds across machines.
import { fill } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { flatProgram } from '#kernels/backend/device-kernel';
import { specialise } from '#kernels/backend/specialise';
import { deviceDone } from './device-meter';
import copyCode from './micro/copy.wgsl?raw';
import fmaCode from './micro/fma.wgsl?raw';
import type { DeviceRates } from './types';

const REPEATS = 5;

export async function measureRates(backend: WebGPUBackend, software: boolean): Promise<DeviceRates> {
  // A software adapter takes seconds for what a card does in milliseconds.
  const copied = software ? 2 ** 22 : 2 ** 25;
  const threads = software ? 2 ** 14 : 2 ** 20;
  const rounds = software ? 256 : 1024;
  const copySeconds = await fastest(backend, copied, copyCode, 'copy');
  const fmaSeconds = await fastest(backend, 4 * threads, specialise(fmaCode, {}, { ROUNDS: rounds }), 'fma');
  return {
    copyBytesPerSecond: (8 * copied) / copySeconds,
    flopsPerSecond: (rounds * 4 * 4 * 2 * threads) / fmaSeconds
  };
}

async function fastest(backend: WebGPUBackend, size: number, code: string, name: string): Promise<number> {
  const x = fill([size], 0.5);
  let best = Infinity;
  for (let repeat = 0; repeat <= REPEATS; repeat++) {
    await deviceDone(backend);
    const started = performance.now();
    const program = flatProgram({
      name,
      code,
      outputShape: [size],
      variableNames: ['x'],
      components: 4,
      variableComponents: [4]
    });
    const out = backend.runWebGPUProgram(program, [x], 'float32');
    await deviceDone(backend);
    // The first one compiles.
    if (repeat > 0) best = Math.min(best, (performance.now() - started) / 1000);
    backend.disposeData(out.dataId);
  }
  x.dispose();
  return best;
}
