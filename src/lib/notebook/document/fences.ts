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
/** List items within one another that are told apart, as of markdown-it's nesting; what stands deeper is text. */
const DEEPEST_ITEM = 100;
const UNDERLINE = /^(?:=+|-+)[ \t]*$/;
/** Raw blocks whose end is a mark, not a blank line: comments, processing instructions, elements that hold raw text. */
const RAW_BLOCKS: readonly { readonly opens: RegExp; readonly closes: RegExp }[] = [
  { opens: /^<!--/, closes: /-->/ },
  { opens: /^<\?/, closes: /\?>/ },
  { opens: /^<(?:script|pre|style|textarea)(?:[\s>]|$)/i, closes: /<\/(?:script|pre|style|textarea)>/i }
];

/** All fenced blocks of `lines` (without line ends) from line index `from` on, in order. */
export function scanFences(lines: readonly string[], from = 0): readonly Fence[] {
  const scanner = new Scanner();
  for (let index = from; index < lines.length; index += 1) scanner.read(lines[index] ?? '', index);
  return scanner.end(lines.length);
}

/** The text between a fence's lines, with up to `indent` leading spaces taken off each, as CommonMark does. */
export function fenceContent(lines: readonly string[], fence: Fence): string {
  return lines
    .slice(fence.open + 1, fence.end)
    .map((line) => {
      let spaces = 0;
      while (spaces < fence.indent && line[spaces] === ' ') spaces += 1;
      return line.slice(spaces);
    })
    .join('\n');
}

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

/** What is left of a line behind the containers that it stands in or opens. */
interface Rest {
  readonly text: string;
  /** Column at which `text` begins. */
  readonly column: number;
}

/** A block that takes every line until its end. `base`: column at which its item's content begins. */
type OpenBlock =
  | { readonly type: 'fence'; readonly base: number; readonly fence: Omit<Fence, 'close' | 'end'> }
  | { readonly type: 'raw'; readonly base: number; readonly closes: RegExp };

class Scanner {
  readonly #fences: Fence[] = [];
  #open: OpenBlock | null = null;
  /** Columns at which the contents of the open list items begin, outermost first. */
  #items: readonly number[] = [];
  /** The line before is a paragraph's. */
  #inParagraph = false;
  /** The line before opened an item and held no more: a blank line then ends that item. */
  #isFreshItem = false;

  read(line: string, index: number): void {
    const { columns, characters } = leadingSpace(line);
    const isBlank = line.trim() === '';
    if (this.#open && (isBlank || columns >= this.#open.base)) {
      this.#readInside(this.#open, line, index);
      return;
    }
    this.#leave(index);
    if (isBlank) {
      if (this.#isFreshItem) this.#items = this.#items.slice(0, -1);
      this.#inParagraph = this.#isFreshItem = false;
      return;
    }
    this.#readOutside({ text: line.slice(characters), column: columns }, index);
  }

  end(lineCount: number): readonly Fence[] {
    this.#leave(lineCount);
    return this.#fences;
  }

  get #base(): number {
    return this.#items.at(-1) ?? 0;
  }

  #readInside(block: OpenBlock, line: string, index: number): void {
    const isEnd = block.type === 'raw' ? block.closes.test(line) : closesFence(line, block.fence.marker, block.base);
    if (!isEnd) return;
    if (block.type === 'fence') this.#fences.push({ ...block.fence, close: index, end: index });
    this.#open = null;
  }

  /** The open block ends before line `index` without a closing line: its list item, or the text, is over. */
  #leave(index: number): void {
    if (this.#open?.type === 'fence') this.#fences.push({ ...this.#open.fence, close: null, end: index });
    this.#open = null;
  }

  #readOutside(line: Rest, index: number): void {
    const itemsBefore = this.#items;
    const left = itemsBefore.findIndex((at) => line.column < at);
    this.#items = left < 0 ? itemsBefore : itemsBefore.slice(0, left);
    const follows = this.#inParagraph;
    const isSameItem = this.#items.length === itemsBefore.length;
    this.#inParagraph = this.#isFreshItem = false;
    if (follows && isSameItem && line.column - this.#base <= 3 && UNDERLINE.test(line.text)) return;

    const rest = this.#openItems(line, follows && isSameItem);
    if (rest === null) return;
    const hasNewItem = rest.column !== line.column;
    const goesOn = follows && !hasNewItem;
    const isIndented = rest.column - this.#base > 3;
    if (!isIndented && this.#openBlock(rest, index)) return;
    // Plain text goes on with the paragraph before, also where it is indented less than its item ("lazily").
    this.#inParagraph = isIndented ? goesOn : !rest.text.startsWith('>');
    if (goesOn && this.#inParagraph) this.#items = itemsBefore;
  }

  /**
   * Opens the list items that a line begins, of which there may be several ("- - ```"). An empty item, or one with a number
   * other than 1, does not interrupt a paragraph (§5.2).
   * @returns what stands behind the markers; null where nothing does that could be a fence
   */
  #openItems(line: Rest, followsParagraph: boolean): Rest | null {
    let { text, column } = line;
    let canInterrupt = !followsParagraph;
    for (;;) {
      const isDeep = this.#items.length >= DEEPEST_ITEM;
      const marker = !isDeep && column - this.#base <= 3 ? LIST_MARKER.exec(text)?.[0] : undefined;
      if (marker === undefined) return { text, column };
      const behind = text.slice(marker.length);
      const isEmpty = behind.trim() === '';
      if (!canInterrupt && (isEmpty || (/^\d/.test(marker) && !/^0*1[.)]$/.test(marker)))) return { text, column };
      canInterrupt = true;
      const space = leadingSpace(behind, column + marker.length);
      // Five or more spaces behind the marker: the content begins one space behind it and is indented code.
      const isCode = space.columns > 4;
      this.#items = [...this.#items, column + marker.length + (isEmpty || isCode ? 1 : space.columns)];
      this.#isFreshItem = isEmpty;
      if (isEmpty || isCode) return null;
      text = behind.slice(space.characters);
      column += marker.length + space.columns;
    }
  }

  /** @returns whether the line opens a block that takes the following lines, or is one by itself */
  #openBlock({ text, column }: Rest, index: number): boolean {
    const base = this.#base;
    const raw = RAW_BLOCKS.find((block) => block.opens.test(text));
    if (raw) {
      if (!raw.closes.test(text)) this.#open = { type: 'raw', base, closes: raw.closes };
      return true;
    }
    const [, marker, info] = FENCE.exec(text) ?? [];
    if (marker === undefined || info === undefined) return false;
    if (marker.startsWith('`') && info.includes('`')) return false; // code within a line
    const nested = this.#items.length > 0;
    this.#open = { type: 'fence', base, fence: { marker, info: info.trim(), open: index, indent: column, nested } };
    return true;
  }
}

function closesFence(line: string, marker: string, base: number): boolean {
  const { columns, characters } = leadingSpace(line);
  if (columns - base > 3) return false;
  const run = line.slice(characters).trimEnd();
  return run.length >= marker.length && [...run].every((sign) => sign === marker.charAt(0));
}
