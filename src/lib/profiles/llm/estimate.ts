// What a set of profiles would take before a cent is spent: how many are stored already, how many tokens the others have, what that
// costs, and a prompt of each kind with a real item and a real user filled in. Asks nothing.
import { storedAnswers, type Answered } from '#lib/llm/answers/answers';
import { costOf, priceOf, PRICES_OF } from '#lib/llm/cost/prices';
import { tokenCounter, type TokenCounter } from '#lib/llm/cost/tokens';
import { downloadSize } from '#lib/llm/local/settings';
import type { ChatMessage, Prices } from '#lib/llm/types';
import type { AnswerStore } from '#lib/storage/types';
import { withEditedTexts, type ProfileNode } from '../edits';
import type { Profile } from '../types';
import type { WrittenProfile } from './answer';
import { EXPECTED_TOKENS, itemQuestions, userQuestions, type ProfileQuestion, type PromptSource } from './prompts';

export interface PromptEstimate {
  readonly model: string;
  /** Tokens are counted with the model's own vocabulary. */
  readonly exact: boolean;
  /** Of many prompts an even sample is counted; so many at most. */
  readonly counted: number;
  readonly parts: readonly EstimatePart[];
  /** null where the price is not known. */
  readonly dollars: number | null;
  /** The day of the prices that are known here. */
  readonly pricesOf: string;
  readonly previews: readonly PromptPreview[];
  /** Of a model on this machine: MB that are fetched once, for a GPU and for WebAssembly; null where nobody has said. */
  readonly local: { readonly gpu: number | null; readonly wasm: number | null } | null;
}

export interface EstimatePart {
  readonly node: ProfileNode;
  /** Questions in all, and those that are answered already. */
  readonly questions: number;
  readonly stored: number;
  /** Of those to be asked. */
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly dollars: number | null;
}

export interface PromptPreview {
  readonly node: ProfileNode;
  readonly id: string;
  readonly messages: readonly ChatMessage[];
  readonly tokens: number;
}

/** Counting is linear in characters; this many prompts are counted at most, spread evenly. */
const COUNTED = 400;

/** Stands for an item profile that is not written yet. */
const PLACEHOLDER = '(the item’s profile, once it is written) '.repeat(14).trim();

/** @param host of the endpoint; that of OpenAI where none is set */
export async function estimateProfiles(
  source: PromptSource,
  { answers, prices, host }: { readonly answers: AnswerStore; readonly prices: Prices; readonly host: string }
): Promise<PromptEstimate> {
  const { view, settings, edits } = source;
  const counter = await tokenCounter(settings.model);
  const price = priceOf(settings.model, host, prices);
  const items = itemQuestions(source);
  const storedItems = await storedAnswers(items, answers);
  const profiles = items.map((question, at) => asProfile(question, storedItems[at] ?? null));
  const known = withEditedTexts(profiles, 'item', view.itemIds, edits).map(({ text, reasoning, edited }, at) => ({
    text: edited === undefined && reasoning === MISSING ? PLACEHOLDER : text,
    answer: storedItems[at]?.record
  }));
  const users = userQuestions(source, known);
  const storedUsers = await storedAnswers(users, answers);
  const part = (node: ProfileNode, questions: readonly ProfileQuestion[], stored: readonly unknown[]): EstimatePart => {
    const asked = questions.filter((_, at) => stored[at] === null);
    const usage = { inputTokens: sampledTokens(asked, counter), outputTokens: asked.length * EXPECTED_TOKENS[node] };
    const dollars = price ? costOf(usage, price) : null;
    return { node, questions: questions.length, stored: questions.length - asked.length, ...usage, dollars };
  };
  const parts = [part('item', items, storedItems), part('user', users, storedUsers)];
  const preview = (node: ProfileNode, question: ProfileQuestion | undefined, ids: readonly string[]) => {
    if (!question) return [];
    const { messages } = question.request;
    return [{ node, id: ids[question.index] ?? '', messages, tokens: counter.chat(messages) }];
  };
  return {
    model: settings.model,
    exact: counter.exact,
    counted: COUNTED,
    parts,
    dollars: price ? parts.reduce((sum, { dollars }) => sum + (dollars ?? 0), 0) : null,
    pricesOf: PRICES_OF,
    local: settings.provider.kind === 'local' ? downloadSize(settings.provider.chat) : null,
    previews: [...preview('item', items[0], view.itemIds), ...preview('user', users[0], view.userIds)]
  };
}

const MISSING = 'not written yet';

function asProfile({ evidence }: ProfileQuestion, answered: Answered<WrittenProfile> | null): Profile {
  return {
    text: answered?.value?.summarization ?? null,
    reasoning: answered ? '' : MISSING,
    evidence
  };
}

function sampledTokens(questions: readonly ProfileQuestion[], counter: TokenCounter): number {
  const wanted = Math.min(COUNTED, questions.length);
  let tokens = 0;
  for (let at = 0; at < wanted; at++) {
    const question = questions[Math.floor(((at + 0.5) * questions.length) / wanted)];
    tokens += question ? counter.chat(question.request.messages) : 0;
  }
  return wanted === 0 ? 0 : Math.round((tokens * questions.length) / wanted);
}
