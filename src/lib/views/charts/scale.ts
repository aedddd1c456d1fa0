// Computes linear scales, round ticks and paths for the small SVG charts. Pure; pixels in, pixels out.

export interface Scale {
  readonly domain: readonly [number, number];
  readonly range: readonly [number, number];
  (value: number): number;
}

/** Maps `domain` to `range` linearly, to a hundredth of a pixel; an empty domain maps to the middle of the range. */
export function linearScale(domain: readonly [number, number], range: readonly [number, number]): Scale {
  const [low, high] = domain;
  const [from, to] = range;
  const exact = (value: number) =>
    high === low ? (from + to) / 2 : from + ((value - low) / (high - low)) * (to - from);
  // Longer fractions would be a tenth of a prerendered page and change no pixel.
  const map = (value: number) => Math.round(exact(value) * 100) / 100;
  return Object.assign(map, { domain, range });
}

/** A round step (1, 2 or 5 times a power of ten) that cuts `span` into at most about `count` pieces. */
export function tickStep(span: number, count: number): number {
  if (!(span > 0) || count < 1) return 1;
  const rough = span / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const lead = rough / power;
  const round = lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10;
  return round * power;
}

/** Round values within [low, high], about `count` of them. */
export function ticks(low: number, high: number, count: number): readonly number[] {
  if (!(high > low)) return [low];
  const step = tickStep(high - low, count);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
    // The division undoes the rounding error of 3 × 0.1.
    const value = (first + index) * step;
    return Number(value.toPrecision(12));
  });
}

/** Whole numbers within [low, high], about `count` of them and never a fraction: for epochs and layers. */
export function wholeTicks(low: number, high: number, count: number): readonly number[] {
  return ticks(low, high, Math.min(count, Math.max(1, Math.floor(high - low))));
}

/** `domain` widened to round ends. */
export function niceDomain(low: number, high: number, count: number): readonly [number, number] {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return [0, 1];
  if (low === high) {
    const half = Math.abs(low) * 0.1 || 0.5;
    return [low - half, high + half];
  }
  const step = tickStep(high - low, count);
  const round = (value: number) => Number((value * step).toPrecision(12));
  return [round(Math.floor(low / step + 1e-9)), round(Math.ceil(high / step - 1e-9))];
}

/**
 * An axis around [low, high] with a mark at each of its ends, at most about `count` pieces between them: however short it is, its scale can
 * be read.
 */
export function niceAxis(
  low: number,
  high: number,
  count: number
): { readonly domain: readonly [number, number]; readonly marks: readonly number[] } {
  const domain = niceDomain(low, high, count);
  const span = domain[1] - domain[0];
  const pieces = low === high ? 2 : Math.round(span / tickStep(high - low, count));
  // Half a piece more, so that rounding errors do not make a step too long.
  return { domain, marks: ticks(domain[0], domain[1], pieces + 0.5) };
}

/** As many decimals as a round step needs: 0.02 → 2. */
export function decimalsOf(step: number): number {
  for (let decimals = 0; decimals < 8; decimals += 1) {
    if (Math.abs(step * 10 ** decimals - Math.round(step * 10 ** decimals)) < 1e-6) return decimals;
  }
  return 8;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Tenths as SVG reads them, without a zero that it does not need. */
const short = (tenths: number) => (tenths / 10).toString().replace(/^(-?)0\./, '$1.');
const behind = (text: string) => (text.startsWith('-') ? text : ` ${text}`);

/**
 * An SVG path through the points, straight from one to the next, each to a tenth of a pixel. Steps count from the point before: curves of
 * many seeds are a part of a prerendered page, and steps are shorter than places.
 */
export function linePath(points: readonly Point[]): string {
  const places = points.map(({ x, y }) => ({ x: Math.round(x * 10), y: Math.round(y * 10) }));
  const [first] = places;
  if (!first) return '';
  const steps = places.slice(1).map(({ x, y }, at) => {
    const before = places[at] ?? first;
    return behind(short(x - before.x)) + behind(short(y - before.y));
  });
  return `M${short(first.x)} ${short(first.y)}${steps.length > 0 ? `l${steps.join('').trimStart()}` : ''}`;
}

/** The lines of a grid in one SVG path: across from `left` to `right` at each of `heights`. */
export function gridPath(heights: readonly number[], left: number, right: number): string {
  return heights.map((height) => `M${left} ${height}H${right}`).join('');
}

/**
 * Moves label positions apart so that neighbours are at least `gap` apart, keeping their order and staying as near as
 * possible to where they were; all stay within [low, high] where there is room.
 */
export function spreadLabels(wanted: readonly number[], gap: number, low: number, high: number): readonly number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  const placed = new Array<number>(wanted.length).fill(0);
  let previous = low - gap;
  for (const index of order) {
    previous = Math.max(wanted[index] ?? 0, previous + gap);
    placed[index] = previous;
  }
  let next = high + gap;
  for (const index of [...order].reverse()) {
    next = Math.min(placed[index] ?? 0, next - gap);
    placed[index] = next;
  }
  return placed;
}
