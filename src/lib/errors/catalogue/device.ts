// The GPU and the compute backends. Each way in which a GPU can be missing has an entry of its own: its first sentence is
// also the reason shown beside the backend that is used instead.
const OTHERWISE = 'Or choose the backend "auto" or "wasm", which need no GPU.';

export const deviceErrors = {
  'device/insecure-page': (_: object) => ({
    message: 'The page is not served over https or localhost, and browsers offer WebGPU only there.',
    cure: `Open it over https or on localhost. ${OTHERWISE}`
  }),
  'device/webgpu-unsupported': (_: object) => ({
    message: 'There is no WebGPU here.',
    cure: `Use a current Chrome, Edge, Safari or Firefox; in Node it comes with --backend webgpu. ${OTHERWISE}`
  }),
  'device/webgpu-package': (d: { reason: string }) => ({
    message: `WebGPU for Node did not load: ${d.reason}.`,
    cure: `Run npm install on a platform that the webgpu package supports. ${OTHERWISE}`
  }),
  'device/search-failed': (d: { reason: string }) => ({
    message: `The search for a graphics adapter failed: ${d.reason}.`,
    cure: `Reload and try again. ${OTHERWISE}`
  }),
  'device/no-adapter': (_: object) => ({
    message: 'WebGPU is there but found no graphics adapter.',
    cure: `Switch hardware acceleration on in the browser's settings; on Linux, install the Vulkan loader (libvulkan1) and the card's driver. ${OTHERWISE}`
  }),
  'device/limits-too-low': (d: { adapter: string; limit: string; has: number; needs: number }) => ({
    message: `The graphics adapter (${d.adapter}) allows too little: its ${d.limit} is ${d.has}, and ${d.needs} is needed.`,
    cure: `Update the graphics driver. ${OTHERWISE}`
  }),
  'device/refused': (d: { adapter: string; reason: string }) => ({
    message: `The graphics adapter (${d.adapter}) gave no device: ${d.reason}.`,
    cure: `Close other pages that use the GPU, reload and try again. ${OTHERWISE}`
  }),
  'device/start-failed': (d: { backend: string; reason: string }) => ({
    message: `The ${d.backend} backend did not start: ${d.reason}.`,
    cure: 'Choose another backend, or reload and try again.'
  }),
  'device/no-relaxed-simd': (d: { reason: string }) => ({
    message: `WebAssembly with relaxed SIMD is not to be had here: ${d.reason}`,
    cure: 'Use a browser that has it (Chrome and Edge from 114 on) or Node 22, or choose the backend "wasm", which needs none.'
  }),
  'device/gpu-error': (d: { reason: string }) => ({
    message: `The GPU reported an error, so the results of this step cannot be trusted: ${d.reason}`,
    cure: 'The run was stopped and nothing of it was stored. Run it again, or choose the backend "wasm".'
  }),
  'device/out-of-memory': (d: { reason: string }) => ({
    message: `There is not enough memory for this step (${d.reason.trim()}).`,
    cure: 'Close other pages, or lower batch_size, dimensions or the width of the embeddings (their option "pca"). What was trained so far is kept: the run goes on from there.'
  }),
  'device/lost': (d: { reason: string }) => ({
    message: `The GPU was lost (${d.reason}).`,
    cure: 'Finished cells are kept, and training goes on from its last checkpoint: run the notebook again.'
  }),
  'device/lost-twice': (_: object) => ({
    message: 'The GPU was lost, started anew, and lost again.',
    cure: 'What was trained so far is kept. Close other pages that use the GPU and run the cell again, or choose the backend "wasm", where training starts over.'
  })
};
