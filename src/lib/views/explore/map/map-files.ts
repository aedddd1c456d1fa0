// The map as numbers and as a drawing: a table of what is nearest, all points as CSV, all points as an SVG. Pure.
import type { ExploreOverview, ExploreSpace } from '#lib/engine/io/protocol';
import { kindOf } from '../nodes';
import { toCsv, type DataTable } from '../../table';
import type { Mark } from './marks';
import { nearestTo } from './nearest';
import type { Rgb } from './splat';
import { toScreen, type Size, type ViewTransform } from './view-transform';

/** An SVG of more points than this takes other programs long to open. */
export const MANY_POINTS = 20_000;

const short = (value: number | undefined) =>
  value === undefined || !Number.isFinite(value) ? null : Number(value.toFixed(4));

/** The `count` points nearest to `node` on this map, itself first. */
export function nearestTable(overview: ExploreOverview, space: ExploreSpace, node: number, count = 50): DataTable {
  const { ids, labels, degrees } = overview;
  const near = [{ node, distance: 0 }, ...nearestTo(space.xy, node, count)];
  return {
    caption: `The ${near.length - 1} points nearest to ${labels[node] ?? ''} on the map of ${space.label}`,
    columns: ['rank', 'kind', 'id', 'title', 'distance', 'x', 'y', 'training clicks'],
    rows: near.map(({ node: other, distance }, rank) => [
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

export interface SvgColours {
  readonly ground: Rgb;
  readonly ink: Rgb;
  readonly hit: Rgb;
  readonly users: Rgb;
  readonly items: Rgb;
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

/** The part of the map that is in view, as a drawing that stands alone. */
export function mapSvg(
  overview: ExploreOverview,
  space: ExploreSpace,
  view: ViewTransform,
  size: Size,
  marks: readonly Mark[],
  colours: SvgColours
): string {
  const hex = (rgb: Rgb) => `#${rgb.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
  const place = (node: number): readonly [number, number] | null => {
    const [x, y] = toScreen(view, space.xy[2 * node] ?? NaN, space.xy[2 * node + 1] ?? NaN);
    const isIn = x >= 0 && y >= 0 && x <= size.width && y <= size.height;
    return isIn ? [Number(x.toFixed(1)), Number(y.toFixed(1))] : null;
  };
  const users: string[] = [];
  const items: string[] = [];
  for (let node = 0; node < overview.ids.length; node += 1) {
    const at = place(node);
    if (!at) continue;
    if (node < overview.userCount) users.push(`<circle cx="${at[0]}" cy="${at[1]}" r="1.8"/>`);
    else items.push(`<rect x="${(at[0] - 1.5).toFixed(1)}" y="${(at[1] - 1.5).toFixed(1)}" width="3" height="3"/>`);
  }
  const drawn = marks.flatMap(({ node, kind, label }) => {
    const at = place(node);
    if (!at) return [];
    const [x, y] = at;
    const ring = (radius: number, colour: Rgb, more = '') =>
      `<circle cx="${x}" cy="${y}" r="${radius}" fill="none" stroke="${hex(colour)}" stroke-width="2"${more}/>`;
    const shape = {
      history: `<rect x="${x - 3.5}" y="${y - 3.5}" width="7" height="7" fill="${hex(colours.users)}" stroke="${hex(colours.ground)}"/>`,
      'held-out': ring(6, colours.hit),
      item: `<rect x="${x - 7.5}" y="${y - 7.5}" width="15" height="15" fill="none" stroke="${hex(colours.ink)}" stroke-width="2"/>`,
      user: `${ring(9, colours.ink)}<circle cx="${x}" cy="${y}" r="4" fill="${hex(colours.ink)}"/>`,
      other: ring(9, colours.ink, ' stroke-dasharray="4 3"'),
      candidate: ''
    }[kind];
    const text =
      label === null
        ? ''
        : `<text x="${x + 14}" y="${y + 4}" font-family="sans-serif" font-size="12" font-weight="600" fill="${hex(colours.ink)}">${xmlText(label)}</text>`;
    return [shape + text];
  });
  const { width, height } = size;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<title>${xmlText(`${overview.title}: map of ${space.label}`)}</title>`,
    `<rect width="${width}" height="${height}" fill="${hex(colours.ground)}"/>`,
    `<g fill="${hex(colours.items)}" fill-opacity="0.6">${items.join('')}</g>`,
    `<g fill="${hex(colours.users)}" fill-opacity="0.6">${users.join('')}</g>`,
    ...drawn,
    '</svg>'
  ].join('\n');
}
