// A few texts through the encoder "use", and the digest of their vectors on wasm: the same in Node and in Chromium.
import { encoder } from '#lib/embeddings/registry';
import type { EmbeddingSet, EncoderContext, EncoderInput } from '#lib/embeddings/types';
import { sha256Hex } from '#lib/storage/digest';

export const INPUT: EncoderInput = {
  users: ['A detective solves a murder in Victorian London.', null, 'Space marines at war on alien worlds.', ' \n'],
  items: [
    'Who killed the countess? An inspector hunts the murderer.',
    '日本語のテキスト',
    'A detective solves a murder in Victorian London.',
    'Stories of the sea; small harbours; people who keep secrets. '.repeat(20)
  ]
};
/** Of users' vectors, items' vectors, and who has one. */
export const DIGEST_ON_WASM = '8233f3af32d400abff12d816edf4b44d04a9946374df242f7690ef36ab38eb58';

export async function encodeByUse(context: EncoderContext, input: EncoderInput = INPUT): Promise<EmbeddingSet> {
  const entry = encoder('use');
  if (entry.reads !== 'profiles') throw new Error('It reads texts');
  return entry.encode(input, {}, 1, context);
}

export async function digestOf({ vectors }: EmbeddingSet): Promise<string> {
  const { users, items, userPresent, itemPresent } = vectors;
  const bytes = [users, items, userPresent, itemPresent].map(
    ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength)
  );
  const digests: string[] = [];
  for (const each of bytes) digests.push(await sha256Hex(each));
  return sha256Hex(new TextEncoder().encode(digests.join('\n')));
}
