// Stands in the site's build for tfjs's module with threads and for its worker's text. They are never started (wasm.ts says why), and
// would be twelve kilobytes that nobody runs.

export default function noThreads(): never {
  throw new Error('This build has no threads');
}

export const wasmWorkerContents = '';
