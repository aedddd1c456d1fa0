// Text encoder "lsa": latent semantic analysis (Deerwester et al. 1990), TF-IDF and truncated SVD, fitted on all profile
// texts together so that users and items lie in one space. Needs no model and no key; knows nothing but these texts. Once fitted it
// puts other texts into that space, by the linear map that put the fitted ones there ("folding in").
import { STREAM } from '#kernels/random/streams';
import type { SemanticVectors } from '#lib/dataset/types';
import { appError } from '#lib/errors/app-error';
import { paced, type Work } from '#lib/work/work';
import type { EmbeddingSet, EncoderInput, TextEncoder } from '../types';
import type { LsaSettings } from './settings';
import { LSA } from './settings';
import { buildTfidf, countWordsByStem } from './tfidf';
import { truncatedSvd, type TruncatedSvd } from '#kernels/svd/truncated-svd';
import { sparseMap } from './sparse';

const OVERSAMPLING = 10;
/** Texts between two chances for other work. */
const TEXTS_A_STEP = 50;

/** A set of vectors with the function that made them, for further texts. */
export interface FittedLsa {
  readonly set: EmbeddingSet;
  /**
   * The vector of any text in the space of the set [dimensions]: the text of a fitted row gets that row's, to rounding.
   * @returns null where the text holds no word of the vocabulary
   */
  project(text: string): Float32Array | null;
}

interface Block {
  readonly vectors: Float32Array; // [count, dimensions]
  readonly present: Uint8Array; // [count]
}

/** Padded with zeros to `dimensions`, optionally at length 1; null for zeros throughout. */
function vectorOf(row: Float64Array, { normalise, dimensions }: LsaSettings): Float32Array | null {
  let squares = 0;
  for (const value of row) squares += value * value;
  // Texts have length 1 in TF-IDF: what is left at this level is rounding.
  if (squares < 1e-20) return null;
  const scale = normalise ? 1 / Math.sqrt(squares) : 1;
  const vector = new Float32Array(dimensions);
  row.forEach((value, k) => (vector[k] = value * scale));
  return vector;
}

/** Rows `first` … of U Σ. An all-zero row is not present. */
function rowsOf(svd: TruncatedSvd, first: number, count: number, settings: LsaSettings): Block {
  const { dimensions } = settings;
  const vectors = new Float32Array(count * dimensions);
  const present = new Uint8Array(count);
  for (let at = 0; at < count; at++) {
    const row = Float64Array.from(svd.left, (vector, k) => (vector[first + at] ?? 0) * (svd.values[k] ?? 0));
    const vector = vectorOf(row, settings);
    if (!vector) continue;
    present[at] = 1;
    vectors.set(vector, at * dimensions);
  }
  return { vectors, present };
}

/** @throws AppError embeddings/empty-vocabulary, internal/cancelled */
export async function fitLsa(input: EncoderInput, settings: LsaSettings, seed: number, work: Work): Promise<FittedLsa> {
  const step = paced(work, 'Encoding profiles');
  const texts = [...input.users, ...input.items];
  const counted: (Map<string, number> | null)[] = [];
  for (const text of texts) {
    counted.push(text === null || text.trim() === '' ? null : countWordsByStem(text));
    if (counted.length % TEXTS_A_STEP === 0) await step(0, 1);
  }
  const { matrix, vocabulary, row } = buildTfidf(counted, settings);
  const withText = counted.filter((words) => words !== null).length;
  if (vocabulary.length === 0) {
    throw appError('embeddings/empty-vocabulary', {
      texts: withText,
      minTexts: settings.minTexts,
      maxShare: settings.maxShare
    });
  }
  await step(0, 1);
  const svd = await truncatedSvd(
    sparseMap(matrix),
    { count: settings.dimensions, oversampling: OVERSAMPLING, iterations: settings.iterations },
    { seed, stream: STREAM.encoder, step: 0 },
    step
  );
  const users = rowsOf(svd, 0, input.users.length, settings);
  const items = rowsOf(svd, input.users.length, input.items.length, settings);
  const vectors: SemanticVectors = {
    dimensions: settings.dimensions,
    users: users.vectors,
    items: items.vectors,
    userPresent: users.present,
    itemPresent: items.present
  };
  const squares = matrix.value.reduce((sum, value) => sum + value * value, 0);
  const kept = svd.values.reduce((sum, value) => sum + value * value, 0);
  const present = [...users.present, ...items.present].filter((flag) => flag === 1).length;
  const set: EmbeddingSet = {
    vectors,
    provenance: {
      encoder: LSA.name,
      label: LSA.label,
      version: LSA.version,
      settings: {
        seed,
        dimensions: settings.dimensions,
        min_texts: settings.minTexts,
        max_share: settings.maxShare,
        iterations: settings.iterations,
        normalise: settings.normalise
      },
      facts: {
        'vocabulary size': vocabulary.length,
        'singular values kept': svd.values.length,
        'share of squared weight kept': Math.round((1e4 * kept) / squares) / 1e4,
        'texts without a known word': withText - present
      }
    }
  };
  return {
    set,
    project(text) {
      const words = row(countWordsByStem(text));
      const image = Float64Array.from(svd.map, (column) =>
        words.reduce((sum, [at, w]) => sum + w * (column[at] ?? 0), 0)
      );
      return vectorOf(image, settings);
    }
  };
}

export const lsaEncoder: TextEncoder<LsaSettings> = {
  name: LSA.name,
  label: LSA.label,
  version: LSA.version,
  encode: async (...args) => (await fitLsa(...args)).set
};
