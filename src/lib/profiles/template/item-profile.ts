// One item's profile in sentences, from its evidence (paper eq. 13). States noun phrases and attributes; invents nothing.
import type { Phrase, PhraseCounts, PhraseReader, SalienceOptions } from '../text/phrases';
import { salientPhrases } from '../text/phrases';
import { contentKey } from '../text/noun-phrases';
import type { Profile } from '../types';
import type { Attitude } from './attitude';
import { saidOf, yearOf, type AttributeCounts, type AttributeValues } from './attributes';
import type { ItemEvidence, Review } from '../evidence';
import { evidenceTexts } from '../evidence';
import { counted, listed } from '../text/wording';

/** The profile, and the phrases and values it names, which the profiles of its users are composed of. */
export interface ItemProfile {
  readonly profile: Profile;
  readonly phrases: readonly Phrase[];
  readonly attributes: readonly AttributeValues[];
}

export interface ItemWriter {
  readonly reader: PhraseReader;
  readonly counts: PhraseCounts;
  readonly reviewCounts: PhraseCounts;
  readonly attributeCounts: AttributeCounts;
  readonly themes: SalienceOptions;
  readonly aspects: SalienceOptions;
  attitude(rating: number | undefined): Attitude;
}

/** Phrases of those reviews that `attitude` judges so. */
export function aspects(reviews: readonly Review[], wanted: Attitude, writer: ItemWriter): string[] {
  const texts = reviews.filter(({ rating }) => writer.attitude(rating) === wanted).map(({ text }) => text);
  return salientPhrases(texts, writer.reader, writer.reviewCounts, writer.aspects).map(({ words }) => words);
}

const LEADING_THEMES = 4;

function reasoning(evidence: ItemEvidence, labels: readonly string[]): string {
  const attributes = labels.length > 0 ? `, the attributes ${listed(labels)}` : '';
  if (evidence.description !== null) return `Composed from the title${attributes} and the description.`;
  const { reviews, reviewsAtHand } = evidence;
  if (reviewsAtHand === 0 && labels.length === 0)
    return 'Nothing but the title is known: there is no description, no attribute and no review in the training data.';
  let read = 'no training reviews';
  if (reviews.length > 0 && reviews.length === reviewsAtHand)
    read = `all of its ${counted(reviewsAtHand, 'review')} in the training data`;
  else if (reviews.length > 0)
    read = `${reviews.length} of its ${counted(reviewsAtHand, 'review')} in the training data, drawn at random`;
  return `There is no description. Composed from the title${attributes} and ${read}.`;
}

/** Who would like it, and what it is about: by its attributes where some are known, else by its themes. */
function opening(title: string, attributes: string, themes: readonly string[]): string[] {
  const leading = listed(themes.slice(0, LEADING_THEMES));
  if (attributes === '' && leading === '') return [];
  if (attributes === '') return [`${title} would suit people who like items about ${leading}.`];
  const known = `${title} would suit people who like ${attributes}.`;
  return leading === '' ? [known] : [known, `It is about ${leading}.`];
}

export function writeItemProfile(id: string, evidence: ItemEvidence, writer: ItemWriter): ItemProfile {
  const attributes = writer.attributeCounts.readable(evidence.attributes, evidence.title);
  const year = yearOf(evidence.attributes);
  const labels = evidence.attributes
    .filter(([label, value]) => value === year || attributes.some((said) => said.label === label))
    .map(([label]) => label);
  // What an attribute says need not be said twice: an author's name in the blurb.
  const said = new Set(attributes.flatMap(({ values }) => values.map(contentKey)));
  const phrases = salientPhrases(evidenceTexts(evidence), writer.reader, writer.counts, writer.themes).filter(
    ({ key }) => !said.has(key)
  );
  const words = phrases.map((phrase) => phrase.words);
  const sentences = opening(evidence.title, saidOf(attributes), words);
  if (words.length > LEADING_THEMES) sentences.push(`It also touches on ${listed(words.slice(LEADING_THEMES))}.`);
  const praised = aspects(evidence.reviews, 'liked', writer);
  const disliked = aspects(evidence.reviews, 'disliked', writer);
  if (praised.length > 0) sentences.push(`Reviews praise ${listed(praised)}.`);
  if (disliked.length > 0) sentences.push(`Some reviews complain about ${listed(disliked)}.`);
  if (year !== undefined && sentences.length > 0) sentences.push(`It is from ${year}.`);
  const fields = [
    'title',
    ...(evidence.description === null ? [] : ['description']),
    ...labels,
    ...(evidence.reviews.length > 0 ? ['reviews'] : [])
  ];
  return {
    profile: {
      text: sentences.length > 0 ? sentences.join(' ') : null,
      reasoning:
        sentences.length > 0
          ? reasoning(evidence, labels)
          : `${reasoning(evidence, labels)} Nothing in that sets it apart, so there is no profile.`,
      evidence: { items: [id], reviews: evidence.reviews.length, fields }
    },
    phrases,
    attributes
  };
}
