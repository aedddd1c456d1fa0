// What scripts/wasm-operators.mjs gives in place of a file: the operators in AssemblyScript, compiled twice.
declare module 'virtual:wasm-operators' {
  /** The module's bytes. @throws where they cannot be fetched */
  export function readOperators(): Promise<Uint8Array<ArrayBuffer>>;
  /** The same with relaxed SIMD, which not every engine has. @throws where they cannot be fetched */
  export function readRelaxedOperators(): Promise<Uint8Array<ArrayBuffer>>;
}
