// The figure "leak": a user's prompt as it would be sent, the profile that the template makes of the same evidence, and what ranking by
// profiles alone is worth where their writer was shown a share of the test. Asks no service. What it makes goes into no run.
import { checkPairs } from '#lib/dataset/checks/leak-check';
import { makeTrainView } from '#lib/dataset/train-view';
import type { Dataset } from '#lib/dataset/types';
import { encoderInput } from '#lib/embeddings/encoder-input';
import { lsaEncoder } from '#lib/embeddings/lsa/lsa';
import { LSA, readLsaSettings } from '#lib/embeddings/lsa/settings';
import { AppError } from '#lib/errors/app-error';
import { evaluateEmbeddings } from '#lib/evaluation/evaluate';
import { semanticEmbeddings } from '#lib/evaluation/references';
import { DOMAINS } from '#lib/profiles/domains';
import { NO_EDITS } from '#lib/profiles/edits';
import { sampledRows, userQuestions, type PromptSource } from '#lib/profiles/llm/prompts';
import { LLM, readLlmSettings } from '#lib/profiles/llm/settings';
import { profileGenerator } from '#lib/profiles/registry';
import { sharedWords } from '#lib/profiles/shared-words';
import type { ProfileSet } from '#lib/profiles/types';
import { resolveSettings } from '#lib/settings/resolve';
import { settingReader } from '#lib/settings/reader';
import type { FigureInput, FigureStudy } from '../types';
import { withLeak } from './leaked';
import type { LeakData } from './stored';

/** Directions of the words that are kept: fewer than for training, since nothing is trained on them. */
const DIMENSIONS = 64;
const PHRASES = 30;
const SPOILT =
  'Composed by a template, not written by an LLM, from training data and a share of the test, which it must not see.';

/** @throws AppError profiles/no-texts, internal/cancelled. Needs a started backend. */
export const make: FigureStudy<LeakData> = async ({ dataset, user, rule, seed, settings, step }) => {
  if (!dataset || user === null) throw new Error('This figure needs a data set and a user');
  const read = settingReader(settings);
  const share = read.number('share');
  const leaked = withLeak(dataset, share, seed);
  const view = makeTrainView(leaked.dataset);
  await step(0, 3);
  const profiles = await profilesOf(leaked.dataset, seed);
  await step(1, 3);
  const recall = await recallOf(dataset, profiles, seed);
  await step(2, 3);

  const source: PromptSource = {
    view,
    settings: readLlmSettings(resolveSettings(LLM.name, LLM.fields, { domain: read.choice('domain', DOMAINS) })),
    seed,
    edits: NO_EDITS
  };
  const sampled = sampledRows(source);
  const isCaught = (rows: readonly number[]): boolean => rows.some((row) => leaked.heldOut[row]);
  const question = userQuestions(source, profiles.items).find(({ index }) => index === user);
  const entries = entriesOf(question?.request.messages[1]?.content ?? '[]', sampled[user] ?? [], leaked.heldOut);
  const profile = profiles.users[user];
  const asked = sampled.filter((rows) => rows.length > 0);
  const check = {
    prompts: asked.length,
    caught: asked.filter(isCaught).length,
    clicks: dataset.split.test.users.length,
    leaked: leaked.heldOut.filter(Boolean).length,
    says: saidOf(dataset, leaked.dataset)
  };
  const phrases = sharedWords(
    profile?.text ?? null,
    entries.map(({ title, description, review }, at) => ({
      item: String(at),
      text: [title, description, review].filter(Boolean).join('. ')
    })),
    PHRASES
  );
  return {
    show: 'leak',
    values: valuesOf(share, check, recall),
    share,
    user: {
      id: dataset.userIds[user] ?? '',
      rule,
      clicks: dataset.split.train.users.filter((one) => one === user).length
    },
    instruction: question?.request.messages[0]?.content ?? '',
    entries,
    profile: {
      label: share === 0 ? profiles.provenance.label : SPOILT,
      text: profile?.text ?? null,
      reasoning: profile?.reasoning ?? '',
      phrases: phrases.map(({ words, items }) => ({ words, entries: items.map(Number) }))
    },
    check,
    recall
  };
};

const profilesOf = (dataset: Dataset, seed: FigureInput['seed']): Promise<ProfileSet> =>
  profileGenerator('template').generate(makeTrainView(dataset), {}, seed, {});

/** Test recall@20 over the data as they are. */
async function recallOf(dataset: Dataset, profiles: ProfileSet, seed: number): Promise<number | null> {
  const { split } = dataset;
  if (split.test.users.length === 0) return null;
  const settings = readLsaSettings(resolveSettings(LSA.name, LSA.fields, { dimensions: DIMENSIONS }));
  const { vectors } = await lsaEncoder.encode(encoderInput(profiles), settings, seed, {});
  const { users, items, dimensions } = semanticEmbeddings(vectors);
  const { metrics } = await evaluateEmbeddings(users, items, dimensions, split.train, split.test);
  return metrics.recall['20'];
}

/** The entries of a prompt as they would be sent, each with whether its row is a test click. */
function entriesOf(sent: string, rows: readonly number[], heldOut: readonly boolean[]): LeakData['entries'] {
  const input: unknown = JSON.parse(sent);
  if (!Array.isArray(input)) return [];
  const list: readonly unknown[] = input;
  const textOf = (entry: unknown, key: string): string | null => {
    const value: unknown = typeof entry === 'object' && entry !== null ? Reflect.get(entry, key) : null;
    return typeof value === 'string' && value !== 'None' ? value : null;
  };
  return list.map((entry, at) => ({
    title: textOf(entry, 'title') ?? '',
    description: textOf(entry, 'description'),
    review: textOf(entry, 'review'),
    heldOut: heldOut[rows[at] ?? -1] ?? false
  }));
}

/** The words of the check that every profiles cell goes through. */
function saidOf(dataset: Dataset, leaked: Dataset): string | null {
  try {
    checkPairs(dataset, leaked.split.train, 'what profiles are made from');
    return null;
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
}

function valuesOf(share: number, { prompts, caught }: LeakData['check'], recall: number | null) {
  return { share, ...(prompts > 0 && { caught: caught / prompts }), ...(recall !== null && { recall }) };
}
