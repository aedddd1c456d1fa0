// Adapters that are not what they are, for tests: devices with lower limits, and drivers that refuse or spoil shaders. Browser tests only.
const { gpu } = navigator;
const request = gpu.requestAdapter.bind(gpu);

/** From here on the adapter is another one, whose devices are changed before they are used. @param name unlike those of other tests */
export function plant(name: string, change: (device: GPUDevice) => void): void {
  gpu.requestAdapter = async (options) => {
    const adapter = await request(options);
    if (!adapter) return adapter;
    const { vendor, architecture } = adapter.info;
    Object.defineProperty(adapter, 'info', { value: { vendor, architecture, device: '', description: name } });
    const make = adapter.requestDevice.bind(adapter);
    adapter.requestDevice = async (descriptor) => {
      const device = await make(descriptor);
      change(device);
      return device;
    };
    return adapter;
  };
}

export function restore(): void {
  gpu.requestAdapter = request;
}

/** A device with other limits than it has. */
export const withLimits = (limits: Partial<Record<keyof GPUSupportedLimits, number>>) => (device: GPUDevice) => {
  const own = device.limits;
  const value = new Proxy(own, { get: (_, name) => Reflect.get(limits, name) ?? Reflect.get(own, name) });
  Object.defineProperty(device, 'limits', { value });
};

/** A driver that reads other shaders than it is given; "no shader" is one that it refuses. */
export const changed = (change: (code: string) => string) => (device: GPUDevice) => {
  const make = device.createShaderModule.bind(device);
  device.createShaderModule = (descriptor) => make({ ...descriptor, code: change(descriptor.code) });
};
