// Turns the figure "ranking" into what is drawn of its training: the list after an epoch, lines over epochs, tables. Pure.
import { nthStyle } from '../../../charts/arm-style';
import type { Line } from '../../../charts/LineChart.svelte';
import type { DataTable } from '../../../text/table';
import type { RankingData } from './played';

export interface Place {
  readonly title: string;
  readonly heldOut: boolean;
  /** Places it has risen since the frame before; null where it was not among those shown. */
  readonly rise: number | null;
}

/** The first places after the epoch of a frame. */
export function listAt({ frames, titles, heldOut }: RankingData, frame: number): readonly Place[] {
  const before = frames[frame - 1]?.top;
  return (frames[frame]?.top ?? []).map((title, place) => {
    const was = before?.indexOf(title) ?? -1;
    return { title: titles[title] ?? '', heldOut: heldOut.includes(title), rise: was < 0 ? null : was - place };
  });
}

export interface HeldOut {
  readonly title: string;
  /** From 1. */
  readonly place: number;
  readonly first: number;
}

/** Where the user's held-out items stand after the epoch of a frame, and stood before training. */
export function heldOutAt({ frames, titles, heldOut }: RankingData, frame: number): readonly HeldOut[] {
  return heldOut.map((title, at) => ({
    title: titles[title] ?? '',
    place: frames[frame]?.places[at] ?? NaN,
    first: frames[0]?.places[at] ?? NaN
  }));
}

const relative = (place: number, listed: number): number => (listed < 2 ? 0 : (place - 1) / (listed - 1));

/** Relative places over epochs: the middle held-out click of all users, and each held-out item of the one. */
export function placeLines(data: RankingData, frame: number): readonly Line[] {
  const { frames, user } = data;
  const own = data.heldOut.map((title, at): Line => ({
    label: data.titles[title] ?? '',
    style: nthStyle('var(--hit)', at, 1.5),
    threads: [frames.map(({ epoch, places }) => ({ x: epoch, y: relative(places[at] ?? 1, user.listed) }))],
    main: [],
    marks: []
  }));
  const all = frames.flatMap(({ epoch, place }) => (place === null ? [] : [{ x: epoch, y: place }]));
  const epoch = frames[frame]?.epoch;
  return [
    ...own,
    {
      label: 'all users',
      style: nthStyle('var(--collaborative)', 0, 3),
      threads: [all],
      main: [],
      marks: all.filter(({ x }) => x === epoch)
    }
  ];
}

export const MEASURES = [
  { measure: 'loss', name: 'mean loss of the pairs, in nats', colour: 'var(--base)' },
  { measure: 'recall', name: 'validation recall@20', colour: 'var(--collaborative)' }
] as const;

type Measure = (typeof MEASURES)[number]['measure'];

export function measureLine({ frames }: RankingData, measure: Measure, frame: number): readonly Line[] {
  const points = frames.flatMap((at) => {
    const value = at[measure];
    return value === null ? [] : [{ x: at.epoch, y: value }];
  });
  const colour = MEASURES.find((one) => one.measure === measure)?.colour ?? 'var(--ink)';
  const marks = points.filter(({ x }) => x === frames[frame]?.epoch);
  return [{ label: measure, style: nthStyle(colour, 0, 2.5), threads: [points], main: [], marks }];
}

export const measureTable = ({ frames }: RankingData, measure: Measure, caption: string): DataTable => ({
  caption,
  columns: ['epoch', measure],
  rows: frames.map((frame) => [frame.epoch, frame[measure]])
});

export const placeTable = ({ frames, titles, heldOut }: RankingData, caption: string): DataTable => ({
  caption,
  columns: ['epoch', 'all users', ...heldOut.map((title) => `place of ${titles[title] ?? ''}`)],
  rows: frames.map(({ epoch, place, places }) => [epoch, place, ...places])
});
