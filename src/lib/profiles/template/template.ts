// Profile generator "template": composes profiles from noun phrases, attributes and ratings of the training data. Not a
// language model and labelled so; it keeps the paper's order and choice of evidence (§3.2), so that the pipeline runs
// without a key and every statement can be traced to a training row.
import { STREAM } from '#kernels/random/streams';
import { ratingAt } from '#lib/dataset/columns/interaction-columns';
import type { TrainView } from '#lib/dataset/types';
import { appError } from '#lib/errors/app-error';
import { paced, type Work } from '#lib/work/work';
import { countPhrases, phraseReader } from '../text/phrases';
import { loadTagger, type Tagger } from '../text/tagger';
import type { ProfileGenerator } from '../generator';
import type { Profile, ProfileSet } from '../types';
import { makeAttitude } from './attitude';
import { AttributeCounts } from './attributes';
import type { ItemEvidence } from '../evidence';
import { evidenceTexts, itemEvidence, reviewAt, rowsBy } from '../evidence';
import type { ItemProfile, ItemWriter } from './item-profile';
import { writeItemProfile } from './item-profile';
import { sample } from '../sample';
import type { TemplateSettings } from './settings';
import { TEMPLATE } from './settings';
import { writeUserProfile, type UserWriter } from './user-profile';
import { countThemes } from './user-themes';

/** A phrase has to stand in two texts to be shared at all; in tiny collections that would leave nothing. */
const MIN_TEXTS = 2;
const SMALL_COLLECTION = 20;
const MAX_SHARE_THEMES = 0.3;
const MAX_SHARE_ASPECTS = 0.1;
/** What all but every text has; where the bound above leaves most items without a word, all speak of the same few things. */
const NEARLY_ALL = 0.999;

function makeWriter(
  view: TrainView,
  evidence: readonly ItemEvidence[],
  settings: TemplateSettings,
  tagger: Tagger
): ItemWriter {
  const texts = evidence.map((read) => evidenceTexts(read).join('\n')).filter((text) => text !== '');
  const reviews: string[] = [];
  view.train.users.forEach((_, row) => {
    const review = reviewAt(view.trainColumns, row);
    if (review) reviews.push(review.text);
  });
  const salience = (collection: number, limit: number, maxShare: number) =>
    collection < SMALL_COLLECTION
      ? { limit, minTexts: 1, maxShare: NEARLY_ALL }
      : { limit, minTexts: MIN_TEXTS, maxShare };
  const counts = countPhrases(texts);
  const reviewCounts = countPhrases(reviews);
  return {
    reader: phraseReader(tagger, [counts, reviewCounts]),
    counts,
    reviewCounts,
    attributeCounts: new AttributeCounts(
      evidence.map(({ attributes }) => attributes),
      evidence.length < SMALL_COLLECTION
    ),
    themes: salience(texts.length, settings.itemThemes, MAX_SHARE_THEMES),
    aspects: salience(reviews.length, settings.reviewAspects, MAX_SHARE_ASPECTS),
    attitude: makeAttitude(view.trainColumns?.ratings ?? [])
  };
}

async function generate(view: TrainView, settings: TemplateSettings, seed: number, work: Work): Promise<ProfileSet> {
  const step = paced(work, 'Composing profiles');
  const total = view.itemCount + view.userCount;
  await step(0, total);
  const evidence = itemEvidence(view, settings, seed);
  const hasTexts = evidence.some((read) => evidenceTexts(read).length > 0);
  const hasAttributes = view.itemTexts?.some(({ attributes }) =>
    Object.values(attributes).some((value) => value !== '')
  );
  const hasReviews = view.train.users.some((_, row) => reviewAt(view.trainColumns, row) !== null);
  if (!hasTexts && !hasAttributes && !hasReviews) throw appError('profiles/no-texts', { dataset: view.name });
  const writer = makeWriter(view, evidence, settings, await loadTagger());
  await step(0, total);

  const writeItems = async (own: ItemWriter): Promise<readonly ItemProfile[]> => {
    const written: ItemProfile[] = [];
    for (const [item, read] of evidence.entries()) {
      written.push(writeItemProfile(view.itemIds[item] ?? String(item), read, own));
      await step(item + 1, total);
    }
    return written;
  };
  const first = await writeItems(writer);
  const isMostlyEmpty = first.filter(({ profile }) => profile.text === null).length > first.length / 2;
  const itemProfiles = isMostlyEmpty
    ? await writeItems({ ...writer, themes: { ...writer.themes, maxShare: NEARLY_ALL } })
    : first;

  const userWriter: UserWriter = {
    ...writer,
    themeCounts: countThemes(itemProfiles.map(({ phrases }) => phrases)),
    userThemes: settings.userThemes
  };
  const users: Profile[] = [];
  for (const [user, rows] of rowsBy(view.train.users, view.userCount).entries()) {
    const drawn = sample(rows.length, settings.itemsPerUser, { seed, stream: STREAM.profiles, step: user });
    const sampled = drawn.flatMap((at) => {
      const row = rows[at];
      const index = row === undefined ? undefined : view.train.items[row];
      const item = index === undefined ? undefined : itemProfiles[index];
      const read = index === undefined ? undefined : evidence[index];
      if (row === undefined || index === undefined || !item || !read) return [];
      const rating = ratingAt(view.trainColumns, row);
      const review = settings.reviewAspects > 0 ? reviewAt(view.trainColumns, row) : null;
      return [{ id: view.itemIds[index] ?? String(index), title: read.title, item, rating, review }];
    });
    users.push(writeUserProfile(sampled, rows.length, userWriter));
    await step(view.itemCount + user + 1, total);
  }

  return {
    users,
    items: itemProfiles.map(({ profile }) => profile),
    provenance: {
      generator: TEMPLATE.name,
      label: TEMPLATE.label,
      version: TEMPLATE.version,
      settings: {
        seed,
        items_per_user: settings.itemsPerUser,
        reviews_per_item: settings.reviewsPerItem,
        item_themes: settings.itemThemes,
        user_themes: settings.userThemes,
        review_aspects: settings.reviewAspects,
        attributes: settings.attributes
      }
    }
  };
}

export const templateGenerator: ProfileGenerator<TemplateSettings> = {
  name: TEMPLATE.name,
  label: TEMPLATE.label,
  version: TEMPLATE.version,
  generate
};
