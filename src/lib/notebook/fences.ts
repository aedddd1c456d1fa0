// Finds the fenced blocks of a Markdown text by the rules of CommonMark 0.31 (§4.5 fences, §4.6 comments and raw HTML,
// §5 quotes and lists), as far as they decide what is a fence. It is no Markdown parser: prose stays text. A test holds
// it against markdown-it. Pure.

export interface Fence {
  /** The opening run, e.g. "```" or "~~~~". */
  readonly marker: string;
  /** What follows it on the line, trimmed. */
  readonly info: string;
  /** Index of the opening line, from 0. */
  readonly open: number;
  /** Index of the closing line; null where the block ends without one. */
  readonly close: number | null;
  /** Index after the last line of the content. */
  readonly end: number;
  /** Columns before the opening run, taken off the content's lines too. */
  readonly indent: number;
  /** Inside a list item. */
  readonly nested: boolean;
}

const FENCE = /^(`{3,}|~{3,})(.*)$/;
const LIST_MARKER = /^(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$)/;
/** Raw blocks whose end is a mark, not a blank line: comments, processing instructions, elements that hold raw text. */
const RAW_BLOCKS: readonly { readonly opens: RegExp; readonly closes: RegExp }[] = [
  { opens: /^<!--/, closes: /-->/ },
  { opens: /^<\?/, closes: /\?>/ },
  { opens: /^<(?:script|pre|style|textarea)(?:[\s>]|$)/i, closes: /<\/(?:script|pre|style|textarea)>/i }
];

/** Width of the leading white space in columns (a tab goes to the next multiple of four) and in characters. */
function leadingSpace(line: string, column = 0): { columns: number; characters: number } {
  let columns = column;
  let characters = 0;
  for (const sign of line) {
    if (sign === ' ') columns += 1;
    else if (sign === '\t') columns += 4 - (columns % 4);
    else break;
    characters += 1;
  }
  return { columns: columns - column, characters };
}

/** The text of `lines[open+1 .. end-1]` with up to `indent` leading spaces taken off, as CommonMark does. */
export function fenceContent(lines: readonly string[], fence: Fence): string {
  const strip = new RegExp(`^ {0,${fence.indent}}`);
  return lines
    .slice(fence.open + 1, fence.end)
    .map((line) => line.replace(strip, ''))
    .join('\n');
}

type OpenBlock =
  | { readonly type: 'fence'; readonly base: number; readonly fence: Omit<Fence, 'close' | 'end'> }
  | { readonly type: 'raw'; readonly base: number; readonly closes: RegExp };

/** All fenced blocks of `lines` (without line ends) from line index `from` on, in order. */
export function scanFences(lines: readonly string[], from = 0): readonly Fence[] {
  const fences: Fence[] = [];
  /** Columns at which the contents of the open list items begin, outermost first. */
  const items: number[] = [];
  const base = () => items.at(-1) ?? 0;
  let open: OpenBlock | null = null;
  /** The line before is a paragraph's: an empty item, or a number other than 1, does not end one (§5.2). */
  let inParagraph: boolean = false;
  /** The line before opened an item and held no more: a blank line then ends that item. */
  let isFreshItem = false;

  for (let index = from; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const isBlank = line.trim() === '';
    let { columns: indent, characters } = leadingSpace(line);

    if (open) {
      const leavesItem = !isBlank && indent < open.base;
      if (!leavesItem) {
        if (open.type === 'raw') {
          if (open.closes.test(line)) open = null;
        } else if (closesFence(line, open.fence, open.base)) {
          fences.push({ ...open.fence, close: index, end: index });
          open = null;
        }
        continue;
      }
      if (open.type === 'fence') fences.push({ ...open.fence, close: null, end: index });
      open = null;
    }
    if (isBlank) {
      if (isFreshItem) items.pop();
      inParagraph = isFreshItem = false;
      continue;
    }
    const before = [...items];
    while (items.length > 0 && indent < base()) items.pop();
    let interrupts: boolean = inParagraph;
    inParagraph = isFreshItem = false;

    // A line may open several containers at once: "- - ```".
    let rest = line.slice(characters);
    if (interrupts && items.length === before.length && indent - base() <= 3 && /^(?:=+|-+)[ \t]*$/.test(rest))
      continue; // underlines a heading
    for (;;) {
      const marker = indent - base() <= 3 ? LIST_MARKER.exec(rest)?.[0] : undefined;
      if (marker === undefined) break;
      const after = leadingSpace(rest.slice(marker.length), indent + marker.length);
      const isEmptyItem = rest.slice(marker.length).trim() === '';
      if (
        interrupts &&
        items.length === before.length &&
        (isEmptyItem || /^\d/.test(marker)) &&
        !/^0*1[.)]$/.test(isEmptyItem ? '' : marker)
      )
        break;
      interrupts = false;
      // Five or more spaces after the marker: the content begins one space after it and is indented code.
      const width = isEmptyItem || after.columns > 4 ? 1 : after.columns;
      items.push(indent + marker.length + width);
      if (isEmptyItem || after.columns > 4) {
        rest = '';
        isFreshItem = isEmptyItem;
        break;
      }
      indent += marker.length + after.columns;
      characters = after.characters;
      rest = rest.slice(marker.length + characters);
    }
    if (rest === '' || indent - base() > 3) {
      inParagraph = interrupts && rest !== '';
      if (inParagraph) items.splice(0, items.length, ...before);
      continue;
    }

    const raw = RAW_BLOCKS.find((block) => block.opens.test(rest));
    if (raw) {
      if (!raw.closes.test(rest)) open = { type: 'raw', base: base(), closes: raw.closes };
      continue;
    }
    const [, marker, info] = FENCE.exec(rest) ?? [];
    const isInlineCode = marker?.startsWith('`') && info?.includes('`');
    if (marker === undefined || info === undefined || isInlineCode) {
      inParagraph = !rest.startsWith('>');
      // Plain text goes on with the paragraph before, also where it is indented less than its item ("lazily").
      if (interrupts && inParagraph) items.splice(0, items.length, ...before);
      continue;
    }
    const nested = items.length > 0;
    open = { type: 'fence', base: base(), fence: { marker, info: info.trim(), open: index, indent, nested } };
  }
  if (open?.type === 'fence') fences.push({ ...open.fence, close: null, end: lines.length });
  return fences;
}

function closesFence(line: string, fence: Pick<Fence, 'marker'>, base: number): boolean {
  const { columns, characters } = leadingSpace(line);
  if (columns - base > 3) return false;
  const run = line.slice(characters).trimEnd();
  const sign = fence.marker.charAt(0);
  return run.length >= fence.marker.length && [...run].every((other) => other === sign);
}
