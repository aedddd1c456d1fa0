// Writes the map as numbers and as a drawing: a table of what is nearest, all points as CSV, all points as an SVG. Pure.
import type { ExploreOverview, ExploreSpace, RegionLabel } from '#lib/studies/explore/types';
import { kindOf } from '../nodes';
import { toCsv, type DataTable } from '../../text/table';
import type { Mark } from './marks';
import { hex, type MapTheme } from './map-theme';
import type { NearPoint } from './nearest';
import { shadesOf } from './shades';
import { legendSvg, type LegendEntry } from './map-legend';
import type { Mover } from './movers';
import { arrowHead } from './overlay';
import { shapeSvg } from './palette';
import type { Painted } from './point-layers';
import { placeNames } from './region-places';
import { toScreen, type Size, type ViewTransform } from './view-transform';
import { xmlText } from './xml-text';

/** An SVG of more points than this takes other programs long to open. */
export const MANY_POINTS = 20_000;

const short = (value: number | undefined) =>
  value === undefined || !Number.isFinite(value) ? null : Number(value.toFixed(4));

/** `node` and the points nearest to it on this map, as `nearestTo` finds them: rank, name, distance and places in units of the map. */
export function nearestTable(
  overview: ExploreOverview,
  space: ExploreSpace,
  node: number,
  near: readonly NearPoint[]
): DataTable {
  const { ids, labels, degrees } = overview;
  return {
    caption: `The ${near.length} points nearest to ${labels[node] ?? ''} on the map of ${space.label}`,
    columns: ['rank', 'kind', 'id', 'title', 'distance', 'x', 'y', 'training clicks'],
    rows: [{ node, distance: 0 }, ...near].map(({ node: other, distance }, rank) => [
      rank,
      kindOf(overview, other),
      ids[other] ?? '',
      labels[other] ?? '',
      short(distance),
      short(space.xy[2 * other]),
      short(space.xy[2 * other + 1]),
      degrees[other] ?? 0
    ])
  };
}

/** `nodes` (all where null) with their places on every map. */
export function pointsTable(overview: ExploreOverview, nodes: Iterable<number> | null, caption: string): DataTable {
  const { ids, labels, degrees, spaces } = overview;
  const wanted = nodes ? [...nodes] : ids.map((_, node) => node);
  return {
    caption,
    columns: ['kind', 'id', 'title', 'training clicks', ...spaces.flatMap(({ key }) => [`${key} x`, `${key} y`])],
    rows: wanted.map((node) => [
      kindOf(overview, node),
      ids[node] ?? '',
      labels[node] ?? '',
      degrees[node] ?? 0,
      ...spaces.flatMap(({ xy }) => [short(xy[2 * node]), short(xy[2 * node + 1])])
    ])
  };
}

export function pointsCsv(overview: ExploreOverview, nodes: Iterable<number> | null): string {
  return toCsv(pointsTable(overview, nodes, ''));
}

/** What a drawing of the map shows beside the points. */
export interface MapShown {
  readonly view: ViewTransform;
  readonly size: Size;
  readonly marks: readonly Mark[];
  /** Nodes of a path, in order. */
  readonly path: readonly number[];
  /** 1 by node where a point is among the brushed ones; null where nothing is brushed. */
  readonly mask: Uint8Array | null;
  readonly arrows: readonly Mover[];
  readonly regions: readonly RegionLabel[];
  /** What points are coloured by; null for the hue of the space. */
  readonly painted: Painted | null;
  readonly legend: readonly LegendEntry[];
}

