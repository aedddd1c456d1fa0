// What a verdict can be, and how much a claim speaks of. Apart from the rule, which forms do not need.
export const VERDICTS = ['holds', 'does-not-hold', 'cannot-be-told'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What a pair says of a claim. */
export const SAYS = ['for', 'against', 'open'] as const;
export type Says = (typeof SAYS)[number];

/** How many of the pairs say what. */
export function countSays(pairs: readonly { readonly says: Says }[]): Readonly<Record<Says, number>> {
  const counts = { for: 0, against: 0, open: 0 };
  for (const { says } of pairs) counts[says]++;
  return counts;
}

/** Of its pairs. */
export const SHARES = ['all', 'most'] as const;
export type Share = (typeof SHARES)[number];
