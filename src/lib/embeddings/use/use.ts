// Encoder "use": texts through Universal Sentence Encoder Lite on the device that is on. No service, no key and no address but the site's
// own; weights are loaded once. Equal texts are encoded once.
import { appError } from '#lib/errors/app-error';
import { rest } from '#lib/work/work';
import { vectorsOfRows } from '../rows';
import type { EmbeddingSet, EncoderContext, EncoderInput, TextEncoder } from '../types';
import { readEncoderFiles, VOCABULARY_FILE } from './files';
import { MOST_TOKENS, openNetwork } from './network';
import { USE } from './settings';
import { tokenizer, type Tokens } from './tokens';
import { encoderWeights } from './weights';

/** Texts at a time; more save little time on a processor. */
const BATCH = 16;
/** A text with a larger share of characters that no piece holds has no vector: all such texts would have nearly one. */
const MOST_UNKNOWN = 0.2;
/** Vectors have length 1 but for rounding; what has not came from a device that computes wrongly. */
const LENGTH_TOLERANCE = 1e-2;

interface Text extends Tokens {
  readonly text: string;
  readonly rows: number[];
}

/** @throws AppError embeddings/no-models, no-texts, weights-damaged, wrong-numbers; dataset/unreadable; internal/cancelled */
async function encode(
  { users, items }: EncoderInput,
  settings: Readonly<Record<never, never>>,
  _seed: number,
  { encoderFiles, ...work }: EncoderContext
): Promise<EmbeddingSet> {
  if (!encoderFiles) throw appError('embeddings/no-models', {});
  const rows = [...users, ...items];
  if (rows.every((text) => text === null)) throw appError('embeddings/no-texts', {});
  const files = await readEncoderFiles(await encoderFiles(), work);
  const cut = tokenizer(JSON.parse(new TextDecoder().decode(files.get(VOCABULARY_FILE.name))));
  const texts = textsOf(rows, cut);
  const known = texts.filter(({ characters, unknown }) => unknown <= MOST_UNKNOWN * characters);
  if (known.length === 0) throw appError('embeddings/no-known-letters', { texts: texts.length });
  const network = openNetwork(encoderWeights(files));
  const { dimensions } = network;
  const values = new Float32Array(rows.length * dimensions);
  const present = new Uint8Array(rows.length);
  try {
    // Texts of a like length together; long ones first, so that a first guess at the time left is none too small.
    const order = [...known].sort((a, b) => b.ids.length - a.ids.length);
    for (let at = 0; at < order.length; at += BATCH) {
      work.report?.({ label: 'Encoding texts', done: at, total: order.length });
      await rest(work, 'The encoding');
      const batch = order.slice(at, at + BATCH);
      const vectors = await network.encode(batch.map(({ ids }) => ids.slice(0, MOST_TOKENS)));
      batch.forEach((text, index) => {
        const vector = vectors.subarray(index * dimensions, (index + 1) * dimensions);
        checkLength(vector, text.text);
        for (const row of text.rows) {
          values.set(vector, row * dimensions);
          present[row] = 1;
        }
      });
    }
  } finally {
    network.dispose();
  }
  const rowsOf = (some: readonly Text[]): number => some.reduce((sum, { rows }) => sum + rows.length, 0);
  return {
    vectors: vectorsOfRows(values, present, users.length, dimensions),
    provenance: {
      encoder: USE.name,
      label: USE.label,
      version: USE.version,
      settings,
      facts: {
        texts: rowsOf(known),
        'different texts': known.length,
        [`texts cut at ${MOST_TOKENS} tokens`]: rowsOf(known.filter(({ ids }) => ids.length > MOST_TOKENS)),
        ...counted('texts of letters that it does not know, without a vector', rowsOf(texts) - rowsOf(known))
      }
    }
  };
}

const counted = (what: string, count: number): Readonly<Record<string, number>> => (count > 0 ? { [what]: count } : {});

/** Each different text once, with the rows that have it; texts without a character are no texts. */
function textsOf(rows: readonly (string | null)[], cut: (text: string) => Tokens): readonly Text[] {
  const texts = new Map<string, Text>();
  rows.forEach((text, row) => {
    if (text === null) return;
    const same = texts.get(text);
    if (same) same.rows.push(row);
    else texts.set(text, { text, rows: [row], ...cut(text) });
  });
  return [...texts.values()].filter(({ ids }) => ids.length > 0);
}

function checkLength(vector: Float32Array, text: string): void {
  const squares = vector.reduce((sum, value) => sum + value * value, 0);
  if (Math.abs(squares - 1) <= LENGTH_TOLERANCE) return;
  throw appError('embeddings/wrong-numbers', { text: text.slice(0, 60), length: Math.sqrt(squares) });
}

export const useEncoder: TextEncoder<Readonly<Record<never, never>>> = {
  name: USE.name,
  label: USE.label,
  version: USE.version,
  encode
};
