// One item's profile in sentences, from its evidence (paper eq. 13). States salient phrases and attributes; invents nothing.
import type { Phrase, PhraseCounts, SalienceOptions } from '../text/phrases';
import { salientPhrases } from '../text/phrases';
import type { Profile } from '../types';
import type { Attitude } from './attitude';
import type { ItemEvidence, Review } from '../evidence';
import { evidenceText } from '../evidence';
import { counted, listed } from '../text/wording';

/** The profile and the phrases it names, which the profiles of its users are composed of. */
export interface ItemProfile {
  readonly profile: Profile;
  readonly phrases: readonly Phrase[];
  readonly attributes: readonly (readonly [label: string, value: string])[];
}

export interface ItemWriter {
  readonly counts: PhraseCounts;
  readonly reviewCounts: PhraseCounts;
  readonly themes: SalienceOptions;
  readonly aspects: SalienceOptions;
  attitude(rating: number | undefined): Attitude;
}

/** Phrases of those reviews that `attitude` judges so. */
export function aspects(reviews: readonly Review[], wanted: Attitude, writer: ItemWriter): Phrase[] {
  const text = reviews
    .filter((review) => writer.attitude(review.rating) === wanted)
    .map((review) => review.text)
    .join('\n');
  return text === '' ? [] : salientPhrases(text, writer.reviewCounts, writer.aspects);
}

const LEADING_THEMES = 4;

function reasoning(evidence: ItemEvidence): string {
  const labels = evidence.attributes.map(([label]) => label);
  const attributes = labels.length > 0 ? `, the attributes ${listed(labels)}` : '';
  if (evidence.description !== null) return `Composed from the title${attributes} and the description.`;
  const { reviews, reviewsAtHand } = evidence;
  let read = 'no training reviews';
  if (reviews.length > 0 && reviews.length === reviewsAtHand)
    read = `all of its ${counted(reviewsAtHand, 'review')} in the training data`;
  else if (reviews.length > 0)
    read = `${reviews.length} of its ${counted(reviewsAtHand, 'review')} in the training data, drawn at random`;
  return `There is no description. Composed from the title${attributes} and ${read}.`;
}

export function writeItemProfile(id: string, evidence: ItemEvidence, writer: ItemWriter): ItemProfile {
  const phrases = salientPhrases(evidenceText(evidence), writer.counts, writer.themes);
  const words = phrases.map((phrase) => phrase.words);
  const sentences: string[] = [];
  if (words.length > 0)
    sentences.push(`${evidence.title} would suit people who like ${listed(words.slice(0, LEADING_THEMES))}.`);
  if (words.length > LEADING_THEMES) sentences.push(`It also touches on ${listed(words.slice(LEADING_THEMES))}.`);
  if (evidence.attributes.length > 0) {
    const stated = evidence.attributes.map(([label, value]) => `${label} ${value}`).join('; ');
    sentences.push(words.length > 0 ? `It is listed with ${stated}.` : `${evidence.title} is listed with ${stated}.`);
  }
  const praised = aspects(evidence.reviews, 'liked', writer).map((phrase) => phrase.words);
  const disliked = aspects(evidence.reviews, 'disliked', writer).map((phrase) => phrase.words);
  if (praised.length > 0) sentences.push(`Reviews praise ${listed(praised)}.`);
  if (disliked.length > 0) sentences.push(`Some reviews complain about ${listed(disliked)}.`);
  const fields = ['title'];
  if (evidence.description !== null) fields.push('description');
  for (const [label] of evidence.attributes) fields.push(label);
  if (evidence.reviews.length > 0) fields.push('reviews');
  return {
    profile: {
      text: sentences.length > 0 ? sentences.join(' ') : null,
      reasoning:
        sentences.length > 0
          ? reasoning(evidence)
          : `${reasoning(evidence)} Nothing in them is salient, so there is no profile.`,
      evidence: { items: [id], reviews: evidence.reviews.length, fields }
    },
    phrases,
    attributes: evidence.attributes
  };
}
