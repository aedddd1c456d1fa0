// What the browser says of a graphics card, as plain data for a report: whoever reads numbers from elsewhere wants to know of what.
import type { AdapterFacts } from './report-form';

const LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupsPerDimension'
] as const satisfies readonly (keyof GPUSupportedLimits)[];

export function adapterFacts(adapter: GPUAdapter, isSoftware: boolean): AdapterFacts {
  const { vendor, architecture, device, description } = adapter.info;
  return {
    vendor,
    architecture,
    device,
    description,
    isSoftware,
    features: [...adapter.features].sort(),
    limits: Object.fromEntries(LIMITS.map((name) => [name, adapter.limits[name]]))
  };
}
