import { describe, expect, it } from 'vitest';
import { syntheticOverview, syntheticViews } from '../measure/synthetic';
import { mapSvg, nearestTable, pointsCsv } from './map-files';
import { legendOf } from './map-legend';
import { hex, parseRgb } from './map-theme';
import { marksOf, shortened } from './marks';
import { nearestTo } from './nearest';
import { layersOf, layerStyles } from './palette';
import { shadesOf } from './shades';
import type { Rgb } from './splat';
import { extentOf, fit } from './view-transform';
import { xmlText } from './xml-text';

const size = { users: 30, items: 20, seed: 3 };
const overview = syntheticOverview(size);
const [space] = overview.spaces;
if (!space) throw new Error('It has three spaces.');
const selection = { user: 2, other: 5, item: 31, k: 5, hops: 2 };
const area = { width: 400, height: 300 };
const theme = {
  ground: [255, 255, 255],
  ink: [0, 0, 0],
  hit: [0, 128, 0],
  faded: [200, 200, 190],
  accent: [200, 0, 60],
  kinds: { collaborative: [0, 0, 255], aligned: [120, 0, 200], semantic: [230, 120, 0] }
} as const;
const bare = { arrows: [], regions: [], painted: null, legend: [] };
const hostile = '<script>alert("x")</script> & \u0000';
const marked = { ...overview, labels: overview.labels.map((label, node) => (node === 31 ? hostile : label)) };

describe('marks', () => {
  it('are of the selection, over what the user clicked and what is held out', () => {
    const views = syntheticViews(size, selection);
    const marks = marksOf(overview, selection, views, 9);
    expect(marks.slice(-4).map(({ node, kind }) => `${kind} ${node}`)).toEqual([
      'item 31',
      'other 5',
      'user 2',
      'candidate 9'
    ]);
    expect(marks.filter(({ kind }) => kind === 'held-out').map(({ node }) => node)).toEqual(views.heldOut);
    expect(marks.every(({ kind, label }) => (label !== null) === ['item', 'other', 'user'].includes(kind))).toBe(true);
  });
  it('do not show another user’s clicks while theirs are being looked up', () => {
    const views = syntheticViews(size, { ...selection, user: 1 });
    expect(marksOf(overview, selection, views, null).map(({ kind }) => kind)).toEqual(['item', 'other', 'user']);
  });
  it('cut long titles', () => {
    expect(shortened('a title of many words, far too long')).toBe('a title of many words, far…');
    expect(shortened('short')).toBe('short');
  });
});

