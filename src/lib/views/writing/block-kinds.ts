// The kinds of blocks that can be added to a notebook, as its menu names them: text, then every kind of cell in the order of the pipeline, in
// the words of its own description. Pure.
import { CELL_KINDS, kindOf } from '../document/tools';

export interface BlockKind {
  readonly kind: (typeof CELL_KINDS)[number] | 'prose';
  readonly title: string;
  /** One sentence. */
  readonly does: string;
}

const TEXT: BlockKind = { kind: 'prose', title: 'Text', does: 'Words in Markdown: what the cells around it are for.' };

const firstSentence = (text: string): string => /^.*?[.?!](?=\s|$)/.exec(text)?.[0] ?? text;

export const blockKinds = (): readonly BlockKind[] => [
  TEXT,
  ...CELL_KINDS.map((kind) => ({ kind, title: kindOf(kind).title, does: firstSentence(kindOf(kind).help) }))
];

/** Whether a kind is what a reader looks for: every word begins one of its own. */
export function isFound({ kind, title, does }: BlockKind, wanted: string): boolean {
  const words = `${kind} ${title} ${does}`.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  return wanted
    .toLowerCase()
    .split(/\s+/)
    .every((part) => words.some((word) => word.startsWith(part)));
}
