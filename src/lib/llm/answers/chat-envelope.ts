// The answer to a chat as servers send it, read for what is paid for: the text. Everything around it may be missing, null or in another
// form; an error may lie inside it. Pure.
import { countOf, isObject, listOf, objectOf, textOf, type JsonObject } from './json-value';
import type { ChatAnswer, Usage } from '../types';

export type ReadAnswer<Answer> =
  | { readonly is: 'answer'; readonly answer: Answer }
  /** An error in the place of an answer, in a body that says all is well. */
  | { readonly is: 'error'; readonly body: unknown }
  /** `what` completes "gave …". */
  | { readonly is: 'unreadable'; readonly what: string }
  /** Whole, and not what was asked for, as it would be again. */
  | { readonly is: 'misfit'; readonly what: string };

/** @param model that was asked for, where the server does not name the one that answered */
export function readChat(response: unknown, model: string): ReadAnswer<ChatAnswer> {
  const body = objectOf(listOf(response)[0] ?? response);
  const choice = objectOf(listOf(body.choices)[0]);
  const message = objectOf(choice.message ?? choice.delta);
  const inner = errorIn(choice) ?? errorIn(message) ?? errorIn(body);
  const text = textIn(message.content ?? choice.text) || calledWith(message);
  const refusal = textOf(message.refusal) || refusalIn(message.content) || null;
  const finish = finishOf(choice.finish_reason);
  if (inner !== undefined && (text === '' || finish === 'other')) return { is: 'error', body: inner };
  if (!isObject(choice.message ?? choice.delta) && typeof choice.text !== 'string') {
    if (finish !== 'filter' && !isHeldBack(body)) return unreadable(body, 'no chat answer');
    const usage = chatUsage(body.usage);
    return {
      is: 'answer',
      answer: { text: '', refusal: null, finish: 'filter', usage, model: textOf(body.model) || model }
    };
  }
  const thought = textIn(message.reasoning_content) || textIn(message.reasoning);
  return {
    is: 'answer',
    answer: {
      // An answer that went where thoughts belong is read as thoughts that never end (thinking.ts).
      text: text.trim() === '' && thought !== '' ? `<think>\n${thought}` : text,
      refusal,
      finish,
      usage: chatUsage(body.usage),
      model: textOf(body.model) || model
    }
  };
}

/** No choices at all, and a word on why: Google's and Azure's filters. */
function isHeldBack(body: JsonObject): boolean {
  const feedback = objectOf(body.promptFeedback ?? body.prompt_feedback);
  return textOf(feedback.blockReason ?? feedback.block_reason) !== '';
}

/** undefined where `error` is only a field that is always there. */
function errorIn({ error }: JsonObject): unknown {
  if (error === null || error === undefined || error === false || error === '') return undefined;
  return isObject(error) && Object.keys(error).length === 0 ? undefined : { error };
}

const WORDS = ['error', 'errors', 'message', 'msg', 'detail', 'error_msg', 'error_message', 'base_resp'];

/** A body without an answer, which may say why. */
export function unreadable(body: JsonObject, what: string): ReadAnswer<never> {
  return WORDS.some((key) => body[key]) ? { is: 'error', body } : { is: 'unreadable', what };
}

const FINISHES: readonly (readonly [said: RegExp, finish: ChatAnswer['finish']])[] = [
  [/^(stop|eos|end|complete|tool|function|null$)/i, 'stop'],
  [/length|max_?tokens|token_?limit/i, 'length'],
  [/filter|safety|prohibited|blocklist|recitation|spii|sensitive|refusal/i, 'filter']
];

function finishOf(reason: unknown): ChatAnswer['finish'] {
  const said = textOf(reason) || 'stop';
  return FINISHES.find(([pattern]) => pattern.test(said))?.[1] ?? 'other';
}

/** A text, a list of parts of which those count that are no thoughts, or the object itself that was asked for. */
function textIn(content: unknown): string {
  if (typeof content === 'string') return content;
  if (Array.isArray(content)) return content.map((part) => (isThought(part) ? '' : textIn(part))).join('');
  if (!isObject(content)) return '';
  const { type, text, content: inner, value } = content;
  if (typeof type !== 'string' && text === undefined && inner === undefined && value === undefined) {
    return JSON.stringify(content);
  }
  return textIn(text ?? inner ?? value ?? '');
}

const isThought = (part: unknown): boolean => /think|thought|reason|refusal/i.test(textOf(objectOf(part).type));

function refusalIn(content: unknown): string {
  return listOf(content)
    .map((part) => textOf(objectOf(part).refusal))
    .join('');
}

/** Servers that give JSON by calling a made-up function have the object as its arguments. */
function calledWith(message: JsonObject): string {
  const call = objectOf(objectOf(listOf(message.tool_calls)[0]).function ?? message.function_call);
  return textIn(call.arguments);
}

/** null where the service does not count both, or writes what is no count. */
export function chatUsage(usage: unknown): Usage | null {
  const { prompt_tokens, completion_tokens, input_tokens, output_tokens, total_tokens } = objectOf(usage);
  const input = countOf(prompt_tokens) ?? countOf(input_tokens);
  const total = countOf(total_tokens);
  const rest = input !== null && total !== null && total >= input ? total - input : null;
  const output = countOf(completion_tokens) ?? countOf(output_tokens) ?? rest;
  return input === null || output === null ? null : { inputTokens: input, outputTokens: output };
}

/** An answer that was sent in pieces though it was not asked for so: the one answer that they make. null where it is none. */
export function joinedEvents(text: string): unknown {
  if (!/^(:|event:|id:|data:)/.test(text)) return null;
  const chunks = text.split(/\r?\n/).flatMap((line): readonly JsonObject[] => {
    const data = line.startsWith('data:') ? line.slice(5).trim() : '';
    return data.startsWith('{') ? [objectOf(JSON.parse(data))] : [];
  });
  const choices = chunks.map((chunk) => objectOf(listOf(chunk.choices)[0]));
  const content = choices.map(({ delta }) => textIn(objectOf(delta).content)).join('');
  const reasoning = choices.map(({ delta }) => textIn(objectOf(delta).reasoning_content)).join('');
  const last = <Value>(values: readonly Value[]): Value | undefined => values.findLast((value) => value);
  return {
    model: last(chunks.map(({ model }) => model)),
    usage: last(chunks.map(({ usage }) => usage)),
    error: last(chunks.map(({ error }) => error)),
    choices: [
      {
        finish_reason: last(choices.map(({ finish_reason }) => finish_reason)),
        message: { content, reasoning_content: reasoning }
      }
    ]
  };
}
