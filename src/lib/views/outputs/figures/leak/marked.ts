// Where phrases stand in a text: pieces to be written one after the other, marked or not. Pure.
import type { FigureResult } from '#lib/notebook/kinds/figure/stored';

export type LeakData = Extract<FigureResult['data'], { show: 'leak' }>;

export interface Piece {
  readonly text: string;
  readonly isMarked: boolean;
}

/** Each phrase at every place where it stands as it is written; of two that overlap the one that begins first, then the longer. */
export function marked(text: string, phrases: readonly string[]): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (;;) {
    let next: { readonly start: number; readonly end: number } | null = null;
    for (const phrase of phrases) {
      const start = phrase === '' ? -1 : text.indexOf(phrase, from);
      if (start < 0) continue;
      const end = start + phrase.length;
      if (!next || start < next.start || (start === next.start && end > next.end)) next = { start, end };
    }
    if (!next) break;
    if (next.start > from) pieces.push({ text: text.slice(from, next.start), isMarked: false });
    pieces.push({ text: text.slice(next.start, next.end), isMarked: true });
    from = next.end;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), isMarked: false });
  return pieces;
}

/** Phrases of the profile that stand in an entry of the prompt; of all entries where none is chosen. */
export const phrasesOf = ({ profile }: LeakData, entry: number | null): readonly string[] =>
  profile.phrases.flatMap(({ words, entries }) => (entry === null || entries.includes(entry) ? [words] : []));
