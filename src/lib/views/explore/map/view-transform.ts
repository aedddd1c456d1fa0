// Maps places of a map to places on the screen: one scale for both directions, and a shift. Pure; `y` points up on a map and down on the
// screen.
import { largest, smallest } from '#lib/elementary/extent';

/** screen x = x · scale + left; screen y = top − y · scale. */
export interface ViewTransform {
  readonly scale: number;
  readonly left: number;
  readonly top: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Corners of what is to be seen, in units of the map. */
export interface Extent {
  readonly low: readonly [number, number];
  readonly high: readonly [number, number];
}

/** How far one may zoom out and in, as multiples of the scale at which everything fits. */
export const ZOOM_RANGE = { out: 0.5, in: 400 } as const;

/** The extent of all finite points of `xy` [N, 2]; that of a unit square where there is none. */
export function extentOf(xy: Float32Array): Extent {
  let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let at = 0; at < xy.length; at += 2) {
    const x = xy[at] ?? NaN;
    const y = xy[at + 1] ?? NaN;
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < bottom) bottom = y;
    if (y > top) top = y;
  }
  return left <= right && bottom <= top ? { low: [left, bottom], high: [right, top] } : { low: [-1, -1], high: [1, 1] };
}

/** Holds all of `extents` in `size`, `margin` pixels from its edges, in the middle. */
export function fit(extents: readonly Extent[], size: Size, margin = 16): ViewTransform {
  const low = [0, 1].map((axis) => smallest(extents.map((extent) => extent.low[axis] ?? 0)));
  const high = [0, 1].map((axis) => largest(extents.map((extent) => extent.high[axis] ?? 0)));
  const [x0 = -1, y0 = -1, x1 = 1, y1 = 1] = extents.length === 0 ? [] : [...low, ...high];
  const room = (length: number) => Math.max(1, length - 2 * margin);
  // A single point has no width; it then stands in the middle at a scale of its own.
  const scale = Math.min(room(size.width) / Math.max(x1 - x0, 1e-6), room(size.height) / Math.max(y1 - y0, 1e-6));
  return {
    scale,
    left: size.width / 2 - ((x0 + x1) / 2) * scale,
    top: size.height / 2 + ((y0 + y1) / 2) * scale
  };
}

export function toScreen(view: ViewTransform, x: number, y: number): readonly [number, number] {
  return [x * view.scale + view.left, view.top - y * view.scale];
}

export function toMap(view: ViewTransform, x: number, y: number): readonly [number, number] {
  return [(x - view.left) / view.scale, (view.top - y) / view.scale];
}

export function panned(view: ViewTransform, dx: number, dy: number): ViewTransform {
  return { ...view, left: view.left + dx, top: view.top + dy };
}

/** `factor` times as large, with the place under (x, y) of the screen left where it is; kept within ZOOM_RANGE of `home`. */
export function zoomed(view: ViewTransform, factor: number, x: number, y: number, home: ViewTransform): ViewTransform {
  const low = home.scale * ZOOM_RANGE.out;
  const scale = Math.min(home.scale * ZOOM_RANGE.in, Math.max(low, view.scale * factor));
  const by = scale / view.scale;
  return { scale, left: x - (x - view.left) * by, top: y - (y - view.top) * by };
}

/** The same view where the element has another size: what was in the middle stays there. */
export function resized(view: ViewTransform, from: Size, to: Size): ViewTransform {
  return panned(view, (to.width - from.width) / 2, (to.height - from.height) / 2);
}

/** Shifted as little as needed so that the screen point of (x, y) is at least `margin` pixels inside. */
export function revealing(view: ViewTransform, x: number, y: number, size: Size, margin = 40): ViewTransform {
  const [left, top] = toScreen(view, x, y);
  const shift = (at: number, length: number) => Math.max(0, margin - at) - Math.max(0, at - (length - margin));
  return panned(view, shift(left, size.width), shift(top, size.height));
}
