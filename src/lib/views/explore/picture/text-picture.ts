// Draws text in columns so that it stands alone: views that are words and not charts leave the page as a picture too. Lines are broken
// here, since an SVG breaks none. Text from data stays text. Pure, apart from what measures.
import { xmlText } from '../map/xml-text';
import { hex, type MapTheme } from '../map/map-theme';

export type Look = 'title' | 'plain' | 'muted' | 'marked';

export interface Run {
  readonly text: string;
  readonly look: Look;
}
export type Paragraph = readonly Run[];

/** The width that `text` takes, in units of the drawing. */
export type Measure = (text: string, look: Look) => number;

/** One that every viewer has: a picture brings no fonts with it. Each line says how wide it is, since machines differ in theirs. */
export const FONT = 'sans-serif';
export const FONT_SIZE = 14;
export const weightOf = (look: Look): number => (look === 'title' ? 600 : 400);

const LINE = 21;
const GAP = 28;
const PADDING = 18;
const AFTER_PARAGRAPH = 8;
const COLUMN = 340;

interface Placed extends Run {
  readonly x: number;
  readonly width: number;
}
type Line = readonly Placed[];

/** The longest beginning of `word` that fits, at least one character. */
function fitting(word: string, look: Look, width: number, measure: Measure): string {
  const characters = [...word];
  while (characters.length > 1 && measure(characters.join(''), look) > width) characters.pop();
  return characters.join('');
}

/** What stands between two white spaces, in one look or several; lines break between words only. */
interface Word {
  /** The look of the space before it; null at the beginning. */
  readonly before: Look | null;
  readonly parts: Run[];
}

function wordsOf(paragraph: Paragraph): readonly Word[] {
  const words: Word[] = [];
  let space: Look | null = null;
  let isOpen = false;
  for (const { text, look } of paragraph) {
    for (const token of text.split(/(\s+)/)) {
      if (token === '') continue;
      if (/^\s+$/.test(token)) {
        space = look;
        isOpen = false;
        continue;
      }
      if (isOpen) words.at(-1)?.parts.push({ text: token, look });
      else words.push({ before: space, parts: [{ text: token, look }] });
      isOpen = true;
    }
  }
  return words;
}

/** The lines of a paragraph, no wider than `width`; a word that is wider is cut. */
export function linesOf(paragraph: Paragraph, width: number, measure: Measure): readonly Line[] {
  const lines: Line[] = [];
  let line: Placed[] = [];
  let end = 0;
  const turn = () => {
    lines.push(line);
    line = [];
    end = 0;
  };
  const put = (text: string, look: Look) => {
    const last = line.at(-1);
    const together = last?.look === look ? last : null;
    if (together) line.pop();
    const x = together ? together.x : end;
    const whole = (together?.text ?? '') + text;
    const placed = { text: whole, look, x, width: measure(whole, look) };
    line.push(placed);
    end = placed.x + placed.width;
  };
  for (const { before, parts } of wordsOf(paragraph)) {
    const space = before ?? 'plain';
    const wide = parts.reduce((sum, { text, look }) => sum + measure(text, look), 0);
    if (line.length > 0) {
      if (end + measure(' ', space) + wide > width) turn();
      else put(' ', space);
    }
    for (const { text, look } of parts) {
      let left = text;
      while (end + measure(left, look) > width) {
        const part = fitting(left, look, width - end, measure);
        if (part === left) break;
        put(part, look);
        turn();
        left = left.slice(part.length);
      }
      put(left, look);
    }
  }
  if (line.length > 0) lines.push(line);
  return lines;
}

export interface Picture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

/** @param title for those who do not see the drawing */
export function textPicture(
  title: string,
  columns: readonly (readonly Paragraph[])[],
  theme: Pick<MapTheme, 'ground' | 'ink'> & { readonly kinds: Pick<MapTheme['kinds'], 'semantic'> },
  measure: Measure
): Picture {
  const [ink, mark] = [hex(theme.ink), hex(theme.kinds.semantic)];
  const drawn: string[] = [];
  let height = 0;
  for (const [at, paragraphs] of columns.entries()) {
    const left = PADDING + at * (COLUMN + GAP);
    let y = PADDING;
    for (const paragraph of paragraphs) {
      for (const line of linesOf(paragraph, COLUMN, measure)) {
        for (const { text, look, x, width } of line)
          for (const one of drawingOf(text, look, left + x, y, width)) drawn.push(one);
        y += LINE;
      }
      y += AFTER_PARAGRAPH;
    }
    height = Math.max(height, y - AFTER_PARAGRAPH + PADDING);
  }
  function drawingOf(text: string, look: Look, x: number, y: number, width: number): readonly string[] {
    const opacity = look === 'muted' ? ' fill-opacity="0.65"' : '';
    const [from, wide] = [x.toFixed(1), width.toFixed(1)];
    return [
      ...(look === 'marked'
        ? [
            `<rect x="${from}" y="${y}" width="${wide}" height="${LINE - 2}" fill="${mark}" fill-opacity="0.18"/>`,
            `<rect x="${from}" y="${y + LINE - 3}" width="${wide}" height="1" fill="${mark}"/>`
          ]
        : []),
      `<text x="${from}" y="${y + 15}" textLength="${wide}" lengthAdjust="spacingAndGlyphs" font-weight="${weightOf(look)}"${opacity} xml:space="preserve">${xmlText(text)}</text>`
    ];
  }
  const width = 2 * PADDING + Math.max(1, columns.length) * (COLUMN + GAP) - GAP;
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<title>${xmlText(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="${hex(theme.ground)}"/>`,
    `<g font-family="${FONT}" font-size="${FONT_SIZE}" fill="${ink}">`,
    ...drawn,
    '</g>',
    '</svg>'
  ].join('\n');
  return { svg, width, height };
}
