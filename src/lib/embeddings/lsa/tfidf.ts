// TF-IDF of texts as a sparse matrix [texts, words] in compressed rows, float64. Weights: (1 + ln tf) · idf with
// idf = ln((1 + n)/(1 + df)) + 1, rows scaled to length 1 (Manning, Raghavan, Schütze 2008, §6.2–6.4; the smoothed idf is
// scikit-learn's documented one). Words are stems of content words (profiles/text).
import { tokenise } from '#lib/profiles/text/tokenise';
import { log } from '#lib/elementary/logarithm';

export interface SparseRows {
  readonly rows: number;
  readonly columns: number;
  readonly rowStart: Int32Array; // [rows + 1]
  readonly column: Int32Array; // [entries]
  readonly value: Float64Array; // [entries]
}

export interface Tfidf {
  readonly matrix: SparseRows;
  /** Stem by column, in code unit order. */
  readonly vocabulary: readonly string[];
  /** What a text's row is, also for a text that was not among those counted. */
  row(words: ReadonlyMap<string, number>): TfidfRow;
}

/** Columns, ascending, with their weights; of length 1 in all, or empty where the text holds no word of the vocabulary. */
export type TfidfRow = readonly (readonly [column: number, weight: number])[];

export interface TfidfOptions {
  /** A word in fewer texts than this is left out. */
  readonly minTexts: number;
  /** A word in a larger share of the texts than this is left out; in (0, 1]. */
  readonly maxShare: number;
}

/** How often each content word stands in `text`, by stem. */
export function countWordsByStem(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const token of tokenise(text)) {
    if (token.content) counts.set(token.stem, (counts.get(token.stem) ?? 0) + 1);
  }
  return counts;
}

/** Rows of texts that hold no word of the vocabulary, null texts among them, stay empty. n counts texts that are not null. */
export function buildTfidf(texts: readonly (Map<string, number> | null)[], options: TfidfOptions): Tfidf {
  const frequency = new Map<string, number>();
  let count = 0;
  for (const words of texts) {
    if (words === null) continue;
    count += 1;
    for (const word of words.keys()) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  }
  const vocabulary = [...frequency]
    .filter(([, df]) => df >= options.minTexts && df <= options.maxShare * count)
    .map(([word]) => word)
    .sort();
  const columnOf = new Map(vocabulary.map((word, column) => [word, column]));
  const idf = vocabulary.map((word) => log((1 + count) / (1 + (frequency.get(word) ?? 0))) + 1);

  const row = (words: ReadonlyMap<string, number>): TfidfRow => {
    const entries = [...words].flatMap(([word, tf]): [number, number][] => {
      const column = columnOf.get(word);
      return column === undefined ? [] : [[column, (1 + log(tf)) * (idf[column] ?? 0)]];
    });
    entries.sort(([a], [b]) => a - b);
    const length = Math.sqrt(entries.reduce((sum, [, value]) => sum + value * value, 0));
    return entries.map(([column, value]) => [column, value / length]);
  };

  const rowStart = new Int32Array(texts.length + 1);
  const columns: number[] = [];
  const values: number[] = [];
  texts.forEach((words, at) => {
    for (const [column, value] of words === null ? [] : row(words)) {
      columns.push(column);
      values.push(value);
    }
    rowStart[at + 1] = columns.length;
  });
  return {
    matrix: {
      rows: texts.length,
      columns: vocabulary.length,
      rowStart,
      column: Int32Array.from(columns),
      value: Float64Array.from(values)
    },
    vocabulary,
    row
  };
}
