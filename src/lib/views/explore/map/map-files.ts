// Writes the map as numbers and as a drawing: a table of what is nearest, all points as CSV, all points as an SVG. Pure.
import type { ExploreOverview, ExploreSpace } from '#lib/studies/explore/types';
import { kindOf } from '../nodes';
import { toCsv, type DataTable } from '../../text/table';
import type { Mark } from './marks';
import { hex, type MapTheme } from './map-theme';
import type { NearPoint } from './nearest';
import { shadesOf } from './shades';
import { toScreen, type Size, type ViewTransform } from './view-transform';

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
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;'
};

/** Text that stays text in XML; characters that XML cannot hold are left out. */
export function xmlText(text: string): string {
  const allowed = text.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '');
  return allowed.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/** The part of the map that is in view, as a drawing that stands alone: the same points, marks, path and brush as on the canvas. */
export function mapSvg(
  overview: ExploreOverview,
  space: ExploreSpace,
  { view, size, marks, path, mask }: MapShown,
  theme: Pick<MapTheme, 'ground' | 'ink' | 'hit' | 'faded' | 'kinds'>
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
  for (let node = 0; node < overview.ids.length; node += 1) {
    const at = placeOf(node);
    if (!at) continue;
    const isFaded = mask !== null && mask[node] !== 1;
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
  const { width, height } = size;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<title>${xmlText(`${overview.title}: map of ${space.label}`)}</title>`,
    `<rect width="${width}" height="${height}" fill="${ground}"/>`,
    group('fadedItems', 0.2),
    group('fadedUsers', 0.2),
    group('items', 0.6),
    group('users', 0.6),
    line(ground, 0.8, 4),
    line(ink, 0.75, 1.25),
    ...drawn,
    '</svg>'
  ]
    .filter((part) => part !== '')
    .join('\n');
}
