// Writes the words of the figure "noise": where its marks come from, what kinds there are, how a guess went. Pure.
import { formatCount, formatNumber, formatShare, listInWords, plural } from '../../../text/format';
import type { FigureResult } from '#lib/notebook/kinds/figure/stored';
import { chanceOfAsMany, expectedHits, type Guess } from './guess';

export type NoiseData = Extract<FigureResult['data'], { show: 'noise' }>;

/** Kinds come with the data, and may have any name. */
const KINDS: ReadonlyMap<string, { readonly short: string; readonly meaning: string }> = new Map([
  ['misclick', { short: 'misclick', meaning: 'a misclick hits any item alike' }],
  ['popularity', { short: 'popularity', meaning: 'a click for popularity goes where everybody goes' }],
  ['added', { short: 'added', meaning: 'an added click was drawn at random when the data were prepared' }]
]);

export const kindName = (kind: string): string => KINDS.get(kind)?.short ?? kind;

/** All kinds of the marks, in the order in which they first stand. */
export function kindsOf({ parts }: NoiseData): readonly string[] {
  return [...new Set(parts.flatMap(({ kinds }) => kinds.map(({ kind }) => kind)))];
}

/** What the clicks that are not marked are called. */
export const UNMARKED: Readonly<Record<NoiseData['marks'], string>> = {
  truth: 'by taste',
  both: 'by taste',
  clean: 'not added',
  none: 'all clicks'
};

const SOURCES: Readonly<Record<Exclude<NoiseData['marks'], 'none'>, string>> = {
  truth: 'These data are synthetic, and the program that made them noted which clicks have nothing to do with taste.',
  clean:
    'Training clicks that the same data without noise do not have are marked as added. Whether there was noise before, nobody knows.',
  both: 'These data are synthetic, and the program that made them noted which clicks have nothing to do with taste; training clicks that the same data without noise do not have are marked as added.'
};

/** Where the marks come from, and what each kind means; null where there are none. */
export function marksInWords(data: NoiseData): string | null {
  if (data.marks === 'none') return null;
  const meanings = kindsOf(data).flatMap((kind) => KINDS.get(kind)?.meaning ?? []);
  const said = listInWords(meanings);
  return SOURCES[data.marks] + (said === '' ? '' : ` ${said.charAt(0).toUpperCase()}${said.slice(1)}.`);
}

/** How a guess went, against chance. */
export function guessInWords(guess: Guess): readonly string[] {
  const { clicks, noise, marked, hits } = guess;
  if (noise === 0) return [`None of these ${plural(clicks, 'click')} is marked as noise.`];
  const there = `${plural(noise, 'slip')} among ${plural(clicks, 'click')}`;
  if (marked === 0) return [`You marked none. There ${noise === 1 ? 'is' : 'are'} ${there}.`];
  const found = `You marked ${plural(marked, 'click')} and found ${hits} of ${there}.`;
  const expected = `Marking ${marked} at random finds ${formatNumber(expectedHits(guess), 2)} on average`;
  if (hits === 0) return [found, `${expected}.`];
  const chance = formatShare(chanceOfAsMany(guess));
  return [found, `${expected}, and at least ${hits} with a chance of ${chance}.`];
}

/** What is to be said of a guess where nobody knows which clicks are noise. */
export function uncheckedInWords({ clicks, marked }: Pick<Guess, 'clicks' | 'marked'>): readonly string[] {
  const guess = marked === 0 ? 'You marked none' : `You marked ${formatCount(marked)}`;
  return [
    `${guess} of ${plural(clicks, 'click')}. Whether they are slips, nobody can check: this data set brings no marks of noise.`
  ];
}
