// Made by scripts/encoder-files.mjs: where the files of the encoder "use" lie, by their names.
declare module 'virtual:encoder-files' {
  import type { EncoderFile } from '#lib/embeddings/use/files';
  export const ADDRESSES: Readonly<Record<EncoderFile, URL>>;
}
