// Which phrases of a profile stand in what its writer was shown. Pure.
import type { FigureResult } from '#lib/notebook/kinds/figure/stored';

export type LeakData = Extract<FigureResult['data'], { show: 'leak' }>;

/** Phrases of the profile that stand in an entry of the prompt; of all entries where none is chosen. */
export const phrasesOf = ({ profile }: Pick<LeakData, 'profile'>, entry: number | null): readonly string[] =>
  profile.phrases.flatMap(({ words, entries }) => (entry === null || entries.includes(entry) ? [words] : []));
