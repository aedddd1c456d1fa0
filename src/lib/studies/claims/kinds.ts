// What a verdict can be, and how much a claim speaks of. Apart from the rule, which forms do not need.
export const VERDICTS = ['holds', 'does-not-hold', 'cannot-be-told'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Of its pairs. */
export const SHARES = ['all', 'most'] as const;
export type Share = (typeof SHARES)[number];
