// Says in words and numbers what the picture of a pair shows. Pure.
import type { ExploreOverview, PairMove, PairPicture, PairStrip } from '#lib/studies/explore/types';
import { formatCount } from '../../text/format';
import type { DataTable } from '../../text/table';

/** Lowest and highest rank over the seeds; null where there is one. */
export function seedRange({ seeds }: Pick<PairStrip, 'seeds'>): { readonly low: number; readonly high: number } | null {
  const ranks = seeds.map(({ rank }) => rank).sort((one, other) => one - other);
  const [low, high] = [ranks[0], ranks.at(-1)];
  return low === undefined || high === undefined || ranks.length < 2 ? null : { low, high };
}

/** "12", "12.5", "1,200" */
export const rankText = (rank: number): string => rank.toLocaleString('en-US', { maximumFractionDigits: 1 });

export function stripInWords({ rank, seeds, run }: PairStrip, of: number): string {
  const range = seedRange({ seeds });
  const others = range
    ? `; over ${seeds.length} seeds ${rankText(range.low)} to ${rankText(range.high)}`
    : '; no other seed is stored';
  return `Rank ${rankText(rank)} of ${formatCount(of)} under ${run.toUpperCase()}${others}.`;
}

/** Whether what differs between A and B is more than what another seed does alone; "" where there is nothing to hold it against. */
export function besideSeeds({ strips }: Pick<PairPicture, 'strips'>): string {
  const [a, b] = strips.map(seedRange);
  if (!a || !b) return 'Runs of other seeds are not stored, so nothing here says what chance alone does.';
  const isApart = a.high < b.low || b.high < a.low;
  return isApart
    ? 'The ranks of A’s seeds and of B’s do not overlap.'
    : 'The ranks of A’s seeds and of B’s overlap: another seed may do as much as the other run.';
}

export function spreadInWords({ spread, strips, of }: Pick<PairPicture, 'spread' | 'strips' | 'of'>): string {
  const [before, after] = strips;
  if (!spread || !before || !after) return '';
  const moved =
    before.rank === after.rank
      ? `stays at place ${rankText(after.rank)}`
      : `comes from place ${rankText(before.rank)} to place ${rankText(after.rank)}`;
  return (
    `From A to B this pair ${moved} of ${formatCount(of)}, more towards each other than ${Math.round(100 * spread.below)} % of all ` +
    `${formatCount(spread.pairs)} pairs. ${Math.round(100 * spread.closer)} % of those came closer; half would be no difference.`
  );
}

/** "12 → 3 of 611" */
export const moveInWords = ({ before, after, of }: PairMove): string =>
  `${rankText(before)}${after === null ? '' : ` → ${rankText(after)}`} of ${formatCount(of)}`;

export function pictureTable(overview: ExploreOverview, picture: PairPicture): DataTable {
  const { ids, runs } = overview;
  const six = (value: number) => Number(value.toPrecision(6));
  return {
    caption: `Ranks of user ${ids[picture.other] ?? ''} among the ${formatCount(picture.of)} users far from ${ids[picture.user] ?? ''}`,
    columns: ['what', 'value'],
    rows: [
      ...picture.strips.flatMap(({ run, seeds }) =>
        seeds.map(({ seed, rank }): readonly [string, number] => [
          `rank under ${run}: ${runs[run]?.label ?? run}, seed ${seed}`,
          rank
        ])
      ),
      ...(picture.spread
        ? ([
            ['change of relative rank from A to B', six(picture.spread.own)],
            ['share of all pairs that moved less', six(picture.spread.below)],
            ['share of all pairs that came closer', six(picture.spread.closer)],
            ['median change of all pairs', six(picture.spread.median)],
            ['pairs', picture.spread.pairs],
            ...picture.spread.bins.map((count, bin): readonly [string, number] => {
              const width = 2 / (picture.spread?.bins.length ?? 1);
              return [`pairs with a change about ${(bin * width - 1 + width / 2).toFixed(2)}`, count];
            })
          ] as const)
        : [])
    ]
  };
}
