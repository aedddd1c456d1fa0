// WebGPU in Node, where the machine has a Vulkan loader and a driver for it (Chromium's software one will do). Debian's Chromium brings a
// loader of its own that only itself finds.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { randomUniform, uniformArray } from '#kernels/random/random';
import { startBackend, throwIfDeviceFailed } from './backend';
import { provideWebGpuInNode } from './dawn.node';

const hasLoader = (): boolean =>
  process.platform !== 'linux' ||
  spawnSync('ldconfig', ['-p'], { encoding: 'utf8' }).stdout?.includes('libvulkan.so.1 ') === true;
const driver = process.env.VK_ICD_FILENAMES ?? '/usr/lib/chromium/vk_swiftshader_icd.json';

it.runIf(existsSync(driver) && hasLoader())('computes on WebGPU in Node once Dawn is provided', async () => {
  await provideWebGpuInNode();
  const info = await startBackend('webgpu', { wasmBinaries: '' });
  expect(info.name).toBe('webgpu');
  const key = { seed: 3, stream: 5, step: 8 };
  const draws = randomUniform(key, [1000]);
  expect(Array.from(await draws.data())).toEqual(Array.from(uniformArray(key, 1000)));
  draws.dispose();
  expect(throwIfDeviceFailed).not.toThrow();
});
