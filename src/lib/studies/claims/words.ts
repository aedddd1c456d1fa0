// What is said of a verdict in words: what it rests on, and what would change it. Pure.
import { countSays, type Says, type Share, type Verdict } from './kinds';
import type { JudgedPair } from './verdict';

/** A pair with its name: "con > base". */
export type NamedPair = JudgedPair & { readonly name: string };

const pairsOf = (count: number): string => `${count} ${count === 1 ? 'pair' : 'pairs'}`;

/** "of 12 pairs 9 for it, 1 against it, 2 open". */
export function countsInWords(pairs: readonly JudgedPair[]): string {
  const { for: forIt, against, open } = countSays(pairs);
  return `of ${pairsOf(pairs.length)} ${forIt} for it, ${against} against it, ${open} open`;
}

const byP = (a: NamedPair, b: NamedPair): number => (a.p ?? 1) - (b.p ?? 1);
const pInWords = ({ p }: NamedPair): string =>
  p === null ? 'no test' : p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`;

/** What would have to come out otherwise. */
export function changeInWords(
  { verdict, pairs }: { verdict: Verdict; pairs: readonly NamedPair[] },
  share: Share
): string {
  const of = (what: Says): readonly NamedPair[] => pairs.filter(({ says }) => says === what).sort(byP);
  const more = share === 'most' ? 'half of the pairs or more' : 'one pair';
  if (verdict === 'holds') {
    const least = of('for').at(-1);
    return `Runs by which ${more} would not be told from chance, or would turn; the least sure is ${least ? `${least.name} (${pInWords(least)})` : 'none'}.`;
  }
  if (verdict === 'does-not-hold') {
    const [surest] = of('against');
    const which = share === 'most' ? 'enough of the pairs against it' : 'every pair against it';
    return `Runs by which ${which} would turn or could no longer be told from chance; the surest is ${surest ? `${surest.name} (${pInWords(surest)})` : 'none'}.`;
  }
  const open = of('open');
  const untested = open.filter(({ p }) => p === null);
  if (untested.length > 0) {
    return `Seeds that both sides share: ${pairsOf(untested.length)} have too few for a test (${untested[0]?.name ?? ''}).`;
  }
  const nearest = open.slice(0, 1).map((pair) => `; the nearest to it is ${pair.name} (${pInWords(pair)})`);
  return `More seeds: they narrow the intervals of what cannot be told from chance (${pairsOf(open.length)}${nearest.join('')}).`;
}
