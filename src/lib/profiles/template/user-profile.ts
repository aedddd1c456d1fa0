// One user's profile in sentences, from the profiles of a uniform sample of the user's training items and the user's own
// reviews of them (paper §3.2, user prompt). Says what the items have in common, what is praised and what was rated poor.
import type { Profile } from '../types';
import type { Attitude } from './attitude';
import { byLabel, saidOf, sharedValues, type SharedValue } from './attributes';
import type { Review } from '../evidence';
import type { PhraseForm } from '../text/noun-phrases';
import type { ItemProfile, ItemWriter } from './item-profile';
import { aspects } from './item-profile';
import { commonThemes, singleThemes, type Theme, type ThemeCounts } from './user-themes';
import { counted, listed } from '../text/wording';

/** One sampled interaction as the user's prompt has it: title, item profile, own review. */
export interface SampledItem {
  readonly id: string;
  readonly title: string;
  readonly item: ItemProfile;
  readonly rating: number | undefined;
  readonly review: Review | null;
}

/** What a user's profile is written with. */
export interface UserWriter extends ItemWriter {
  readonly themeCounts: ThemeCounts;
  /** Themes named at most; as many as half of them may be common ones. */
  readonly userThemes: number;
}

const ATTRIBUTES = 4;
const TITLES = 3;

/** What several items say, and of how many each is true. */
interface Shared {
  readonly themes: readonly Theme[];
  readonly values: readonly SharedValue[];
}

function reasoning(
  sampled: readonly SampledItem[],
  atHand: number,
  judged: readonly Attitude[],
  { themes, values }: Shared
): string {
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
  const common = [
    ...values.map(({ value, items }) => `${value} (${items})`),
    ...themes.map(({ words, items }) => `${words} (${items})`)
  ];
  const several = common.length > 0 ? ` Several of them share: ${common.join(', ')}.` : '';
  return `Composed from ${drawn} (${named}), and ${counted(reviews, 'own review')} of them.${ratings}${several}`;
}

/** What was rated low and is not what was liked. */
function ratedPoor(
  unwelcome: readonly SampledItem[],
  liked: Shared,
  singles: readonly PhraseForm[],
  writer: UserWriter
) {
  const said = [...liked.themes, ...singles];
  const about = singleThemes(
    unwelcome.map(({ item }) => item.phrases),
    said,
    writer.aspects.limit
  ).map(({ words }) => words);
  const likedValues = new Set(liked.values.map(({ value }) => value));
  const values = sharedValues(
    unwelcome.map(({ item }) => item.attributes),
    writer.attributeCounts,
    ATTRIBUTES
  ).filter(({ value }) => !likedValues.has(value));
  const parts = [
    ...(about.length > 0 ? [`items about ${listed(about)}`] : []),
    ...(values.length > 0 ? [`items with ${saidOf(byLabel(values))}`] : [])
  ];
  return parts.length > 0 ? `Rated poor: ${parts.join('; ')}.` : null;
}

/** `atHand`: how many training items the user has. */
export function writeUserProfile(sampled: readonly SampledItem[], atHand: number, writer: UserWriter): Profile {
  const judged = sampled.map(({ rating }) => writer.attitude(rating));
  const welcome = sampled.filter((_, index) => judged[index] !== 'disliked');
  const unwelcome = sampled.filter((_, index) => judged[index] === 'disliked');
  const phrases = welcome.map(({ item }) => item.phrases);
  const shared: Shared = {
    themes: commonThemes(phrases, writer.themeCounts, Math.ceil(writer.userThemes / 2)),
    values: sharedValues(
      welcome.map(({ item }) => item.attributes),
      writer.attributeCounts,
      ATTRIBUTES
    )
  };
  const singles = singleThemes(phrases, shared.themes, writer.userThemes - shared.themes.length);
  const reviews = sampled.map(({ review }) => review).filter((review) => review !== null);
  const sentences: string[] = [];
  const likes = [
    ...(shared.values.length > 0 ? [`likes ${saidOf(byLabel(shared.values))}`] : []),
    ...(shared.themes.length > 0
      ? [`keeps returning to items about ${listed(shared.themes.map(({ words }) => words))}`]
      : [])
  ];
  if (likes.length > 0) sentences.push(`This person ${likes.join(', and ')}.`);
  if (singles.length > 0) {
    const opens = sentences.length > 0 ? 'Other items are about' : 'This person likes items about';
    sentences.push(`${opens} ${listed(singles.map(({ words }) => words))}.`);
  }
  const praised = aspects(reviews, 'liked', writer);
  const mentioned = aspects(reviews, 'unrated', writer);
  const disliked = aspects(reviews, 'disliked', writer);
  if (praised.length > 0) sentences.push(`Own reviews praise ${listed(praised)}.`);
  if (mentioned.length > 0) sentences.push(`Own reviews mention ${listed(mentioned)}.`);
  if (disliked.length > 0) sentences.push(`Own reviews complain about ${listed(disliked)}.`);
  const poor = ratedPoor(unwelcome, shared, singles, writer);
  if (poor !== null) sentences.push(poor);
  const fields = new Set<string>();
  if (sampled.length > 0) fields.add('title').add('item profile');
  if (reviews.length > 0) fields.add('reviews');
  if (judged.some((attitude) => attitude !== 'unrated')) fields.add('ratings');
  const because = reasoning(sampled, atHand, judged, shared);
  return {
    text: sentences.length > 0 ? sentences.join(' ') : null,
    reasoning:
      sentences.length > 0 ? because : `${because} Nothing in them sets the user apart, so there is no profile.`,
    evidence: { items: sampled.map(({ id }) => id), reviews: reviews.length, fields: [...fields] }
  };
}
