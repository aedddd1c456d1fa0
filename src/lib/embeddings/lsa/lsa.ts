// Text encoder "lsa": latent semantic analysis (Deerwester et al. 1990), TF-IDF and truncated SVD, fitted on all profile
// texts together so that users and items lie in one space. Needs no model and no key; knows nothing but these texts.
import { STREAM } from '#kernels/random/streams';
import type { SemanticVectors } from '#lib/dataset/types';
import { appError } from '#lib/errors/app-error';
import { jobSteps } from '#lib/profiles/job';
import type { JobControl } from '#lib/profiles/types';
import type { EmbeddingSet, EncoderInput, TextEncoder } from '../types';
import type { LsaSettings } from './settings';
import { LSA } from './settings';
import { buildTfidf, countWordsByStem } from './tfidf';
import type { TruncatedSvd } from './truncated-svd';
import { truncatedSvd } from './truncated-svd';
import { sparseMap } from './vectors';

const OVERSAMPLING = 10;
/** Texts between two chances for other work. */
const TEXTS_A_STEP = 50;

interface Block {
  readonly vectors: Float32Array; // [count, dimensions]
  readonly present: Uint8Array; // [count]
}

/** Rows `first` … of U Σ, padded with zeros to `dimensions`; optionally at length 1. An all-zero row is not present. */
function rowsOf(svd: TruncatedSvd, first: number, count: number, settings: LsaSettings): Block {
  const { dimensions, normalise } = settings;
  const vectors = new Float32Array(count * dimensions);
  const present = new Uint8Array(count);
  const row = new Float64Array(dimensions);
  for (let at = 0; at < count; at++) {
    let squares = 0;
    svd.left.forEach((vector, k) => {
      const value = (vector[first + at] ?? 0) * (svd.values[k] ?? 0);
      row[k] = value;
      squares += value * value;
    });
    // Texts have length 1 in TF-IDF: what is left at this level is rounding.
    if (squares < 1e-20) continue;
    present[at] = 1;
    const scale = normalise ? 1 / Math.sqrt(squares) : 1;
    row.forEach((value, k) => (vectors[at * dimensions + k] = value * scale));
  }
  return { vectors, present };
}

async function encode(
  input: EncoderInput,
  settings: LsaSettings,
  seed: number,
  control: JobControl
): Promise<EmbeddingSet> {
  const step = jobSteps('Encoding profiles', control);
  const texts = [...input.users, ...input.items];
  const counted: (Map<string, number> | null)[] = [];
  for (const text of texts) {
    counted.push(text === null || text.trim() === '' ? null : countWordsByStem(text));
    if (counted.length % TEXTS_A_STEP === 0) await step(0, 1);
  }
  const { matrix, vocabulary } = buildTfidf(counted, settings);
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
  return {
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
}

export const lsaEncoder: TextEncoder<LsaSettings> = {
  name: LSA.name,
  label: LSA.label,
  version: LSA.version,
  encode
};
