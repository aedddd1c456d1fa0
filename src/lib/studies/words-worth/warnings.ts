// What a reader should know of a set of vectors before training with it, as sentences. Pure; safe for pages.
import type { Apartness, WordsWorth } from './words-worth';

/** Mean cosine from which two nodes are all but one to whatever compares them by direction. */
const ALIKE = 0.95;
const MANY = 0.5;

/** @param language of the texts that the encoder was trained on, where it knows one only */
export function wordWarnings({ recall, users, items, languages }: WordsWorth, language?: string): readonly string[] {
  const texts = languages.reduce((sum, each) => sum + each.texts, 0);
  const known = languages.find(({ name }) => name === language)?.texts ?? 0;
  const readable = known + (languages.find(({ name }) => name === 'Latin letters')?.texts ?? 0);
  return [
    ...apartWarnings('users', users),
    ...apartWarnings('items', items),
    ...(recall && recall.value <= recall.chance
      ? ['Ranked by these vectors alone, held-out items are found no better than by chance.']
      : []),
    ...(language !== undefined && texts > 0 && readable < MANY * texts
      ? [`Most texts are not in ${language}, which is all that this encoder was trained on.`]
      : [])
  ];
}

function apartWarnings(whose: string, { nodes, empty, same, cosine }: Apartness): readonly string[] {
  const vectors = nodes - empty;
  return [
    ...(empty > MANY * nodes ? [`Most ${whose} have no vector.`] : []),
    ...(vectors > 1 && same >= MANY * vectors
      ? [
          `${same.toLocaleString('en-US')} of ${vectors.toLocaleString('en-US')} ${whose} have a vector that is another one’s too.`
        ]
      : cosine !== null && cosine >= ALIKE
        ? [`Vectors hardly tell ${whose} apart: two of them have a cosine of ${cosine.toFixed(2)} on average.`]
        : [])
  ];
}
