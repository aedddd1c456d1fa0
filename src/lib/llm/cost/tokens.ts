// How many tokens a text has for a model, counted before anything is sent. Exact for OpenAI's models (byte-pair ranks of the
// gpt-tokenizer package, fetched when something is first counted); for others an estimate, and called one.
import type { ChatMessage } from '../types';

export interface TokenCounter {
  /** Whether the model's own vocabulary is known. */
  readonly exact: boolean;
  text(text: string): number;
  /** Of a whole chat request: its messages and what the service adds around each. */
  chat(messages: readonly ChatMessage[]): number;
}

/** What OpenAI's chat format adds around a message and before the answer (OpenAI cookbook, "How to count tokens"). */
const PER_MESSAGE = 3;
const BEFORE_ANSWER = 3;

const NEWER = /^(gpt-4o|gpt-4\.1|gpt-4\.5|gpt-5|chatgpt-4o|o1|o3|o4)/;
const OLDER = /^(gpt-3\.5|gpt-4|text-embedding-(ada-002|3-))/;

/** Characters a token, where the vocabulary is not known: English text has about four. */
export const roughTokens = (text: string): number => Math.ceil(text.length / 4);

export async function tokenCounter(model: string): Promise<TokenCounter> {
  const known = NEWER.test(model) || OLDER.test(model);
  // Of unknown models most have vocabularies like the newer one.
  const { countTokens } =
    OLDER.test(model) && !NEWER.test(model)
      ? await import('gpt-tokenizer/encoding/cl100k_base')
      : await import('gpt-tokenizer/encoding/o200k_base');
  // Texts may hold what looks like a special token; the service reads it as text.
  const text = (input: string): number => countTokens(input, { disallowedSpecial: new Set() });
  return {
    exact: known,
    text,
    chat: (messages) =>
      messages.reduce((sum, { role, content }) => sum + PER_MESSAGE + text(role) + text(content), BEFORE_ANSWER)
  };
}
