// Looks for a WebGPU adapter and says in one sentence why there is none, if there is none.

export type AdapterSearch =
  | { readonly found: true; readonly adapter: GPUAdapter; readonly name: string; readonly software: boolean }
  | { readonly found: false; readonly reason: MissingReason };

/** Each way a GPU can be missing, with the sentence a reader sees. */
export const MISSING = {
  insecure: 'The page is not served over https or localhost, and browsers offer WebGPU only there',
  unsupported: 'This browser does not offer WebGPU',
  noAdapter: 'WebGPU is there but found no graphics adapter (on Linux it needs the Vulkan loader, libvulkan1, and a driver)',
  failed: 'The browser’s search for a graphics adapter failed'
} as const;
export type MissingReason = keyof typeof MISSING;

const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|basic render|warp/i;

export async function findAdapter(): Promise<AdapterSearch> {
  if (globalThis.isSecureContext === false) return { found: false, reason: 'insecure' };
  const gpu = globalThis.navigator?.gpu;
  if (!gpu) return { found: false, reason: 'unsupported' };
  let adapter: GPUAdapter | null;
  try {
    adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  } catch {
    return { found: false, reason: 'failed' };
  }
  if (!adapter) return { found: false, reason: 'noAdapter' };
  const { vendor, architecture, device, description } = adapter.info;
  const name = description || [vendor, architecture || device].filter(Boolean).join(' ') || 'unnamed adapter';
  const software =
    adapter.info.isFallbackAdapter === true || SOFTWARE.test(`${vendor} ${architecture} ${device} ${description}`);
  return { found: true, adapter, name, software };
}
