// Paints all points of a map into its pixels: in the hue of the space, or by layers that a quality makes; what is not brushed lies faded below.
// Pure.
import { stampFor, type LayerStyle } from './palette';
import type { MapTheme } from './map-theme';
import { shadesOf } from './shades';
import { disc, packed, radiusFor, splat, square, type PixelBuffer, type Rgb, type SplatRange } from './splat';
import type { ViewTransform } from './view-transform';

/** Layers of nodes and how each is drawn. */
export interface Painted {
  readonly layers: Uint8Array;
  readonly styles: readonly LayerStyle[];
}

export interface PointsFrame {
  readonly xy: Float32Array;
  readonly userCount: number;
  readonly view: ViewTransform;
  readonly ratio: number;
  readonly zoom: number;
  readonly theme: MapTheme;
  readonly hue: Rgb;
  /** 1 by node where a point is among the brushed ones; null where nothing is brushed. */
  readonly mask: Uint8Array | null;
  readonly painted: Painted | null;
}

/** The nodes by layer, within a layer items before users; what is not brushed makes a last layer of its own. */
export interface LayerOrder {
  readonly order: Int32Array;
  /** Of layer l: items from starts[2 l], users from starts[2 l + 1], and all end at starts[2 l + 2]. */
  readonly starts: Int32Array;
}

export function orderOf({ layers, styles }: Painted, mask: Uint8Array | null, userCount: number): LayerOrder {
  const faded = styles.length;
  const bucketOf = (node: number): number =>
    2 * (mask !== null && mask[node] !== 1 ? faded : (layers[node] ?? 0)) + (node < userCount ? 1 : 0);
  const starts = new Int32Array(2 * faded + 3);
  for (let node = 0; node < layers.length; node += 1) {
    const bucket = bucketOf(node);
    starts[bucket + 1] = (starts[bucket + 1] ?? 0) + 1;
  }
  for (let at = 1; at < starts.length; at += 1) starts[at] = (starts[at] ?? 0) + (starts[at - 1] ?? 0);
  const next = starts.slice();
  const order = new Int32Array(layers.length);
  for (let node = 0; node < layers.length; node += 1) {
    const bucket = bucketOf(node);
    const place = next[bucket] ?? 0;
    order[place] = node;
    next[bucket] = place + 1;
  }
  return { order, starts };
}

/** @param ordered of `painted`; null where one hue is shown */
export function paintPoints(buffer: PixelBuffer, frame: PointsFrame, ordered: LayerOrder | null): void {
  const { xy, userCount, view, ratio, zoom, theme, hue, mask, painted } = frame;
  const shades = shadesOf(theme, hue);
  const count = xy.length / 2;
  const radius = radiusFor(count, ratio, zoom);
  const opacity = count > 40_000 ? 0.4 : count > 6_000 ? 0.5 : 0.62;
  buffer.pixels.fill(packed(theme.ground));
  const draw = (
    ranges: { readonly items: SplatRange; readonly users: SplatRange },
    style: LayerStyle | null,
    users: Rgb,
    items: Rgb,
    strength: number
  ) => {
    const size = radius * (style?.size ?? 1);
    const shape = style?.shape ?? null;
    const [round, box] = shape
      ? [stampFor(shape, 0.8 * size), stampFor(shape, size)]
      : [disc(size), square(Math.round(size * 0.8))];
    const looks = { opacity: Math.min(1, opacity * strength) };
    splat(buffer, xy, ranges.items, view, ratio, { ...looks, colour: items, stamp: box });
    splat(buffer, xy, ranges.users, view, ratio, { ...looks, colour: users, stamp: round });
  };
  if (!painted || !ordered) {
    const all = (wanted: number) => ({
      items: { from: userCount, to: count, mask, wanted },
      users: { from: 0, to: userCount, mask, wanted }
    });
    if (mask) draw(all(0), null, shades.fadedUsers, shades.fadedItems, 0.3);
    draw(all(1), null, shades.users, shades.items, mask ? 1.3 : 1);
    return;
  }
  const { order, starts } = ordered;
  const ofLayer = (layer: number) => {
    const [from = 0, middle = 0, to = 0] = starts.subarray(2 * layer, 2 * layer + 3);
    const common = { mask: null, wanted: 1, order };
    return { items: { from, to: middle, ...common }, users: { from: middle, to, ...common } };
  };
  const { styles } = painted;
  draw(ofLayer(styles.length), null, shades.fadedUsers, shades.fadedItems, 0.3);
  // The rest, which is last, lies below.
  for (const at of [styles.length - 1, ...styles.keys()].slice(0, styles.length)) {
    const style = styles[at];
    if (style) draw(ofLayer(at), style, style.colour, style.colour, at === styles.length - 1 ? 0.7 : 1.35);
  }
}
