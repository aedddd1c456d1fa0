// What is stored of a paid answer, and under which key. The key is a hash of what was asked (model, version of the prompt, input), so
// that the same question is never paid for twice, and another question never answered by an old answer.
import * as v from 'valibot';
import { appError } from '#lib/errors/app-error';
import { canonicalJson, sha256Hex } from '#lib/storage/digest';
import type { ChatRequest } from '../types';

/** Raised when the form changes; a migration goes with it. */
export const ANSWER_VERSION = 1;

export const ANSWER_PROBLEMS = ['invalid', 'empty', 'too-long', 'none', 'refused', 'cut-off'] as const;
export type AnswerProblem = (typeof ANSWER_PROBLEMS)[number];

const UsageForm = v.object({ inputTokens: v.number(), outputTokens: v.number() });

const ChatRecordForm = v.object({
  version: v.literal(ANSWER_VERSION),
  kind: v.literal('chat'),
  /** As the service gave it last; of a refusal its words. */
  text: v.string(),
  /** What is wrong with it, after one try at repair; null where nothing is. */
  problem: v.nullable(v.picklist(ANSWER_PROBLEMS)),
  detail: v.string(),
  model: v.string(),
  promptVersion: v.string(),
  host: v.string(),
  temperature: v.number(),
  seed: v.number(),
  /** Requests that were answered for it: 2 where it was repaired. */
  calls: v.number(),
  /** Of all of them; null where the service does not count. */
  usage: v.nullable(UsageForm),
  /** Made before it was asked. */
  estimate: UsageForm,
  estimatedDollars: v.nullable(v.number()),
  dollars: v.nullable(v.number()),
  created: v.string()
});
export type ChatRecord = v.InferOutput<typeof ChatRecordForm>;

const VectorRecordForm = v.object({
  version: v.literal(ANSWER_VERSION),
  kind: v.literal('vector'),
  /** Why there is no vector; left out where there is one. */
  problem: v.exactOptional(v.picklist(ANSWER_PROBLEMS)),
  detail: v.exactOptional(v.string()),
  model: v.string(),
  host: v.string(),
  usage: v.nullable(UsageForm),
  estimate: UsageForm,
  estimatedDollars: v.nullable(v.number()),
  dollars: v.nullable(v.number()),
  created: v.string()
});
export type VectorRecord = v.InferOutput<typeof VectorRecordForm>;

const Newer = v.object({ version: v.pipe(v.number(), v.integer(), v.minValue(ANSWER_VERSION + 1)) });

/** What a newer page has stored is whole, and paid for: it is left to that page. @throws AppError llm/stored-newer */
function throwIfNewer(json: unknown): void {
  if (v.is(Newer, json)) throw appError('llm/stored-newer', { version: json.version, known: ANSWER_VERSION });
}

/** @returns null where it is damaged @throws AppError llm/stored-newer */
export function readChatRecord(json: unknown): ChatRecord | null {
  throwIfNewer(json);
  const parsed = v.safeParse(ChatRecordForm, json);
  return parsed.success ? parsed.output : null;
}

/** @returns null where it is damaged @throws AppError llm/stored-newer */
export function readVectorRecord(json: unknown): VectorRecord | null {
  throwIfNewer(json);
  const parsed = v.safeParse(VectorRecordForm, json);
  return parsed.success ? parsed.output : null;
}

/** @param take 0, or how often the reader has asked for another answer to the same question */
export function chatKey(request: ChatRequest, promptVersion: string, take: number): Promise<string> {
  const { model, messages, temperature, seed, maxTokens } = request;
  const again = take > 0 ? { take } : {};
  return hashOf({ kind: 'chat', model, promptVersion, messages, temperature, seed, maxTokens, ...again });
}

export const vectorKey = (model: string, dimensions: number, text: string): Promise<string> =>
  hashOf({ kind: 'vector', model, dimensions, text });

const hashOf = (asked: unknown): Promise<string> => sha256Hex(new TextEncoder().encode(canonicalJson(asked)));
