// WebGPU in Node: the `webgpu` package (Dawn) set up as `navigator.gpu`. Loaded only on the command line and only when
// WebGPU is asked for. Which Vulkan driver it uses follows the system's settings (VK_ICD_FILENAMES); Chromium's software
// driver is offered where no other is named.
import { existsSync } from 'node:fs';
import { appError } from '#lib/errors/app-error';

const CHROMIUM_SOFTWARE_DRIVER = '/usr/lib/chromium/vk_swiftshader_icd.json';

/** @throws AppError device/no-webgpu where the package does not load on this platform */
export async function provideWebGpuInNode(): Promise<void> {
  if (globalThis.navigator?.gpu) return;
  if (!process.env.VK_ICD_FILENAMES && existsSync(CHROMIUM_SOFTWARE_DRIVER)) {
    process.env.VK_ICD_FILENAMES = CHROMIUM_SOFTWARE_DRIVER;
  }
  try {
    const { create, globals } = await import('webgpu');
    Object.assign(globalThis, globals);
    Object.defineProperty(globalThis, 'navigator', { value: { gpu: create([]) }, configurable: true });
  } catch (error) {
    const reason = `the webgpu package did not load (${error instanceof Error ? error.message : String(error)})`;
    throw appError('device/no-webgpu', { reason }, {}, error);
  }
}
