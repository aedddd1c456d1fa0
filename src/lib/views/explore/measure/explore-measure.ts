// Measures how quick Explore is on this device, on made-up points: frames of the map over a pan, the way between two maps, the time from
// a selection to everything redrawn, and the longest time the page stood still. The workers' part of a selection is not in it. Browser
// only.
import { tick } from 'svelte';
import type { ExploreSession } from '../session/explore-session.svelte';
import type { MapPainter } from '../map/map-painter';

export interface ExploreMeasurement {
  readonly points: number;
  /** Size of the map in device pixels. */
  readonly pixels: number;
  /** One frame while the map is panned: median and slowest. */
  readonly panMs: Timing;
  /** Frames of one change from a map to another, and how many a second. */
  readonly switchMs: Timing;
  readonly switchFramesPerSecond: number;
  /** From a selection to the frame in which all views show it, with answers that cost nothing. */
  readonly redrawMs: Timing;
  /** Longest task that the browser reported, of 50 ms or more; null where there was none, undefined where it reports none. */
  readonly longestTaskMs: number | null | undefined;
}

export interface Timing {
  readonly median: number;
  readonly most: number;
}

/** @param painter of the map that shows `session` */
export async function measureExplore(session: ExploreSession, painter: MapPainter): Promise<ExploreMeasurement> {
  const { overview } = session;
  if (!overview || !session.moment) throw new Error('Nothing is open that could be measured.');
  const tasks = watchLongTasks();
  await frame();

  const pan: number[] = [];
  for (let step = 0; step < 60; step += 1) {
    const began = performance.now();
    painter.pan(step < 30 ? 4 : -4, step % 2 === 0 ? 2 : -2);
    painter.paint();
    pan.push(performance.now() - began);
    await frame();
  }

  const change: number[] = [];
  const began = performance.now();
  session.select({ map: session.moment.map === 'b' ? 'a' : 'b' }, 'another map');
  await tick();
  for (let isMoving = true; isMoving;) {
    const start = performance.now();
    isMoving = painter.paint();
    change.push(performance.now() - start);
    await frame();
  }
  const changed = performance.now() - began;

  const redraw: number[] = [];
  for (let step = 1; step <= 8; step += 1) {
    const start = performance.now();
    const user = (session.selection?.user ?? 0) + 7 * step;
    session.select({ user: user % overview.userCount, other: (user + 3) % overview.userCount }, 'a pair');
    while (session.isBehind) await Promise.resolve();
    await tick();
    // The frame after this one is drawn when what was changed in this one is on the screen.
    await frame();
    await frame();
    redraw.push(performance.now() - start);
  }
  return {
    points: overview.ids.length,
    pixels: Math.round(painter.size.width * painter.size.height * Math.min(2, devicePixelRatio) ** 2),
    panMs: timingOf(pan),
    switchMs: timingOf(change),
    switchFramesPerSecond: (1000 * change.length) / changed,
    redrawMs: timingOf(redraw),
    longestTaskMs: tasks()
  };
}

export function timingOf(times: readonly number[]): Timing {
  const sorted = [...times].sort((a, b) => a - b);
  return { median: sorted[Math.floor(sorted.length / 2)] ?? NaN, most: sorted.at(-1) ?? NaN };
}

const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));

/** Begins to listen; what it returns ends that and says the longest task so far. */
function watchLongTasks(): () => number | null | undefined {
  if (!PerformanceObserver.supportedEntryTypes.includes('longtask')) return () => undefined;
  let longest: number | null = null;
  const hear = (entries: readonly PerformanceEntry[]): void => {
    for (const { duration } of entries) longest = Math.max(longest ?? 0, duration);
  };
  const observer = new PerformanceObserver((list) => hear(list.getEntries()));
  observer.observe({ type: 'longtask' });
  return () => {
    hear(observer.takeRecords());
    observer.disconnect();
    return longest;
  };
}
