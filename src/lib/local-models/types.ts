// What models that run on the reader's machine need from around them, and what is said while they are loaded. Only types.

export interface ModelFiles {
  /** Where weights are fetched from, with a slash at its end; files lie there as on huggingface.co. */
  readonly host: string;
  /** Address of onnxruntime's WebAssembly binary; its path where `readFile` is given. */
  readonly wasm: string;
  /** Address of the binary that computes on WebGPU; left out where there is no GPU to be used (Node). */
  readonly gpuWasm?: string;
  /** A GPU made of software is good enough (tests). */
  readonly softwareGpu?: true;
  /** Where weights are kept; the browser's own cache where left out. */
  readonly cache?: WeightCache;
  /** Reads a file by its path (Node, whose `fetch` reads none). */
  readFile?(path: string): Promise<Uint8Array>;
  /** Bytes that can still be kept; null where nobody knows. Left out: what the browser says. */
  room?(): Promise<number | null>;
}

/** Files by their address on the hub: what the library calls of the browser's `Cache`, and a way to take one away. */
export interface WeightCache {
  match(key: string): Promise<Response | undefined>;
  put(key: string, response: Response, onProgress?: (progress: PutProgress) => void): Promise<void>;
  /** @returns whether there was one */
  delete(key: string): Promise<boolean>;
}

/** As the library wants it. */
export interface PutProgress {
  /** 0 … 100. */
  readonly progress: number;
  /** Bytes. */
  readonly loaded: number;
  readonly total: number;
}

/** Which weights: by their name on the hub, at one state of it. */
export interface ModelName {
  readonly model: string;
  /** A commit, a tag or a branch. */
  readonly revision: string;
}

export const DEVICES = ['webgpu', 'wasm'] as const;
/** What a reader asks for; `webgpu` falls back to `wasm`. */
export type Device = (typeof DEVICES)[number];
