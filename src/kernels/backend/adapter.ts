// Looks for a WebGPU adapter, and says why there is none that can be used, if there is none. Takes no device and decides
// nothing: whether a software adapter is good enough is the caller's choice.
import { appError, type AppError } from '#lib/errors/app-error';
import { textOf } from './failure-text';

export type AdapterSearch =
  | { readonly found: true; readonly adapter: GPUAdapter; readonly name: string; readonly software: boolean }
  | { readonly found: false; readonly error: AppError };

const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|software|basic render|\bwarp\b/i;

/**
 * What tfjs and our kernels build on; the defaults of the WebGPU specification ("Limits"), which every core adapter has.
 * Bytes, buffers, and threads a workgroup.
 */
const NEEDED: Readonly<Partial<Record<keyof GPUSupportedLimits, number>>> = {
  maxStorageBufferBindingSize: 2 ** 27,
  maxStorageBuffersPerShaderStage: 8,
  maxComputeInvocationsPerWorkgroup: 256,
  maxComputeWorkgroupStorageSize: 2 ** 14,
  maxComputeWorkgroupsPerDimension: 65_535
};

/** A browser whose GPU process hangs never answers; a run would wait for ever. */
const PATIENCE_S = 30;

const missing = (error: AppError): AdapterSearch => ({ found: false, error });

/** The best adapter here, or the error device/… that names why there is none. Never throws. */
export async function findAdapter(): Promise<AdapterSearch> {
  if (globalThis.isSecureContext === false) return missing(appError('device/insecure-page', {}));
  const gpu = globalThis.navigator?.gpu;
  if (!gpu) return missing(appError('device/webgpu-unsupported', {}));
  let adapter: GPUAdapter | null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    const patience = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer in ${PATIENCE_S} seconds`)), PATIENCE_S * 1000);
    });
    adapter = await Promise.race([gpu.requestAdapter({ powerPreference: 'high-performance' }), patience]);
  } catch (error) {
    return missing(appError('device/search-failed', { reason: textOf(error) }, {}, error));
  } finally {
    clearTimeout(timer);
  }
  if (!adapter) return missing(appError('device/no-adapter', {}));

  const { vendor, architecture, device, description } = adapter.info;
  const name = description || [vendor, architecture || device].filter(Boolean).join(' ') || 'unnamed adapter';
  for (const [limit, needs] of Object.entries(NEEDED)) {
    const has: unknown = Reflect.get(adapter.limits, limit);
    if (typeof has !== 'number' || has < needs) {
      return missing(appError('device/limits-too-low', { adapter: name, limit, has: Number(has ?? 0), needs }));
    }
  }
  return { found: true, adapter, name, software: isSoftware(adapter) };
}

/** By the standard's mark, by the mark that older Chromiums put on the adapter itself, or by name. */
function isSoftware(adapter: GPUAdapter): boolean {
  const { vendor, architecture, device, description, isFallbackAdapter } = adapter.info;
  if (isFallbackAdapter === true || Reflect.get(adapter, 'isFallbackAdapter') === true) return true;
  return SOFTWARE.test(`${vendor} ${architecture} ${device} ${description}`);
}
