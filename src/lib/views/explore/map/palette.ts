// Colours and shapes of what points are coloured by: eight hues that keep apart for most who see colours otherwise, and a shape for each, so
// that shape says again what colour says. For canvas, SVG and legend alike. Pure.
import type { Colouring } from '#lib/studies/explore/types';
import { mixed } from './between';
import type { MapTheme } from './map-theme';
import { disc, polygon, square, type Rgb, type Stamp } from './splat';

export const SHAPES = ['disc', 'square', 'triangle', 'diamond', 'wedge', 'plus', 'cross', 'bar'] as const;
export type Shape = (typeof SHAPES)[number];

/** After Paul Tol's "bright" and "muted" schemes, darkened for paper and lightened for night. */
const HUES: readonly Rgb[] = [
  [51, 102, 170],
  [204, 68, 85],
  [34, 136, 51],
  [170, 119, 0],
  [34, 153, 187],
  [153, 51, 136],
  [136, 85, 51],
  [102, 102, 187]
];

export interface LayerStyle {
  readonly colour: Rgb;
  /** null: users are discs, items squares. */
  readonly shape: Shape | null;
  /** Beside the usual size of a point. */
  readonly size: number;
  readonly label: string;
}

/** Layer of what is in no group and on no step. */
export const REST = 8;

const isDark = ([red, green, blue]: Rgb): boolean => red + green + blue < 384;

const number = (value: number): string =>
  Number.isInteger(value) ? String(value) : value.toLocaleString('en-US', { maximumSignificantDigits: 3 });

/** How each layer is drawn: groups or steps by their index, the rest last. */
export function layerStyles(
  colouring: Colouring,
  { ground, ink, faded }: Pick<MapTheme, 'ground' | 'ink' | 'faded'>,
  hue: Rgb
): readonly LayerStyle[] {
  const rest: LayerStyle = { colour: mixed(faded, ground, 0.25), shape: null, size: 0.75, label: colouring.rest };
  if (colouring.kind === 'groups') {
    const night = isDark(ground);
    const groups = colouring.names.map((label, at): LayerStyle => {
      const colour = HUES[at % HUES.length] ?? hue;
      return {
        colour: night ? mixed(colour, [255, 255, 255], 0.32) : colour,
        shape: SHAPES[at % SHAPES.length] ?? 'disc',
        size: 1.25,
        label
      };
    });
    return [...groups, rest];
  }
  const last = Math.max(1, colouring.steps.length - 1);
  const steps = colouring.steps.map(({ low, high }, at): LayerStyle => {
    const share = at / last;
    return {
      colour: share < 0.5 ? mixed(mixed(hue, ground, 0.7), hue, 2 * share) : mixed(hue, ink, 0.75 * (2 * share - 1)),
      shape: null,
      size: 0.85 + 0.5 * share,
      label: low === high ? number(low) : `${number(low)} – ${number(high)}`
    };
  });
  return [...steps, rest];
}

/** Which of the styles a node has. [N] */
export function layersOf({ of }: Colouring, styles: readonly LayerStyle[]): Uint8Array {
  const rest = styles.length - 1;
  return Uint8Array.from(of, (group) => (group >= 0 && group < rest ? group : rest));
}

/** A shape about its middle, in units of its radius: corners, or null for a disc. */
export function outlineOf(shape: Shape): readonly (readonly [number, number])[] | null {
  const arm = 0.42;
  const plus = [
    [-arm, -1.2],
    [arm, -1.2],
    [arm, -arm],
    [1.2, -arm],
    [1.2, arm],
    [arm, arm],
    [arm, 1.2],
    [-arm, 1.2],
    [-arm, arm],
    [-1.2, arm],
    [-1.2, -arm],
    [-arm, -arm]
  ] as const;
  const turned = Math.SQRT1_2;
  switch (shape) {
    case 'disc':
      return null;
    case 'square':
      return [
        [-0.9, -0.9],
        [0.9, -0.9],
        [0.9, 0.9],
        [-0.9, 0.9]
      ];
    case 'triangle':
      return [
        [0, -1.25],
        [1.2, 0.95],
        [-1.2, 0.95]
      ];
    case 'wedge':
      return [
        [-1.2, -0.95],
        [1.2, -0.95],
        [0, 1.25]
      ];
    case 'diamond':
      return [
        [0, -1.35],
        [1.35, 0],
        [0, 1.35],
        [-1.35, 0]
      ];
    case 'plus':
      return plus;
    case 'cross':
      return plus.map(([x, y]) => [turned * (x - y), turned * (x + y)] as const);
    case 'bar':
      return [
        [-1.5, -0.5],
        [1.5, -0.5],
        [1.5, 0.5],
        [-1.5, 0.5]
      ];
  }
}

/** The pixels of a shape. @param radius in pixels */
export function stampFor(shape: Shape, radius: number): Stamp {
  if (shape === 'square') return square(Math.round(0.9 * radius));
  const corners = outlineOf(shape);
  return corners ? polygon(corners.map(([x, y]) => [x * radius, y * radius] as const)) : disc(radius);
}

/** A shape as part of a drawing. */
export function shapeSvg(shape: Shape, x: number, y: number, radius: number): string {
  const corners = outlineOf(shape);
  const at = (value: number) => Number(value.toFixed(1));
  if (!corners) return `<circle cx="${at(x)}" cy="${at(y)}" r="${at(radius)}"/>`;
  const points = corners.map(([cx, cy]) => `${at(x + cx * radius)},${at(y + cy * radius)}`).join(' ');
  return `<polygon points="${points}"/>`;
}
