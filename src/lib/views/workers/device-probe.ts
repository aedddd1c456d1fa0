// Looks at the device without loading the engine, and tells what the engine would most likely use. The engine's own report replaces this
// as soon as something was run. Browser only.

export interface DeviceGuess {
  readonly label: string;
  readonly reason: string;
}

/** The little of WebGPU's adapter information that is read here; everything in it may be missing. */
interface AdapterFacts {
  readonly vendor: string;
  readonly architecture: string;
  readonly description: string;
  readonly isFallback: boolean;
}

/** What the adapter's facts mean for the reader: the engine's rule, told in words. */
export function describeDevice(adapter: AdapterFacts | null, hasWebGpu: boolean): DeviceGuess {
  const wasm = 'WebAssembly';
  if (!hasWebGpu) return { label: wasm, reason: 'This browser has no WebGPU, so the processor does the work.' };
  if (!adapter) return { label: wasm, reason: 'WebGPU offers no adapter here, so the processor does the work.' };
  const software = adapter.isFallback || /swiftshader|llvmpipe|software/i.test(Object.values(adapter).join(' '));
  if (software) {
    return { label: wasm, reason: 'WebGPU is emulated in software here; WebAssembly is faster than that.' };
  }
  const name = adapter.description || [adapter.vendor, adapter.architecture].filter(Boolean).join(' ');
  return { label: name ? `WebGPU · ${name}` : 'WebGPU', reason: 'A hardware WebGPU adapter was found.' };
}

function textOf(source: unknown, key: string): string {
  if (typeof source !== 'object' || source === null) return '';
  const value: unknown = Reflect.get(source, key);
  return typeof value === 'string' ? value : '';
}

/** A browser whose GPU process hangs never answers; a page that names no device by then says wasm. */
const PATIENCE_MS = 10_000;

export async function probeDevice(): Promise<DeviceGuess> {
  const gpu: unknown = Reflect.get(navigator, 'gpu');
  if (typeof gpu !== 'object' || gpu === null) return describeDevice(null, false);
  const request: unknown = Reflect.get(gpu, 'requestAdapter');
  if (typeof request !== 'function') return describeDevice(null, false);
  try {
    const adapter: unknown = await Promise.race([
      Reflect.apply(request, gpu, [{ powerPreference: 'high-performance' }]),
      new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))
    ]);
    if (typeof adapter !== 'object' || adapter === null) return describeDevice(null, true);
    const info: unknown = Reflect.get(adapter, 'info');
    const isFallback =
      Reflect.get(adapter, 'isFallbackAdapter') === true ||
      (typeof info === 'object' && info !== null && Reflect.get(info, 'isFallbackAdapter') === true);
    const facts = {
      vendor: textOf(info, 'vendor'),
      architecture: textOf(info, 'architecture'),
      description: textOf(info, 'description'),
      isFallback
    };
    return describeDevice(facts, true);
  } catch {
    return describeDevice(null, true);
  }
}
