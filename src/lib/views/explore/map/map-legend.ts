// What a map's signs mean, for drawings that leave the page: the same that MapLegend.svelte says. Pure but for the canvas that it draws on.
import { hex, type MapTheme } from './map-theme';
import { outlineOf, shapeSvg, type LayerStyle, type Shape } from './palette';
import type { Rgb } from './splat';
import { xmlText } from './xml-text';

export interface LegendEntry {
  readonly words: string;
  /** null: words alone. */
  readonly sign: { readonly shape: Shape; readonly colour: Rgb } | null;
}

const LINE = 20;
const PADDING = 12;
const FONT_SIZE = 12;
/** Of a letter, where nothing measures. */
const LETTER = 6.4;

/** @param title what points are coloured by; "" where nothing is */
export function legendOf(
  title: string,
  styles: readonly LayerStyle[],
  has: { readonly arrows: boolean; readonly other: boolean }
): readonly LegendEntry[] {
  const groups = styles.map(({ label, shape, colour }) => ({
    words: label,
    sign: { shape: shape ?? 'disc', colour } as const
  }));
  return [
    ...(styles.length > 0 ? [{ words: `Coloured by ${title}:`, sign: null }, ...groups] : []),
    { words: sizesInWords(styles), sign: null },
    { words: 'Ringed: the user; filled squares: clicked in training; small rings: held out for the test', sign: null },
    ...(has.other ? [{ words: 'Dashed ring: the other user, and the path to them', sign: null }] : []),
    ...(has.arrows ? [{ words: 'Arrows: those that moved most from A to B', sign: null }] : [])
  ];
}

/** How users are told from items. */
export function sizesInWords(styles: readonly LayerStyle[]): string {
  return styles.some(({ shape }) => shape !== null) ? 'Small: users; large: items' : 'Discs: users; squares: items';
}

interface Placed extends LegendEntry {
  readonly x: number;
  readonly y: number;
}

function placed(
  entries: readonly LegendEntry[],
  width: number
): { readonly entries: readonly Placed[]; readonly height: number } {
  let [x, y] = [PADDING, PADDING];
  const out = entries.map((entry) => {
    const wide = entry.words.length * LETTER + (entry.sign ? 18 : 0) + 16;
    if (x > PADDING && x + wide > width - PADDING) [x, y] = [PADDING, y + LINE];
    const at = { ...entry, x, y };
    x += wide;
    return at;
  });
  return { entries: out, height: y + LINE + PADDING / 2 };
}

/** The legend as part of a drawing, from `top` down. */
export function legendSvg(
  entries: readonly LegendEntry[],
  width: number,
  top: number,
  theme: Pick<MapTheme, 'ink'>
): { readonly svg: string; readonly height: number } {
  const { entries: all, height } = placed(entries, width);
  const drawn = all.map(({ words, sign, x, y }) => {
    const middle = top + y + LINE / 2;
    const mark = sign ? `<g fill="${hex(sign.colour)}">${shapeSvg(sign.shape, x + 6, middle, 4.5)}</g>` : '';
    return `${mark}<text x="${x + (sign ? 16 : 0)}" y="${middle + 4}" font-family="sans-serif" font-size="${FONT_SIZE}" fill="${hex(theme.ink)}">${xmlText(words)}</text>`;
  });
  return { svg: drawn.join('\n'), height };
}

/** The legend for a canvas, below a map of this width. */
export function legendBelow(entries: readonly LegendEntry[], width: number, theme: Pick<MapTheme, 'ink' | 'font'>) {
  const { entries: all, height } = placed(entries, width);
  const draw = (context: CanvasRenderingContext2D): void => {
    context.font = `400 ${FONT_SIZE}px ${theme.font}`;
    context.textBaseline = 'middle';
    for (const { words, sign, x, y } of all) {
      const middle = y + LINE / 2;
      if (sign) {
        context.fillStyle = hex(sign.colour);
        context.beginPath();
        const corners = outlineOf(sign.shape);
        if (corners) corners.forEach(([cx, cy]) => context.lineTo(x + 6 + 4.5 * cx, middle + 4.5 * cy));
        else context.arc(x + 6, middle, 4.5, 0, 2 * Math.PI);
        context.fill();
      }
      context.fillStyle = hex(theme.ink);
      context.fillText(words, x + (sign ? 16 : 0), middle);
    }
  };
  return { height, draw };
}