describe('files', () => {
  it('list what is nearest with places, the point itself first', () => {
    const { rows, columns } = nearestTable(overview, space, 4, nearestTo(space.xy, 4, 6));
    expect(rows).toHaveLength(7);
    expect(rows[0]?.slice(0, 5)).toEqual([0, 'user', 'r4', 'r4', 0]);
    const distances = rows.map((row) => Number(row[columns.indexOf('distance')]));
    expect(distances).toEqual([...distances].sort((a, b) => a - b));
  });
  it('hold every point once, or those that were brushed', () => {
    expect(pointsCsv(overview, null).trimEnd().split('\r\n')).toHaveLength(51);
    expect(
      pointsCsv(overview, [3, 30])
        .split('\r\n')
        .slice(1, 3)
        .map((line) => line.split(',')[1])
    ).toEqual(['r3', 'b0']);
  });
  it('draw a circle a user and a square an item that is in view, and scripts in titles stay text', () => {
    const view = fit([extentOf(space.xy)], area);
    const marks = marksOf(marked, selection, null, null);
    const svg = mapSvg(marked, space, { view, size: area, marks, path: [], mask: null, ...bare }, theme);
    expect(svg.match(/r="1.8"/g)).toHaveLength(30);
    expect(svg.match(/width="3"/g)).toHaveLength(20);
    expect(svg).not.toContain('<script');
    expect(svg).toContain('&lt;script&gt;alert(');
    expect(svg).not.toContain('<polyline');
    const near = { view: { ...view, scale: view.scale * 50 }, size: area, marks: [], path: [], mask: null, ...bare };
    expect(mapSvg(marked, space, near, theme).match(/r="1.8"/g)?.length ?? 0).toBeLessThan(30);
  });
  it('draw the path and the brush, and what was clicked, in the colours of the canvas', () => {
    const views = syntheticViews(size, selection);
    const view = fit([extentOf(space.xy)], area);
    const mask = new Uint8Array(overview.ids.length).fill(1, 0, 4);
    const marks = marksOf(overview, selection, views, null);
    const svg = mapSvg(overview, space, { view, size: area, marks, path: [2, 31, 5], mask, ...bare }, theme);
    const places = /<polyline points="([^"]*)"/.exec(svg)?.[1]?.split(' ');
    expect(places?.map((place) => place.split(',').length)).toEqual([2, 2, 2]);
    const shades = shadesOf(theme, theme.kinds[space.kind]);
    const group = (colour: Rgb) =>
      new RegExp(`<g fill="${hex(colour)}"[^>]*>(.*?)</g>`).exec(svg)?.[1]?.match(/<(circle|rect)/g)?.length ?? 0;
    expect([shades.users, shades.items, shades.fadedUsers, shades.fadedItems].map(group)).toEqual([4, 0, 26, 20]);
    expect(svg.match(new RegExp(`width="9" height="9" fill="${hex(shades.clicked)}"`, 'g'))).toHaveLength(
      views.history.length
    );
  });
  it('draw what points are coloured by in shapes, names and ways over it, and the legend below; words stay text', () => {
    const view = fit([extentOf(space.xy)], area);
    const of = Int8Array.from({ length: 50 }, (_, node) => (node < 10 ? 0 : node < 40 ? 2 : -1));
    const names = ['Harbours', '<b>Bees</b>', 'Storms'];
    const colouring = { by: 'attribute:shelf', label: 'shelf', kind: 'groups', names, of, rest: 'none' } as const;
    const styles = layerStyles(colouring, theme, theme.kinds.collaborative);
    const svg = mapSvg(
      overview,
      space,
      {
        ...{ view, size: area, marks: [], path: [], mask: null },
        arrows: [{ node: 3, from: [-0.2, 0], to: [0.3, 0.1] }],
        regions: [{ node: 4, size: 9, words: '<i>old maps</i>' }],
        painted: { layers: layersOf(colouring, styles), styles },
        legend: legendOf('shelf', styles, { arrows: true, other: false })
      },
      theme
    );
    const drawn = (at: number) =>
      new RegExp(`<g fill="${hex(styles[at]?.colour ?? [0, 0, 0])}" fill-opacity="0.8">(.*?)</g>`).exec(svg)?.[1] ?? '';
    expect(drawn(0).match(/<circle/g)).toHaveLength(10);
    expect(drawn(2).match(/<polygon/g)).toHaveLength(30);
    expect(drawn(3).match(/<rect|<circle|<polygon/g)).toHaveLength(10);
    expect(svg).toContain('&lt;i&gt;old maps&lt;/i&gt;');
    expect(svg).toContain('&lt;b&gt;Bees&lt;/b&gt;');
    expect(svg).toContain('Coloured by shelf:');
    expect(svg).toMatch(/<path d="M[^"]*" fill="none" stroke="#c8003c"/);
    expect(Number(/viewBox="0 0 400 (\d+)/.exec(svg)?.[1])).toBeGreaterThan(area.height);
  });
  it('hold only characters that XML can hold', () => {
    expect(xmlText('a\u0000b<&>"\'\ud800 🦉')).toBe('ab&lt;&amp;&gt;&quot;&apos; 🦉');
  });
});

it('colours are read as browsers write them', () => {
  expect(parseRgb('rgb(12, 34, 56)')).toEqual([12, 34, 56]);
  expect(parseRgb('rgba(1, 2, 3, 0.5)')).toEqual([1, 2, 3]);
  expect(parseRgb('transparent')).toEqual([0, 0, 0]);
});
