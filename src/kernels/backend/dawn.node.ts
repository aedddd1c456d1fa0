// WebGPU in Node: the `webgpu` package (Dawn) set up as `navigator.gpu`. Loaded only on the command line and only when
// WebGPU is asked for. Which Vulkan driver it uses follows the system's settings (VK_ICD_FILENAMES); Chromium's software
// driver is offered where no other is named.
import { existsSync } from 'node:fs';
import { appError } from '#lib/errors/app-error';
import { textOf } from './failure-text';

const CHROMIUM_SOFTWARE_DRIVER = '/usr/lib/chromium/vk_swiftshader_icd.json';

/** @throws AppError device/webgpu-package where the package does not load on this platform */
export async function provideWebGpuInNode(): Promise<void> {
  if (globalThis.navigator?.gpu) return;
  if (!process.env.VK_ICD_FILENAMES && existsSync(CHROMIUM_SOFTWARE_DRIVER)) {
    process.env.VK_ICD_FILENAMES = CHROMIUM_SOFTWARE_DRIVER;
  }
  try {
    const { create, globals } = await import('webgpu');
    Object.assign(globalThis, globals);
    // Node 20 has no navigator; later ones have one without a GPU.
    if (!globalThis.navigator) Object.defineProperty(globalThis, 'navigator', { value: {}, configurable: true });
    Object.defineProperty(globalThis.navigator, 'gpu', { value: create([]), configurable: true });
  } catch (error) {
    throw appError('device/webgpu-package', { reason: textOf(error) }, {}, error);
  }
}