/** The part of the map that is in view, as a drawing that stands alone: the same points, marks, path and brush as on the canvas. */
export function mapSvg(
  overview: ExploreOverview,
  space: ExploreSpace,
  { view, size, marks, path, mask, arrows, regions, painted, legend }: MapShown,
  theme: Pick<MapTheme, 'ground' | 'ink' | 'hit' | 'faded' | 'accent' | 'kinds'>
): string {
  const shades = shadesOf(theme, theme.kinds[space.kind]);
  const [ink, ground] = [hex(theme.ink), hex(theme.ground)];
  const whereverOf = (node: number): readonly [number, number] | null => {
    const [x, y] = toScreen(view, space.xy[2 * node] ?? NaN, space.xy[2 * node + 1] ?? NaN);
    return Number.isFinite(x) && Number.isFinite(y) ? [Number(x.toFixed(1)), Number(y.toFixed(1))] : null;
  };
  const placeOf = (node: number): readonly [number, number] | null => {
    const place = whereverOf(node);
    return place && place[0] >= 0 && place[1] >= 0 && place[0] <= size.width && place[1] <= size.height ? place : null;
  };
  const points = { users: '', items: '', fadedUsers: '', fadedItems: '' };
  const layered = (painted?.styles ?? []).map(() => '');
  for (let node = 0; node < overview.ids.length; node += 1) {
    const at = placeOf(node);
    if (!at) continue;
    const isFaded = mask !== null && mask[node] !== 1;
    const layer = painted && !isFaded ? painted.layers[node] : undefined;
    const style = layer === undefined ? undefined : painted?.styles[layer];
    if (style && layer !== undefined) {
      const isUser = node < overview.userCount;
      const shape = style.shape ?? (isUser ? 'disc' : 'square');
      layered[layer] += shapeSvg(shape, ...at, 1.8 * style.size * (style.shape && isUser ? 0.8 : 1));
      continue;
    }
    if (node < overview.userCount) {
      points[isFaded ? 'fadedUsers' : 'users'] += `<circle cx="${at[0]}" cy="${at[1]}" r="1.8"/>`;
    } else {
      const corner = `x="${(at[0] - 1.5).toFixed(1)}" y="${(at[1] - 1.5).toFixed(1)}"`;
      points[isFaded ? 'fadedItems' : 'items'] += `<rect ${corner} width="3" height="3"/>`;
    }
  }
  const group = (kind: keyof typeof points, opacity: number) =>
    points[kind] === '' ? '' : `<g fill="${hex(shades[kind])}" fill-opacity="${opacity}">${points[kind]}</g>`;
  const way = path.map(whereverOf).filter((place) => place !== null);
  const line = (colour: string, opacity: number, width: number) =>
    way.length < 2
      ? ''
      : `<polyline points="${way.map((place) => place.join(',')).join(' ')}" fill="none" stroke="${colour}" stroke-opacity="${opacity}" stroke-width="${width}"/>`;
  const drawn = marks.flatMap(({ node, kind, label }) => {
    const at = placeOf(node);
    if (!at) return [];
    const [x, y] = at;
    const ring = (radius: number, colour: string, more = '') =>
      `<circle cx="${x}" cy="${y}" r="${radius}" fill="none" stroke="${colour}" stroke-width="2"${more}/>`;
    const shape = {
      history: `<rect x="${x - 4.5}" y="${y - 4.5}" width="9" height="9" fill="${hex(shades.clicked)}" stroke="${ground}"/>`,
      'held-out': ring(6, hex(theme.hit)),
      item: `<rect x="${x - 7.5}" y="${y - 7.5}" width="15" height="15" fill="none" stroke="${ink}" stroke-width="2"/>`,
      user: `${ring(9, ink)}<circle cx="${x}" cy="${y}" r="4" fill="${ink}"/>`,
      other: ring(9, ink, ' stroke-dasharray="4 3"'),
      candidate: ''
    }[kind];
    const text =
      label === null
        ? ''
        : `<text x="${x + 14}" y="${y + 4}" font-family="sans-serif" font-size="12" font-weight="600" fill="${ink}">${xmlText(label)}</text>`;
    return [shape + text];
  });
  const names = placeNames(
    regions.map(({ node, words }) => ({ words, at: placeOf(node) })),
    size,
    [],
    (words) => 7 * words.length
  ).map(
    ({ words, left, top, height }) =>
      `<text x="${left.toFixed(1)}" y="${(top + height / 2 + 4).toFixed(1)}" font-family="sans-serif" font-size="12.5" font-weight="600" fill="${ink}" stroke="${ground}" stroke-width="3" paint-order="stroke">${xmlText(words)}</text>`
  );
  const ways = arrows.map(({ from, to }) => {
    const [start, end] = [toScreen(view, ...from), toScreen(view, ...to)];
    const [one, other] = arrowHead(start, end);
    const at = (place: readonly [number, number]) => place.map((value) => value.toFixed(1)).join(' ');
    return `<path d="M${at(start)}L${at(end)}M${at(one)}L${at(end)}L${at(other)}" fill="none" stroke="${hex(theme.accent)}" stroke-width="1.4"/>`;
  });
  const { width, height } = size;
  const below = legendSvg(legend, width, height, theme);
  const tall = height + below.height;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${tall}" width="${width}" height="${tall}">`,
    `<title>${xmlText(`${overview.title}: map of ${space.label}`)}</title>`,
    `<rect width="${width}" height="${tall}" fill="${ground}"/>`,
    group('fadedItems', 0.2),
    group('fadedUsers', 0.2),
    group('items', 0.6),
    group('users', 0.6),
    ...layered
      .map((drawing, at) => ({ drawing, style: painted?.styles[at] }))
      .reverse()
      .map(({ drawing, style }) =>
        drawing === '' || !style ? '' : `<g fill="${hex(style.colour)}" fill-opacity="0.8">${drawing}</g>`
      ),
    ...names,
    ...ways,
    line(ground, 0.8, 4),
    line(ink, 0.75, 1.25),
    ...drawn,
    below.svg,
    '</svg>'
  ]
    .filter((part) => part !== '')
    .join('\n');
}
