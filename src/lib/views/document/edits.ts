// Edits a notebook's text by block: add, remove, move, rewrite. Text in, text out; what an edit does not concern keeps its bytes. Pure.
import { kindOf, type CellKind } from '#lib/notebook/kinds/registry';
import { isMain } from './fields';
import type { CellBlock, LineRange, PreparedBlock, PreparedNotebook } from './prepared';

function lineList(text: string): string[] {
  return text.split('\n');
}

/** Joins pieces of text so that a blank line, and not more, stands between two of them; one newline at the end. */
function joinPieces(pieces: readonly string[]): string {
  const kept = pieces.map((piece) => piece.replace(/^\n+|\s+$/g, '')).filter((piece) => piece !== '');
  return kept.join('\n\n') + '\n';
}

/** Line ends as the text had them. */
function likeBefore(text: string, before: string): string {
  return before.includes('\r\n') ? text.replace(/\r?\n/g, '\r\n') : text;
}

function slice(lines: readonly string[], range: LineRange): string {
  return lines.slice(range.first - 1, range.last).join('\n');
}

/** The text before the first block (front matter), and the text of each block. */
function pieces(notebook: PreparedNotebook): { head: string; blocks: string[] } {
  const lines = lineList(notebook.text);
  const first = notebook.blocks[0]?.lines.first ?? lines.length + 1;
  return {
    head: lines.slice(0, first - 1).join('\n'),
    blocks: notebook.blocks.map((block) => slice(lines, block.lines))
  };
}

function indexOf(notebook: PreparedNotebook, key: string): number {
  return notebook.blocks.findIndex((block) => block.key === key);
}

/** A name for a new cell that no cell has: `kind`, or `kind-2`, `kind-3`, … */
export function freeName(notebook: PreparedNotebook, kind: string): string {
  const taken = new Set(notebook.blocks.flatMap((block) => (block.type === 'cell' ? [block.name] : [])));
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? kind : `${kind}-${count}`;
    if (!taken.has(name)) return name;
  }
}

function quoted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(quoted).join(', ')}]`;
  return typeof value === 'string' && !/^[A-Za-z][\w./-]*$/.test(value) ? JSON.stringify(value) : String(value);
}

/** A new cell with its required fields filled in as well as the notebook allows: the nearest cell of the kind wanted. */
function newCellText(notebook: PreparedNotebook, kind: CellKind, before: readonly PreparedBlock[]): string {
  const nearest = (wanted: string | undefined) =>
    [...before].reverse().find((block) => block.type === 'cell' && (wanted === undefined || block.kind === wanted));
  const { fields } = kindOf(kind);
  const lines = fields.flatMap((field) => {
    if (field.key === 'name') return [`name: ${freeName(notebook, kind)}`];
    if (!isMain(field, fields, {})) return [];
    if (field.type === 'cell' || field.type === 'cells') {
      const block = nearest(field.cellKind);
      const name = block?.type === 'cell' ? block.name : '';
      return [`${field.key}: ${field.type === 'cells' ? `[${name}]` : name}`];
    }
    const value = field.default ?? field.options?.[0] ?? '';
    return [`${field.key}: ${quoted(value)}`];
  });
  return ['```' + kind, ...lines, '```'].join('\n');
}

/** `piece`, a block of text, after the block `key`; at the top where `key` is null. */
export function insertAfter(notebook: PreparedNotebook, key: string | null, piece: string): string {
  const { head, blocks } = pieces(notebook);
  const at = key === null ? 0 : indexOf(notebook, key) + 1;
  return likeBefore(joinPieces([head, ...blocks.slice(0, at), piece, ...blocks.slice(at)]), notebook.text);
}

/** A new cell of `kind` after the block `key`; at the top where `key` is null. */
export function addCell(notebook: PreparedNotebook, kind: CellKind, key: string | null): string {
  const at = key === null ? 0 : indexOf(notebook, key) + 1;
  return insertAfter(notebook, key, newCellText(notebook, kind, notebook.blocks.slice(0, at)));
}

/** A sweep of a train cell over values of one of its keys, below it. */
export function addSweep(
  notebook: PreparedNotebook,
  { key: below, name }: CellBlock,
  key: string,
  values: readonly number[]
): string {
  const own = freeName(notebook, `${name}-${key}`);
  const lines = [`name: ${own}`, `runs: [${name}]`, 'over:', `  ${name}.${key}: [${values.join(', ')}]`];
  return insertAfter(notebook, below, ['```sweep', ...lines, '```'].join('\n'));
}

/** A new paragraph after the block `key`. */
export function addProse(notebook: PreparedNotebook, markdown: string, key: string | null): string {
  return insertAfter(notebook, key, markdown);
}

export function removeBlock(notebook: PreparedNotebook, key: string): string {
  const { head, blocks } = pieces(notebook);
  const at = indexOf(notebook, key);
  return likeBefore(joinPieces([head, ...blocks.filter((_, index) => index !== at)]), notebook.text);
}

/** Swaps the block with the one above (`by` −1) or below (+1); at either end nothing changes. */
export function moveBlock(notebook: PreparedNotebook, key: string, by: -1 | 1): string {
  const { head, blocks } = pieces(notebook);
  const at = indexOf(notebook, key);
  const other = at + by;
  const here = blocks[at];
  const there = blocks[other];
  if (here === undefined || there === undefined) return notebook.text;
  blocks[at] = there;
  blocks[other] = here;
  return likeBefore(joinPieces([head, ...blocks]), notebook.text);
}

/** The prose block `key` with other words; an empty text removes it. */
export function replaceProse(notebook: PreparedNotebook, key: string, markdown: string): string {
  const { head, blocks } = pieces(notebook);
  blocks[indexOf(notebook, key)] = markdown;
  return likeBefore(joinPieces([head, ...blocks]), notebook.text);
}
