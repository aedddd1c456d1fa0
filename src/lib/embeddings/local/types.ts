// What the encoder "local" needs from around it: where weights and the runtime's binary are. Only types.

export interface ModelFiles {
  /** Where weights are fetched from, with a slash at its end; files lie there as on huggingface.co. */
  readonly host: string;
  /** Address of onnxruntime's WebAssembly binary; its path where `readFile` is given. */
  readonly wasm: string;
  /** Folder in which weights are kept (Node); the browser's own cache where left out. */
  readonly folder?: string;
  /** Reads a file by its path (Node, whose `fetch` reads none). */
  readFile?(path: string): Promise<Uint8Array>;
}

/** Vectors of tokens, [texts, tokens, width], and which of them are text and not padding, [texts, tokens]. */
export interface TokenVectors {
  readonly values: Float32Array;
  readonly mask: Uint8Array;
  readonly shape: readonly [texts: number, tokens: number, width: number];
}

export interface TextModel {
  /** @param tokens at which a text is cut */
  encode(texts: readonly string[], tokens: number): Promise<TokenVectors>;
  close(): Promise<void>;
}
