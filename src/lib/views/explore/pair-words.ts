// Puts into words what two users are to each other: how far apart, how alike to each run, what they share. Pure.
import type { ExploreOverview, ExplorePair, PairRelevance } from '#lib/studies/explore/types';
import { formatCount, listInWords, plural } from '../text/format';
import type { DataTable } from '../text/table';
import type { FinderQuestion } from './session/backend';
import { kindOf, nameOfNode } from './nodes';

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

/** "12 of 611": the rank of the other user alone, for places that say among whom; an en dash where there is none. */
export function shortRank({ rank, of }: Pick<PairRelevance, 'rank' | 'of'>): string {
  return rank === null ? '–' : `${formatCount(rank)} of ${formatCount(of)}`;
}

/** How a run ranks the other user; why there is no rank, where there is none. */
export function rankInWords({ rank, of }: PairRelevance): string {
  return rank === null
    ? `no rank: only users more than ${FAR} hops away are ranked`
    : `rank ${shortRank({ rank, of })} far users`;
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
  return `Both have ${both(sharedHeldOut.length)} held out from training (test or validation), and clicked ${both(sharedTrain.length)} in training.`;
}

/** All numbers of a pair as a table: hops, path, cosines to six significant digits, ranks from 1, and the ids of what both have. */
export function pairTable(overview: ExploreOverview, user: number, other: number, pair: ExplorePair): DataTable {
  const value = (number: number | null) => (number === null ? null : Number(number.toPrecision(6)));
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

/** What the finder was asked, to stand over its answer. */
export function askInWords(overview: ExploreOverview, { user, rule }: FinderQuestion): string {
  const whose = user === null ? 'Pairs of all users' : `Pairs of ${nameOfNode(overview, user)}`;
  if (rule === 'random') return `${whose}, drawn at random, the same draw each time.`;
  const hasWords = overview.spaces.some(({ key }) => key === 'semantic');
  return `${whose}, ${hasWords ? 'those most alike in their profiles' : 'those with most held-out items in common'} first.`;
}

export function noneFoundInWords(overview: ExploreOverview, { user }: FinderQuestion): string {
  if (user === null) return 'No two users are more than three hops apart and hold out an item in common.';
  return `No user is more than three hops from ${nameOfNode(overview, user)} and holds out an item in common; ask for pairs of all users.`;
}
