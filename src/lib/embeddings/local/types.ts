// What a text model gives, and how it is asked. Only types.

/** Vectors of tokens, [texts, tokens, width], and which of them are text and not padding, [texts, tokens]. */
export interface TokenVectors {
  readonly kind: 'tokens';
  readonly values: Float32Array;
  readonly mask: Uint8Array;
  readonly shape: readonly [texts: number, tokens: number, width: number];
}

/** Vectors of whole texts as the model itself gives them, [texts, width]. */
export interface TextVectors {
  readonly kind: 'texts';
  readonly values: Float32Array;
  readonly shape: readonly [texts: number, width: number];
}

export type ModelVectors = TokenVectors | TextVectors;

export interface TextModel {
  /** @param tokens at which a text is cut */
  encode(texts: readonly string[], tokens: number): Promise<ModelVectors>;
  close(): Promise<void>;
}
