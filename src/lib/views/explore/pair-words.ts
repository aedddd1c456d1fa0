// What two users are to each other, in words: how far apart, how alike to each run, what they share. Pure.
import type { ExploreOverview, ExplorePair, PairRelevance } from '#lib/engine/io/protocol';
import { formatCount, formatNumber, listInWords, plural } from '../format';
import type { DataTable } from '../table';
import { kindOf } from './nodes';

/** The other user is far where more hops lie between (model spec §11; paper §4.5). */
export const FAR = 3;

export function isFar({ distance }: Pick<ExplorePair, 'distance'>): boolean {
  return distance === null || distance > FAR;
}

export function distanceInWords({ distance }: Pick<ExplorePair, 'distance'>): string {
  if (distance === null) return 'No path of training clicks leads from one to the other.';
  if (distance === 2) return 'They are 2 hops apart: at least one item was clicked by both.';
  return `They are ${distance} hops apart: ${(distance - 2) / 2 === 1 ? 'one other user lies' : `${(distance - 2) / 2} other users lie`} between them on a shortest path.`;
}

/** How a run ranks the other user; why there is no rank, where there is none. */
export function rankInWords({ rank, of }: PairRelevance): string {
  return rank === null
    ? `no rank: only users more than ${FAR} hops away are ranked`
    : `rank ${formatCount(rank)} of ${formatCount(of)} far users`;
}

/** "rank 12 of 611 far users under A, 3 under B": the whole study of one pair in a line; empty where ranks are not defined. */
export function ranksInOneLine(relevance: readonly PairRelevance[]): string {
  const [first, ...others] = relevance.filter(({ rank }) => rank !== null);
  if (!first || first.rank === null) return '';
  const rest = others.map(({ run, rank }) => `${formatCount(rank ?? 0)} under ${run.toUpperCase()}`);
  const start = `Rank ${formatCount(first.rank)} of ${formatCount(first.of)} far users under ${first.run.toUpperCase()}`;
  return `${listInWords([start, ...rest])}.`;
}

export function sharedInWords({ sharedHeldOut, sharedTrain }: ExplorePair): string {
  const both = (count: number) => (count === 0 ? 'no item' : plural(count, 'item'));
  return `Both have ${both(sharedHeldOut.length)} held out for the test, and clicked ${both(sharedTrain.length)} in training.`;
}

export function pairTable(overview: ExploreOverview, user: number, other: number, pair: ExplorePair): DataTable {
  const value = (number: number | null) => (number === null ? null : Number(formatNumber(number, 6).replace('−', '-')));
  const names = (nodes: readonly number[]) => nodes.map((node) => overview.ids[node] ?? '').join(' ');
  return {
    caption: `Users ${overview.ids[user] ?? ''} and ${overview.ids[other] ?? ''}`,
    columns: ['what', 'value'],
    rows: [
      ['user', overview.ids[user] ?? ''],
      ['other user', overview.ids[other] ?? ''],
      ['hops', pair.distance],
      ['path', pair.path.map((node) => `${kindOf(overview, node)} ${overview.ids[node] ?? ''}`).join(' – ')],
      ...pair.relevance.flatMap(({ run, cosine, rank, of }): (readonly [string, number | null])[] => {
        const name = overview.runs[run]?.label ?? run;
        return [
          [`cosine under ${run}: ${name}`, value(cosine)],
          [`rank among far users under ${run}: ${name}`, rank],
          [`far users under ${run}: ${name}`, of]
        ];
      }),
      ['cosine of profiles', value(pair.semantic)],
      ['held out for both', names(pair.sharedHeldOut)],
      ['clicked by both', names(pair.sharedTrain)]
    ]
  };
}
