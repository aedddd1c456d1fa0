// What a reader can ask for as a backend. No code of a backend, so that whoever offers the choice loads none.

/** Backends of tfjs that our operators run on. */
export type BackendName = 'webgpu' | 'wasm' | 'cpu';

/**
 * `wasm-relaxed` is tfjs's wasm with our module in relaxed SIMD: its dense products add and multiply in one operation where the processor
 * has one (FMA), which rounds once and not twice, so that other bits come out, and others on other processors.
 */
export const BACKEND_CHOICES = ['auto', 'webgpu', 'wasm', 'wasm-relaxed', 'cpu'] as const satisfies readonly (
  BackendName | 'auto' | 'wasm-relaxed'
)[];

export type BackendChoice = (typeof BACKEND_CHOICES)[number];

/** Under these names cards keep what ran on wasm. */
export const WASM_ADAPTERS = {
  module: 'WebAssembly, SIMD',
  relaxed: 'WebAssembly, relaxed SIMD',
  loops: 'WebAssembly, loops in JavaScript'
} as const;
