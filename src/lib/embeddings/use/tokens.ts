// Words into the pieces that Universal Sentence Encoder Lite was trained on: SentencePiece's unigram model (Kudo 2018). Of all ways to cut a
// text into pieces of the vocabulary, that with the highest sum of log probabilities, by Viterbi's algorithm. Pure.
import * as v from 'valibot';
import { parseStored } from '#lib/storage/parse-stored';

/** Ids below this are control signs, which no text holds; 0 stands for what no piece holds. */
const RESERVED = 6;
const UNKNOWN = 0;
/** U+2581 stands for a space, and begins every word. */
const SPACE = '▁';

/** Pieces with a colon have no score in the published file, which the published tokenizer counts as 0. */
const Vocabulary = v.array(v.tuple([v.string(), v.nullable(v.number())]));

export interface Tokens {
  readonly ids: readonly number[];
  /** Characters of the text (UTF-16 code units: no piece holds a sign of two), spaces left out. */
  readonly characters: number;
  /** Of these, how many are in no piece. */
  readonly unknown: number;
}

interface Piece {
  readonly id: number;
  readonly score: number;
}

/**
 * A function from texts to tokens. A text without a character has none.
 * @param vocabulary JSON of the file: pairs of a piece and its log probability, by id
 * @throws Error with the reason where it is something else
 */
export function tokenizer(vocabulary: unknown): (text: string) => Tokens {
  const pieces = new Map<string, Piece>();
  let longest = 1;
  parseStored(Vocabulary, vocabulary).forEach(([piece, score], id) => {
    if (id < RESERVED) return;
    pieces.set(piece, { id, score: score ?? 0 });
    longest = Math.max(longest, piece.length);
  });
  return (text) => {
    const words = text
      .normalize('NFKC')
      .split(/\s+/u)
      .filter((word) => word !== '');
    const path = bestPath(words.map((word) => SPACE + word).join(''), pieces, longest);
    return {
      ids: path.filter(({ id }, at) => id !== UNKNOWN || path[at - 1]?.id !== UNKNOWN).map(({ id }) => id),
      characters: words.reduce((sum, { length }) => sum + length, 0),
      unknown: path.filter(({ id }) => id === UNKNOWN).length
    };
  };
}

interface Step {
  readonly id: number;
  /** Characters of the piece. */
  readonly length: number;
}

/**
 * The pieces of the best way through all characters; one that no piece ends at is a step of its own, which begins the sum anew. A sum of 0
 * counts as none, as in the published tokenizer: that is seen where a text begins with a colon.
 */
function bestPath(text: string, pieces: ReadonlyMap<string, Piece>, longest: number): Step[] {
  const count = text.length;
  const best = new Float64Array(count + 1);
  const steps: (Step | undefined)[] = [];
  for (let end = 1; end <= count; end++) {
    // From long pieces to short ones: of two ways with one sum, that with the shorter last piece.
    for (let start = Math.max(0, end - longest); start < end; start++) {
      const piece = pieces.get(text.slice(start, end));
      if (!piece) continue;
      const sum = piece.score + (best[start] ?? 0);
      const before = best[end] ?? 0;
      if (before !== 0 && sum < before) continue;
      best[end] = sum;
      steps[end] = { id: piece.id, length: end - start };
    }
  }
  const path: Step[] = [];
  for (let at = count; at > 0;) {
    const step = steps[at] ?? { id: UNKNOWN, length: 1 };
    path.push(step);
    at -= step.length;
  }
  return path.reverse();
}
