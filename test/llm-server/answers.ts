// Good answers, as the API's types have them: equal for equal requests, with no clock in them. A token, here, is four
// characters begun; nothing real counts so, and tests only need both sides to count alike.
import { createHash } from 'node:crypto';
import type { ChatCompletion, ChatCompletionChunk } from 'openai/resources/chat/completions';
import type { CompletionUsage } from 'openai/resources/completions';
import type { CreateEmbeddingResponse } from 'openai/resources/embeddings';
import type { Model } from 'openai/resources/models';
import { uniformArray } from '#kernels/random/random';
import { type ChatBody, contentText, type EmbeddingBody, inputsOf } from './requests';

const CREATED = 1_700_000_000;
const VECTOR_STREAM = 1002;
const CHUNK_CHARACTERS = 16;

const LIKES = ['slow mysteries', 'sea voyages', 'family sagas', 'dry humour', 'court intrigue', 'first contact'];
const MOODS = ['on quiet evenings', 'with a strong ending', 'told in letters', 'set in small towns'];

/** The text of an answer and why it ends. */
export interface Content {
  readonly content: string | null;
  readonly refusal: string | null;
  readonly finish: 'stop' | 'length' | 'content_filter';
}

/** ceil(characters / 4): characters of all messages of a request, or of an answer. */
export function roughTokens(text: string): number {
  return Math.ceil(text.length / 4);
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function picked(words: readonly string[], digest: Buffer, at: number): string {
  return words[digest.readUInt8(at) % words.length] ?? '';
}

/** A profile in the form that the paper asks for, or a ranking of candidates, made of nothing but a digest of what was asked. */
export function defaultAnswer(body: ChatBody): string {
  const digest = digestOf(inputsOf({ endpoint: 'chat', body }).join('\n'));
  const candidates = candidateCount(body);
  if (candidates > 0) return rankingJson(candidates, digest);
  const likes = `${picked(LIKES, digest, 0)} ${picked(MOODS, digest, 1)}`;
  const mark = digest.toString('hex', 2, 8);
  return summaryJson(`Likes ${likes} (${mark}).`, `What was read points to ${likes}.`);
}

/** How many candidates a re-ranking question has; 0 of any other. */
function candidateCount(body: ChatBody): number {
  const texts = body.messages.map(({ content }) => contentText(content));
  const question = texts.find((text) => text.startsWith('{"history":'));
  return question?.match(/"index":/g)?.length ?? 0;
}

/** Twenty candidates from a place of the digest's choice on; every second answer names one that does not exist. */
function rankingJson(candidates: number, digest: Buffer): string {
  const rank = Array.from({ length: 20 }, (_, at) => 1 + ((digest.readUInt8(0) + at) % candidates));
  if (digest.readUInt8(1) % 2 === 0) rank[19] = candidates + 1;
  return JSON.stringify({ rank, reasoning: 'In the order of the digest.' });
}

export function summaryJson(summarization: string, reasoning: string): string {
  return JSON.stringify({ summarization, reasoning });
}

function chatUsage(body: ChatBody, { content, refusal }: Content): CompletionUsage {
  const prompt = roughTokens(body.messages.map((message) => contentText(message.content)).join(''));
  const completion = roughTokens(content ?? refusal ?? '');
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
}

export function chatCompletion(body: ChatBody, answer: Content, number: number): ChatCompletion {
  return {
    id: `chatcmpl-${number}`,
    object: 'chat.completion',
    created: CREATED,
    model: body.model,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: answer.content, refusal: answer.refusal },
        logprobs: null,
        finish_reason: answer.finish
      }
    ],
    usage: chatUsage(body, answer)
  };
}

/** The same answer in pieces. With usage asked for, a last chunk without choices has it and the others say null. */
export function chatChunks(body: ChatBody, answer: Content, number: number): readonly ChatCompletionChunk[] {
  const counted = body.stream_options?.include_usage === true;
  const chunk = (choices: ChatCompletionChunk.Choice[], usage: CompletionUsage | null): ChatCompletionChunk => ({
    id: `chatcmpl-${number}`,
    object: 'chat.completion.chunk',
    created: CREATED,
    model: body.model,
    choices,
    ...(counted ? { usage } : {})
  });
  const choice = (delta: ChatCompletionChunk.Choice.Delta, finish: Content['finish'] | null = null) =>
    chunk([{ index: 0, delta, logprobs: null, finish_reason: finish }], null);
  return [
    choice({ role: 'assistant', content: answer.content === null ? null : '', refusal: null }),
    ...pieces(answer.content ?? '').map((content) => choice({ content })),
    ...pieces(answer.refusal ?? '').map((refusal) => choice({ refusal })),
    choice({}, answer.finish),
    ...(counted ? [chunk([], chatUsage(body, answer))] : [])
  ];
}

/** No character outside the basic plane is torn in two. */
function pieces(text: string): readonly string[] {
  return text.match(new RegExp(`.{1,${CHUNK_CHARACTERS}}`, 'gsu')) ?? [];
}

export function embeddingAnswer(body: EmbeddingBody, width: number): CreateEmbeddingResponse {
  const inputs = inputsOf({ endpoint: 'embeddings', body });
  const tokens = roughTokens(inputs.join(''));
  return {
    object: 'list',
    model: body.model,
    data: inputs.map((text, index) => ({ object: 'embedding', index, embedding: vectorOf(text, width) })),
    usage: { prompt_tokens: tokens, total_tokens: tokens }
  };
}

/** The vector of a text, of length 1. Its numbers are float32, so that lists and base64 give the same. */
export function vectorOf(text: string, width: number): number[] {
  const digest = digestOf(text);
  const key = { seed: digest.readUInt32LE(0), stream: VECTOR_STREAM, step: digest.readUInt32LE(4) };
  const draws = Array.from(uniformArray(key, width), (draw) => draw - 0.5);
  const length = Math.hypot(...draws);
  return draws.map((draw) => Math.fround(draw / length));
}

/** The form that the official client asks for by itself: float32, little-endian. */
export function inBase64(answer: CreateEmbeddingResponse): unknown {
  const packed = (vector: readonly number[]) => {
    const bytes = Buffer.alloc(4 * vector.length);
    vector.forEach((value, at) => bytes.writeFloatLE(value, 4 * at));
    return bytes.toString('base64');
  };
  return { ...answer, data: answer.data.map((entry) => ({ ...entry, embedding: packed(entry.embedding) })) };
}

export function modelList(): { object: 'list'; data: Model[] } {
  const model = (id: string): Model => ({ id, object: 'model', created: CREATED, owned_by: 'llm-server' });
  return { object: 'list', data: [model('test-chat'), model('test-embedding')] };
}
