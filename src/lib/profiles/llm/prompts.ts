// The questions of a set of profiles (paper §3.2): items first, each from its title and description, or attributes and training
// reviews; users afterwards, each from a uniform sample of the training items with the items' profiles and the user's own reviews.
// Reads a TrainView and nothing else.
import { STREAM } from '#kernels/random/streams';
import type { TrainView } from '#lib/dataset/types';
import type { Question } from '#lib/llm/answers/answers';
import type { ChatRequest } from '#lib/llm/types';
import { takeOf, type ProfileEdits, type ProfileNode } from '../edits';
import { itemEvidence, reviewAt, rowsBy, type ItemEvidence } from '../evidence';
import { sample } from '../sample';
import type { Profile } from '../types';
import { parseProfileAnswer, PROFILE_ANSWER, type WrittenProfile } from './answer';
import { itemInstruction, LIMITS, PROMPT_VERSION, userInstruction } from './instructions';
import type { LlmProfileSettings } from './settings';

/** A question about one node, and what of the training data it shows. */
export interface ProfileQuestion extends Question<WrittenProfile> {
  readonly index: number;
  readonly evidence: Profile['evidence'];
  /** The texts of the training data in it, one by one. */
  readonly shown: readonly string[];
}

/** Tokens of an answer, about: most models stay well below the limit of words. */
export const EXPECTED_TOKENS = { item: 180, user: 130 } as const;

/** Characters of one text in a prompt: a few runaway reviews should not set the price. */
const LONGEST_TEXT = 2000;

const NONE = 'None';

function shortened(text: string): string {
  const plain = text.replace(/\s+/gu, ' ').trim();
  return plain.length > LONGEST_TEXT ? `${plain.slice(0, LONGEST_TEXT).replace(/\s+\S*$/u, '')} …` : plain;
}

function textsIn(input: unknown): string[] {
  if (typeof input === 'string') return [input];
  return typeof input === 'object' && input !== null ? Object.values(input).flatMap(textsIn) : [];
}

export interface PromptSource {
  readonly view: TrainView;
  readonly settings: LlmProfileSettings;
  readonly seed: number;
  readonly edits: ProfileEdits;
}

function question(
  node: ProfileNode,
  index: number,
  input: unknown,
  evidence: Profile['evidence'],
  { view, settings, seed, edits }: PromptSource
): ProfileQuestion {
  const own = node === 'item' ? settings.itemInstruction : settings.userInstruction;
  const bundled = node === 'item' ? itemInstruction(settings.domain) : userInstruction(settings.domain);
  const id = (node === 'item' ? view.itemIds : view.userIds)[index] ?? String(index);
  const request: ChatRequest = {
    model: settings.model,
    messages: [
      { role: 'system', content: own.trim() === '' ? bundled : own },
      { role: 'user', content: JSON.stringify(input, null, 1) }
    ],
    answer: PROFILE_ANSWER,
    temperature: settings.temperature,
    seed,
    maxTokens: settings.answerTokens
  };
  return {
    index,
    evidence,
    shown: textsIn(input),
    request,
    promptVersion: own.trim() === '' ? `${settings.domain} ${node} ${PROMPT_VERSION}` : `own ${node}`,
    take: takeOf(edits, node, id),
    expectedTokens: EXPECTED_TOKENS[node],
    parse: (text) => parseProfileAnswer(text, LIMITS[node].summary)
  };
}

/** One question an item, by index (paper eq. 13). */
export function itemQuestions(source: PromptSource): ProfileQuestion[] {
  return evidenceOf(source).map((read, index) => {
    const { title, description, attributes, reviews } = read;
    const input = {
      title,
      ...(description !== null && { description: shortened(description) }),
      ...(attributes.length > 0 && { attributes: Object.fromEntries(attributes) }),
      ...(reviews.length > 0 && { reviews: reviews.map(({ text }) => shortened(text)) })
    };
    const fields = ['title', ...(description === null ? [] : ['description']), ...attributes.map(([label]) => label)];
    return question(
      'item',
      index,
      input,
      { items: [], reviews: reviews.length, fields: reviews.length > 0 ? [...fields, 'reviews'] : fields },
      source
    );
  });
}

const evidenceOf = ({ view, settings, seed }: PromptSource): readonly ItemEvidence[] =>
  itemEvidence(view, settings, seed);

/** The training rows that a user's prompt shows, by user. */
export function sampledRows({ view, settings, seed }: PromptSource): number[][] {
  return rowsBy(view.train.users, view.userCount).map((rows, user) =>
    sample(rows.length, settings.itemsPerUser, { seed, stream: STREAM.profiles, step: user }).flatMap(
      (at) => rows[at] ?? []
    )
  );
}

/** Nothing of an item that the service would not read goes into the prompts of users: it would refuse those too. */
export interface ItemWords {
  /** The profile; null where the item has none. */
  readonly text: string | null;
  readonly answer?: Pick<NonNullable<Profile['answer']>, 'problem' | 'calls'>;
}

const isRefused = ({ text, answer }: ItemWords): boolean =>
  text === null && answer?.problem === 'refused' && answer.calls === 0;

/**
 * One question a user with training items.
 * @param items with their profiles, by index
 */
export function userQuestions(source: PromptSource, items: readonly ItemWords[]): ProfileQuestion[] {
  const { view } = source;
  const titles = evidenceOf(source).map(({ title }) => title);
  const leftOut = new Set(items.flatMap((item, at) => (isRefused(item) ? [at] : [])));
  return sampledRows(source).flatMap((sampled, user) => {
    const rows = sampled.filter((row) => !leftOut.has(view.train.items[row] ?? 0));
    if (rows.length === 0) return [];
    let reviews = 0;
    const input = rows.map((row) => {
      const item = view.train.items[row] ?? 0;
      const review = reviewAt(view.trainColumns, row);
      if (review) reviews += 1;
      return {
        title: titles[item] ?? '',
        description: items[item]?.text ?? NONE,
        review: review ? shortened(review.text) : NONE
      };
    });
    const ids = rows.map((row) => view.itemIds[view.train.items[row] ?? 0] ?? '');
    const fields = ['title', 'item profile', ...(reviews > 0 ? ['reviews'] : [])];
    return [question('user', user, input, { items: ids, reviews, fields }, source)];
  });
}
