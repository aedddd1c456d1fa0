// Turns points into pixels: each point blends a small stamp over the buffer, so that where many lie the colour grows dense. No canvas
// here, and no WebGL anywhere: browsers have dropped its software form, so a machine without a graphics card has none, and for 10⁵ points
// plain loops over a pixel buffer are quick enough.
import type { ViewTransform } from './view-transform';

/** RGBA pixels as a little-endian canvas has them (0xAABBGGRR), with a border of `border` pixels on each side that is never shown. */
export interface PixelBuffer {
  readonly width: number;
  readonly height: number;
  readonly border: number;
  /** [(height + 2 · border) · (width + 2 · border)] */
  readonly pixels: Uint32Array<ArrayBuffer>;
}

export type Rgb = readonly [red: number, green: number, blue: number];

/** A shape as offsets from its middle pixel. */
export interface Stamp {
  /** [pixels] horizontal and vertical offsets. */
  readonly dx: Int8Array;
  readonly dy: Int8Array;
  /** Largest offset. */
  readonly reach: number;
}

export interface SplatStyle {
  readonly colour: Rgb;
  /** 0 … 1 of the colour that one point lays on. */
  readonly opacity: number;
  readonly stamp: Stamp;
}

/** Which points: nodes `from` … `to` − 1, of those only such with `mask[node] === wanted` where a mask is given. */
export interface SplatRange {
  readonly from: number;
  readonly to: number;
  readonly mask: Uint8Array | null;
  readonly wanted: number;
  /** Where given, the nodes are `order[from]` … `order[to − 1]`. */
  readonly order?: Int32Array;
}

/** Stamps reach no further than this. */
export const BORDER = 16;

export function pixelBuffer(width: number, height: number): PixelBuffer {
  return {
    width,
    height,
    border: BORDER,
    pixels: new Uint32Array((width + 2 * BORDER) * (height + 2 * BORDER))
  };
}

export function packed([red, green, blue]: Rgb): number {
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}

function stampOf(reach: number, holds: (dx: number, dy: number) => boolean): Stamp {
  const dx: number[] = [];
  const dy: number[] = [];
  for (let y = -reach; y <= reach; y += 1) {
    for (let x = -reach; x <= reach; x += 1) {
      if (!holds(x, y)) continue;
      dx.push(x);
      dy.push(y);
    }
  }
  return { dx: Int8Array.from(dx), dy: Int8Array.from(dy), reach };
}

/** All pixels whose middle is within `radius` of the point's. */
export function disc(radius: number): Stamp {
  const reach = Math.min(BORDER, Math.floor(radius));
  return stampOf(reach, (x, y) => x * x + y * y <= radius * radius);
}

/** A square of 2 · `half` + 1 pixels a side. */
export function square(half: number): Stamp {
  return stampOf(Math.min(BORDER, Math.max(0, Math.floor(half))), () => true);
}

/** The radius in pixels at which `count` points stay readable and quick to draw. */
export function radiusFor(count: number, ratio: number, zoom: number): number {
  const base = count > 40_000 ? 1 : count > 6_000 ? 1.45 : 2.3;
  // Closer up there are fewer points in view, and each may be larger.
  return Math.min(BORDER - 1, base * ratio * Math.min(2.2, Math.max(1, zoom) ** 0.3));
}

/**
 * Blends the points of `xy` [N, 2] over the buffer, in the order of nodes; points that are not finite or not in view are left out.
 * @param ratio device pixels for one pixel of `view`
 * @returns how many points were drawn
 */
export function splat(
  buffer: PixelBuffer,
  xy: Float32Array,
  { from, to, mask, wanted, order }: SplatRange,
  view: ViewTransform,
  ratio: number,
  { colour, opacity, stamp }: SplatStyle
): number {
  const { width, height, border, pixels } = buffer;
  const stride = width + 2 * border;
  const offsets = Int32Array.from(stamp.dx, (dx, at) => (stamp.dy[at] ?? 0) * stride + dx);
  const count = offsets.length;
  const scale = view.scale * ratio;
  const left = view.left * ratio;
  const top = view.top * ratio;
  // Red with blue, and green with alpha, are blended two at a time: 8 bits each in lanes of 16.
  const share = Math.max(0, Math.min(256, Math.round(opacity * 256)));
  const rest = 256 - share;
  const [red, green, blue] = colour;
  const addRedBlue = Math.imul((blue << 16) | red, share);
  const addGreenAlpha = Math.imul((255 << 16) | green, share);
  let drawn = 0;
  for (let at = from; at < to; at += 1) {
    const node = order ? (order[at] ?? 0) : at;
    if (mask !== null && mask[node] !== wanted) continue;
    const x = Math.round((xy[2 * node] ?? NaN) * scale + left);
    const y = Math.round(top - (xy[2 * node + 1] ?? NaN) * scale);
    // Not a number fails this as well.
    if (!(x >= -stamp.reach && x < width + stamp.reach && y >= -stamp.reach && y < height + stamp.reach)) continue;
    drawn += 1;
    const middle = (y + border) * stride + x + border;
    for (let pixel = 0; pixel < count; pixel += 1) {
      const place = middle + (offsets[pixel] ?? 0);
      const under = pixels[place] ?? 0;
      const redBlue = ((Math.imul(under & 0xff00ff, rest) + addRedBlue) >>> 8) & 0xff00ff;
      const greenAlpha = (Math.imul((under >>> 8) & 0xff00ff, rest) + addGreenAlpha) & 0xff00ff00;
      pixels[place] = redBlue | greenAlpha;
    }
  }
  return drawn;
}

/** All pixels whose middle is within a polygon, by its corners about the point; at least the point itself. */
export function polygon(corners: readonly (readonly [number, number])[]): Stamp {
  let reach = 0;
  for (const [x, y] of corners) reach = Math.max(reach, Math.ceil(Math.abs(x)), Math.ceil(Math.abs(y)));
  const isInside = (x: number, y: number): boolean => {
    let inside = x === 0 && y === 0;
    if (inside) return true;
    for (const [at, [x1, y1]] of corners.entries()) {
      const [x0, y0] = corners.at(at - 1) ?? [0, 0];
      if (y1 > y !== y0 > y && x < ((x0 - x1) * (y - y1)) / (y0 - y1) + x1) inside = !inside;
    }
    return inside;
  };
  return stampOf(Math.min(BORDER, reach), isInside);
}
