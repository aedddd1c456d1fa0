// The ways to split, by name. Pure, so that forms can list them; what each does is in methods.ts.
export const SPLIT_METHODS = [
  'own',
  'paper',
  'user-random',
  'user-time',
  'time',
  'leave-one-out',
  'cold-items'
] as const;
export type SplitMethod = (typeof SPLIT_METHODS)[number];
