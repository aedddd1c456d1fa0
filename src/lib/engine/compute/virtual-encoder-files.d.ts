// Made by scripts/encoder-files.mjs: where the files of the encoder "use" lie, by their names.
declare module 'virtual:encoder-files' {
  export const ADDRESSES: Readonly<Record<import('#lib/embeddings/use/files').EncoderFile, URL>>;
}
