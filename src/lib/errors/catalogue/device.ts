// The GPU and the compute backends.
export const deviceErrors = {
  'device/no-webgpu': (d: { reason: string }) => ({
    message: `WebGPU was asked for, but is not to be had: ${d.reason}.`,
    cure: 'Choose the backend "auto" or "wasm", or use a current Chrome, Edge, Safari or Firefox with hardware acceleration on.'
  }),
  'device/start-failed': (d: { backend: string; reason: string }) => ({
    message: `The ${d.backend} backend did not start: ${d.reason}.`,
    cure: 'Choose another backend, or reload and try again.'
  }),
  'device/gpu-error': (d: { reason: string }) => ({
    message: `The GPU reported an error, so the results of this step cannot be trusted: ${d.reason}`,
    cure: 'The run was stopped and nothing of it was stored. Run it again, or choose the backend "wasm".'
  }),
  'device/lost': (d: { reason: string }) => ({
    message: `The GPU was lost (${d.reason}).`,
    cure: 'Finished cells are kept. Run the notebook again; if it comes back, choose the backend "wasm".'
  })
};
