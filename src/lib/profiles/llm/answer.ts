// The answer that a profile prompt asks for, read strictly: one JSON object with the two texts, within its length, not "None". Models
// without structured output wrap it in a code fence or in a sentence; one whole object in the text is found then, and no more.
import * as v from 'valibot';
import { jsonObjectIn } from '#lib/llm/answers/json-object';
import type { AnswerSchema } from '#lib/llm/types';
import type { Parsed } from '#lib/llm/answers/answers';
import { countWords } from '../text/tokenise';

export interface WrittenProfile {
  readonly summarization: string;
  readonly reasoning: string;
}

export const PROFILE_ANSWER: AnswerSchema = {
  name: 'profile',
  schema: {
    type: 'object',
    properties: { summarization: { type: 'string' }, reasoning: { type: 'string' } },
    required: ['summarization', 'reasoning'],
    additionalProperties: false
  }
};

/** The summary is what is paid for: reasons in another form are none. */
const Form = v.object({ summarization: v.string(), reasoning: v.fallback(v.string(), '') });

/** Models count words badly: a summary is too long where it is a quarter beyond what was asked. */
const TOLERANCE = 1.25;

/** @param limit words of the summary, as the prompt asks */
export function parseProfileAnswer(text: string, limit: number): Parsed<WrittenProfile> {
  const bad = (problem: 'invalid' | 'empty' | 'too-long' | 'none', detail: string) =>
    ({ ok: false, problem, detail }) as const;
  const object = jsonObjectIn(text, 'summarization');
  if (object === null) return bad('invalid', 'it is not one JSON object');
  const parsed = v.safeParse(Form, object);
  if (!parsed.success) return bad('invalid', 'the JSON object lacks the text "summarization"');
  const summarization = parsed.output.summarization.trim();
  if (!/[\p{L}\p{N}]/u.test(summarization)) return bad('empty', 'the summarization is empty');
  if (/^["']?none["']?\.?$/i.test(summarization)) return bad('none', 'the summarization is "None"');
  const words = countWords(summarization);
  if (words > limit * TOLERANCE) return bad('too-long', `the summarization has ${words} words of ${limit} at most`);
  return { ok: true, value: { summarization, reasoning: parsed.output.reasoning.trim() } };
}
