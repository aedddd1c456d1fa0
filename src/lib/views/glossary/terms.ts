// Finds the glossary's words in a text. Pure. Every term is marked once a page, at its first occurrence, so that prose stays quiet.
import { GLOSSARY, type TermId } from './entries';

export interface Piece {
  readonly text: string;
  /** The entry that it opens; null for what stands between. */
  readonly term: TermId | null;
}

const BY_WORD = new Map(GLOSSARY.flatMap(({ id, words }) => words.map((word): [string, TermId] => [word, id])));

const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Whole words, the longest first; "recall@20" is one with its cut-off, "batch-wise" is no "batch". */
const WORDS = new RegExp(
  `(?<![\\p{L}\\p{N}_-])(?:${[...BY_WORD.keys()]
    .sort((a, b) => b.length - a.length)
    .map(escaped)
    .join('|')})(?![\\p{L}\\p{N}_-])(?:@\\d+)?`,
  'giu'
);

/**
 * A text in pieces, those that open an entry apart.
 * @param seen terms that were marked before on the page; gains those marked here
 */
export function withTerms(text: string, seen: Set<TermId>): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(WORDS)) {
    const [words] = match;
    const term = BY_WORD.get(words.toLowerCase().replace(/@\d+$/, ''));
    if (term === undefined || seen.has(term)) continue;
    seen.add(term);
    if (match.index > from) pieces.push({ text: text.slice(from, match.index), term: null });
    pieces.push({ text: words, term });
    from = match.index + words.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), term: null });
  return pieces;
}
