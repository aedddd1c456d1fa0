// How strong pulls are by how much was clicked: users and items apart, in quarters by training degree. Pure.
import { smallest } from '#lib/elementary/extent';
import type { PullData } from './stored';

export type StrengthGroup = PullData['runs'][number]['strength'][number];

/**
 * Groups of one kind of node, by falling rarity: cut where a quarter, half and three quarters of the nodes lie at or below a degree.
 * Nodes of one degree stay together, so that groups differ in size and there may be fewer than four.
 * @param lengths of the pull, by node
 * @param degrees training interactions, by node
 */
export function strengthGroups(
  node: StrengthGroup['node'],
  lengths: ArrayLike<number>,
  degrees: ArrayLike<number>
): StrengthGroup[] {
  const sorted = Array.from(degrees).sort((a, b) => a - b);
  const cuts = [0.25, 0.5, 0.75, 1].map((share) => sorted[Math.ceil(share * sorted.length) - 1] ?? 0);
  const upper = [...new Set(cuts)];
  return upper.map((high, at) => {
    const above = at === 0 ? -Infinity : (upper[at - 1] ?? 0);
    const members = Array.from(degrees, (degree, index) => ({ degree, index })).filter(
      ({ degree }) => degree > above && degree <= high
    );
    const pulls = members.map(({ index }) => lengths[index] ?? 0);
    return {
      node,
      low: smallest(members.map(({ degree }) => degree)),
      high,
      nodes: members.length,
      pulled: pulls.filter((length) => length > 0).length,
      mean: pulls.reduce((sum, length) => sum + length, 0) / members.length
    };
  });
}
