// Profile generator "llm": asks a language model for every item and then for every user (paper §3.2). What was answered before is
// taken from the store; what changes asks again for itself and for what reads it, since a question's key is made of its input.
import type { TrainView } from '#lib/dataset/types';
import { askAll, type Answered } from '#lib/llm/answers/answers';
import { asking } from '#lib/llm/local/ask';
import type { LlmEnvironment } from '#lib/llm/types';
import { NO_EDITS, withEditedTexts } from '../edits';
import type { GeneratorContext } from '../generator';
import type { Profile, ProfileSet } from '../types';
import type { WrittenProfile } from './answer';
import { itemQuestions, userQuestions, type ProfileQuestion, type PromptSource } from './prompts';
import { LLM, type LlmProfileSettings } from './settings';

/** @throws AppError llm/…, internal/cancelled; what was answered until then is stored */
export async function generateWithLlm(
  view: TrainView,
  settings: LlmProfileSettings,
  seed: number,
  context: GeneratorContext
): Promise<ProfileSet> {
  return asking(settings.provider, context, context, (llm) => generateBy(llm, view, settings, seed, context));
}

async function generateBy(
  llm: LlmEnvironment,
  view: TrainView,
  settings: LlmProfileSettings,
  seed: number,
  { edits = NO_EDITS, guard, ...control }: GeneratorContext
): Promise<ProfileSet> {
  const source: PromptSource = { view, settings, seed, edits };
  const ask = async (questions: readonly ProfileQuestion[], count: number, what: string) => {
    guard?.(questions.flatMap(({ shown }) => shown));
    return written(questions, await askAll(questions, llm, control, what), count);
  };
  const items = withEditedTexts(
    await ask(itemQuestions(source), view.itemCount, 'Item profiles'),
    'item',
    view.itemIds,
    edits
  );
  const questions = userQuestions(source, items);
  const users = withEditedTexts(await ask(questions, view.userCount, 'User profiles'), 'user', view.userIds, edits);
  return {
    users,
    items,
    provenance: {
      generator: LLM.name,
      label:
        settings.provider.kind === 'local'
          ? `Written by the small language model ${settings.model} on this machine, from training data.`
          : `Written by the language model ${settings.model} from training data.`,
      version: LLM.version,
      settings: {
        seed,
        ...(settings.provider.kind === 'local' && { provider: settings.provider.kind }),
        model: settings.model,
        domain: settings.domain,
        items_per_user: settings.itemsPerUser,
        reviews_per_item: settings.reviewsPerItem,
        attributes: settings.attributes,
        temperature: settings.temperature,
        answer_tokens: settings.answerTokens
      }
    }
  };
}

const NOT_ASKED: Profile = {
  text: null,
  reasoning: 'There are no training interactions to ask about, or none with an item that the service reads.',
  evidence: { items: [], reviews: 0, fields: [] }
};

/** Profiles by index; nodes that nothing was asked about have none. */
function written(
  questions: readonly ProfileQuestion[],
  answers: readonly Answered<WrittenProfile>[],
  count: number
): Profile[] {
  const profiles = Array.from({ length: count }, () => NOT_ASKED);
  questions.forEach(({ index, evidence }, at) => {
    const answered = answers[at];
    if (!answered) return;
    const { key, value, record } = answered;
    const { version: _version, kind: _kind, text: _text, temperature: _temperature, seed: _seed, ...answer } = record;
    profiles[index] = {
      text: value?.summarization ?? null,
      reasoning: value?.reasoning ?? `No profile: ${record.detail}.`,
      evidence,
      answer: { key, ...answer }
    };
  });
  return profiles;
}
