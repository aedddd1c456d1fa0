// One user's profile in sentences, from the profiles of a uniform sample of the user's training items and the user's own
// reviews of them (paper §3.2, user prompt). Says what the items have in common, what is praised and what is disliked.
import type { Phrase } from '../text/phrases';
import { withoutOverlap } from '../text/phrases';
import type { Profile } from '../types';
import type { Attitude } from './attitude';
import type { Review } from '../evidence';
import type { ItemProfile, ItemWriter } from './item-profile';
import { aspects } from './item-profile';
import { counted, listed } from '../text/wording';

/** One sampled interaction as the user's prompt has it: title, item profile, own review. */
export interface SampledItem {
  readonly id: string;
  readonly title: string;
  readonly item: ItemProfile;
  readonly rating: number | undefined;
  readonly review: Review | null;
}

interface Theme extends Phrase {
  readonly items: number;
}

/** Phrases of the items' profiles, those named by most items first: weight = items naming it × sum of their scores. */
function commonThemes(items: readonly SampledItem[]): Theme[] {
  const themes = new Map<string, { key: string; words: string; score: number; items: number }>();
  for (const { item } of items) {
    for (const { key, words, score } of item.phrases) {
      const known = themes.get(key);
      if (known) {
        known.score += score;
        known.items += 1;
      } else themes.set(key, { key, words, score, items: 1 });
    }
  }
  return [...themes.values()].sort((a, b) => b.items * b.score - a.items * a.score);
}

/** Attribute values that at least two sampled items state, most frequent first, by label: "genre drama and comedy". */
function commonAttributes(items: readonly SampledItem[], limit: number): string[] {
  const frequency = new Map<string, { label: string; value: string; count: number }>();
  for (const { item } of items) {
    for (const [label, values] of item.attributes) {
      // A field may hold several values in one text.
      for (const value of new Set(values.split(/\s*[,;|]\s*/u).filter((part) => part !== ''))) {
        const key = `${label}\n${value}`;
        const known = frequency.get(key);
        if (known) known.count += 1;
        else frequency.set(key, { label, value, count: 1 });
      }
    }
  }
  const common = [...frequency.values()]
    .filter(({ count }) => count > 1)
    .sort((a, b) => b.count - a.count)
    .slice(0, limit);
  const labels = [...new Set(common.map(({ label }) => label))];
  return labels.map((label) => {
    const values = common.filter((each) => each.label === label).map(({ value }) => value);
    return `${label} ${listed(values)}`;
  });
}

const ATTRIBUTES = 4;
const TITLES = 3;

function reasoning(sampled: readonly SampledItem[], atHand: number, judged: readonly Attitude[]): string {
  if (sampled.length === 0) return 'There are no training interactions to compose a profile from.';
  const titles = sampled.slice(0, TITLES).map(({ title }) => `"${title}"`);
  const more = sampled.length - titles.length;
  const named = more > 0 ? `${titles.join(', ')} and ${more} more` : listed(titles);
  const drawn =
    sampled.length === atHand
      ? `all ${counted(atHand, 'training item')}`
      : `${sampled.length} of ${counted(atHand, 'training item')}, drawn at random`;
  const reviews = sampled.filter(({ review }) => review !== null).length;
  const liked = judged.filter((attitude) => attitude === 'liked').length;
  const disliked = judged.filter((attitude) => attitude === 'disliked').length;
  const ratings = liked + disliked > 0 ? ` Ratings: ${liked} high, ${disliked} low.` : '';
  return `Composed from ${drawn} (${named}), and ${counted(reviews, 'own review')} of them.${ratings}`;
}

/** `atHand`: how many training items the user has. `limit`: themes named at most. */
export function writeUserProfile(
  sampled: readonly SampledItem[],
  atHand: number,
  limit: number,
  writer: ItemWriter
): Profile {
  const judged = sampled.map(({ rating }) => writer.attitude(rating));
  const welcome = sampled.filter((_, index) => judged[index] !== 'disliked');
  const unwelcome = sampled.filter((_, index) => judged[index] === 'disliked');
  const named = withoutOverlap(commonThemes(welcome), limit);
  const repeated = named.filter((theme) => theme.items > 1).map((theme) => theme.words);
  const single = named.filter((theme) => theme.items === 1).map((theme) => theme.words);
  const reviews = sampled.map(({ review }) => review).filter((review) => review !== null);
  const sentences: string[] = [];
  if (repeated.length > 0) sentences.push(`This person keeps returning to ${listed(repeated)}.`);
  if (single.length > 0)
    sentences.push(`This person ${repeated.length > 0 ? 'also likes' : 'likes'} ${listed(single)}.`);
  const attributes = commonAttributes(welcome, ATTRIBUTES);
  if (attributes.length > 0) sentences.push(`Several of the items are listed with ${attributes.join('; ')}.`);
  const praised = aspects(reviews, 'liked', writer).map((phrase) => phrase.words);
  const disliked = aspects(reviews, 'disliked', writer).map((phrase) => phrase.words);
  const mentioned = [...aspects(reviews, 'unrated', writer)].map((phrase) => phrase.words);
  if (praised.length > 0) sentences.push(`Own reviews praise ${listed(praised)}.`);
  if (mentioned.length > 0) sentences.push(`Own reviews mention ${listed(mentioned)}.`);
  if (disliked.length > 0) sentences.push(`Own reviews complain about ${listed(disliked)}.`);
  else if (unwelcome.length > 0) {
    // Low ratings without words: what those items are about, unless items that were welcome are about it too.
    const welcomed = new Set(named.map((theme) => theme.key));
    const poor = withoutOverlap(commonThemes(unwelcome), limit)
      .filter((theme) => !welcomed.has(theme.key))
      .slice(0, writer.aspects.limit);
    if (poor.length > 0) sentences.push(`Items about ${listed(poor.map((theme) => theme.words))} were rated poor.`);
  }
  const fields = new Set<string>();
  if (sampled.length > 0) fields.add('title').add('item profile');
  if (reviews.length > 0) fields.add('reviews');
  if (judged.some((attitude) => attitude !== 'unrated')) fields.add('ratings');
  const because = reasoning(sampled, atHand, judged);
  return {
    text: sentences.length > 0 ? sentences.join(' ') : null,
    reasoning: sentences.length > 0 ? because : `${because} They say nothing salient, so there is no profile.`,
    evidence: { items: sampled.map(({ id }) => id), reviews: reviews.length, fields: [...fields] }
  };
}
