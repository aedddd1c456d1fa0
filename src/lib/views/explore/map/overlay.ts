// Draws over the points what stands out: rings, labels, the path between two users, the outline that is being drawn. On a 2D canvas.
import type { RegionLabel } from '#lib/studies/explore/types';
import type { Mark } from './marks';
import type { Mover } from './movers';
import { placeNames, type Box } from './region-places';
import type { MapTheme } from './map-theme';
import { shadesOf } from './shades';
import type { Rgb } from './splat';
import { toScreen, type Size, type ViewTransform } from './view-transform';

export interface OverlayFrame {
  readonly xy: Float32Array;
  readonly view: ViewTransform;
  readonly size: Size;
  readonly ratio: number;
  readonly theme: MapTheme;
  /** Of the space that is shown. */
  readonly hue: Rgb;
  readonly marks: readonly Mark[];
  /** Nodes of a path, in order. */
  readonly path: readonly number[];
  /** In pixels of the view; closed where it is an area. */
  readonly outline: readonly (readonly [number, number])[];
  readonly arrows: readonly Mover[];
  readonly regions: readonly RegionLabel[];
}

const css = ([red, green, blue]: Rgb, opacity = 1) => `rgb(${red} ${green} ${blue} / ${opacity})`;

export function paintOverlay(context: CanvasRenderingContext2D, frame: OverlayFrame): void {
  const { size, ratio, theme, marks, outline } = frame;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, size.width, size.height);
  drawNames(context, frame);
  for (const arrow of frame.arrows) drawArrow(context, frame, arrow);
  drawPath(context, frame);
  for (const mark of marks) drawMark(context, frame, mark);
  // Labels lie over all rings.
  for (const mark of marks) drawLabel(context, frame, mark);
  if (outline.length < 2) return;
  trace(context, outline);
  context.closePath();
  context.fillStyle = css(theme.accent, 0.12);
  context.fill();
  context.setLineDash([5, 3]);
  stroke(context, css(theme.accent), 1.5);
  context.setLineDash([]);
}

/** Where a node stands on the screen; null where it has no place. */
function placeOf({ xy, view }: OverlayFrame, node: number): readonly [number, number] | null {
  const [x = NaN, y = NaN] = xy.subarray(2 * node, 2 * node + 2);
  return Number.isFinite(x) && Number.isFinite(y) ? toScreen(view, x, y) : null;
}

function trace(context: CanvasRenderingContext2D, points: readonly (readonly [number, number])[]): void {
  context.beginPath();
  points.forEach(([x, y], at) => (at === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
}

function stroke(context: CanvasRenderingContext2D, style: string, width: number): void {
  context.strokeStyle = style;
  context.lineWidth = width;
  context.stroke();
}

function drawPath(context: CanvasRenderingContext2D, frame: OverlayFrame): void {
  const places = frame.path.map((node) => placeOf(frame, node)).filter((place) => place !== null);
  if (places.length < 2) return;
  trace(context, places);
  stroke(context, css(frame.theme.ground, 0.8), 4);
  trace(context, places);
  stroke(context, css(frame.theme.ink, 0.75), 1.25);
}

function drawMark(context: CanvasRenderingContext2D, frame: OverlayFrame, { node, kind }: Mark): void {
  const place = placeOf(frame, node);
  if (!place) return;
  const [x, y] = place;
  const { ground, ink, hit, accent } = frame.theme;
  const round = (radius: number) => {
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
  };
  const box = (half: number) => {
    context.beginPath();
    context.rect(x - half, y - half, 2 * half, 2 * half);
  };
  const ringed = (shape: () => void, style: string, width: number) => {
    shape();
    stroke(context, css(ground, 0.9), width + 2.5);
    shape();
    stroke(context, style, width);
  };
  switch (kind) {
    case 'history':
      box(4.5);
      context.fillStyle = css(shadesOf(frame.theme, frame.hue).clicked);
      context.fill();
      stroke(context, css(ground), 1.5);
      return;
    case 'held-out':
      return ringed(() => round(6), css(hit), 2.25);
    case 'item':
      return ringed(() => box(7.5), css(ink), 2);
    case 'user':
      round(4);
      context.fillStyle = css(ink);
      context.fill();
      return ringed(() => round(9), css(ink), 2.25);
    case 'other':
      context.setLineDash([4, 3]);
      ringed(() => round(9), css(ink), 2.25);
      context.setLineDash([]);
      return;
    case 'candidate':
      return ringed(() => round(11), css(accent), 1.75);
  }
}

function drawLabel(context: CanvasRenderingContext2D, frame: OverlayFrame, { node, label }: Mark): void {
  const place = label === null ? null : placeOf(frame, node);
  if (!place || label === null) return;
  const { size, theme } = frame;
  context.font = `600 12px ${theme.font}`;
  context.textBaseline = 'middle';
  const width = context.measureText(label).width;
  // To the right of its point, unless it would leave the map there.
  const x = place[0] + 14 + width > size.width - 4 ? place[0] - 14 - width : place[0] + 14;
  context.lineJoin = 'round';
  context.lineWidth = 4;
  context.strokeStyle = css(theme.ground, 0.9);
  context.strokeText(label, x, place[1]);
  context.fillStyle = css(theme.ink);
  context.fillText(label, x, place[1]);
}

/** Names keep clear of the labels of the selection. */
function drawNames(context: CanvasRenderingContext2D, frame: OverlayFrame): void {
  const { size, theme, regions, marks } = frame;
  if (regions.length === 0) return;
  const widthOf = (words: string) => context.measureText(words).width;
  context.font = `600 12px ${theme.font}`;
  const taken = marks.flatMap(({ node, label }): Box[] => {
    const at = label === null ? null : placeOf(frame, node);
    return at && label !== null ? [{ left: at[0] - 12, top: at[1] - 12, width: 26 + widthOf(label), height: 24 }] : [];
  });
  context.font = `650 12.5px ${theme.font}`;
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.lineWidth = 4;
  const names = regions.map(({ node, words }) => ({ words, at: placeOf(frame, node) }));
  for (const { words, left, top, height } of placeNames(names, size, taken, widthOf)) {
    context.strokeStyle = css(theme.ground, 0.85);
    context.strokeText(words, left, top + height / 2);
    context.fillStyle = css(theme.ink, 0.92);
    context.fillText(words, left, top + height / 2);
  }
}

function drawArrow(context: CanvasRenderingContext2D, { view, theme }: OverlayFrame, { from, to }: Mover): void {
  const [start, end] = [toScreen(view, ...from), toScreen(view, ...to)];
  const head = arrowHead(start, end);
  const shape = () => {
    trace(context, [start, end]);
    context.moveTo(...head[0]);
    context.lineTo(...end);
    context.lineTo(...head[1]);
  };
  shape();
  stroke(context, css(theme.ground, 0.8), 3.5);
  shape();
  stroke(context, css(theme.accent, 0.9), 1.4);
}

/** The two ends of the strokes that make an arrow's head. */
export function arrowHead(
  [x0, y0]: readonly [number, number],
  [x1, y1]: readonly [number, number]
): readonly [readonly [number, number], readonly [number, number]] {
  const length = Math.hypot(x1 - x0, y1 - y0) || 1;
  const [dx, dy] = [(x1 - x0) / length, (y1 - y0) / length];
  const side = Math.min(7, length / 2);
  return [
    [x1 - side * (dx + 0.55 * dy), y1 - side * (dy - 0.55 * dx)],
    [x1 - side * (dx - 0.55 * dy), y1 - side * (dy + 0.55 * dx)]
  ];
}
