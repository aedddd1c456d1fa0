// One call to a server that speaks OpenAI's API, through the openai package: what is sent, and every way in which it can fail as a
// value. Asks once: when to ask again is the queue's to decide, so that nothing is counted twice. Knows nothing of profiles.
import OpenAI, { APIConnectionError, APIConnectionTimeoutError, APIError } from 'openai';
import * as v from 'valibot';
import { appError, type AppError } from '#lib/errors/app-error';
import { mostCapable, simpler, type Dialect } from './dialect';
import type { ChatAnswer, ChatRequest, Endpoint, Usage } from './types';

export type CallFailure =
  /** Seconds, where the server says when to come again and the page may see it. */
  | { readonly kind: 'rate-limited'; readonly retryAfter: number | null }
  /** `why` completes "the last attempt …". */
  | { readonly kind: 'lost'; readonly why: string; readonly reached: boolean }
  /** The server does not take the request in this form, and there is a plainer one. */
  | { readonly kind: 'dialect'; readonly dialect: Dialect }
  | { readonly kind: 'fatal'; readonly error: AppError };

export type CallOutcome<Answer> =
  { readonly ok: true; readonly answer: Answer } | { readonly ok: false; readonly failure: CallFailure };

export interface EmbeddingRequest {
  readonly model: string;
  readonly texts: readonly string[];
  /** 0: the model's own. */
  readonly dimensions: number;
}

export interface EmbeddingAnswer {
  /** One a text, in the order of the texts. */
  readonly vectors: readonly Float32Array[];
  readonly usage: Usage | null;
  readonly model: string;
}

export interface LlmClient {
  /** Of the endpoint, for messages and provenance. */
  readonly host: string;
  chat(request: ChatRequest, dialect: Dialect, signal?: AbortSignal): Promise<CallOutcome<ChatAnswer>>;
  embed(request: EmbeddingRequest, signal?: AbortSignal): Promise<CallOutcome<EmbeddingAnswer>>;
  models(signal?: AbortSignal): Promise<CallOutcome<readonly string[]>>;
}

export { mostCapable, type Dialect };

/** @throws AppError llm/bad-endpoint */
export function hostOf(baseUrl: string): string {
  const isAddress = URL.canParse(baseUrl) && /^https?:$/.test(new URL(baseUrl).protocol);
  if (!isAddress) throw appError('llm/bad-endpoint', { address: baseUrl });
  return new URL(baseUrl).host;
}

/**
 * @param timeout seconds
 * @throws AppError llm/bad-endpoint
 */
export function llmClient(endpoint: Endpoint, timeout: number): LlmClient {
  const host = hostOf(endpoint.baseUrl);
  const openai = new OpenAI({
    baseURL: endpoint.baseUrl,
    // The package insists on a key; servers that ask for none ignore it.
    apiKey: endpoint.key === '' ? 'none' : endpoint.key,
    organization: null,
    project: null,
    dangerouslyAllowBrowser: true,
    maxRetries: 0,
    timeout: timeout * 1000,
    logLevel: 'off'
  });
  const failed = (error: unknown, model: string, signal: AbortSignal | undefined, dialect?: Dialect) => ({
    ok: false as const,
    failure: failureOf(error, { host, model, key: endpoint.key, signal, dialect })
  });
  return {
    host,
    async chat(request, dialect, signal) {
      try {
        const response: unknown = await openai.chat.completions.create(chatBody(request, dialect), ownSignal(signal));
        return readChat(response, request.model);
      } catch (error) {
        return failed(error, request.model, signal, dialect);
      }
    },
    async embed(request, signal) {
      try {
        const response: unknown = await openai.embeddings.create(
          {
            model: request.model,
            input: [...request.texts],
            encoding_format: 'float',
            ...(request.dimensions > 0 && { dimensions: request.dimensions })
          },
          ownSignal(signal)
        );
        return readEmbeddings(response, request);
      } catch (error) {
        return failed(error, request.model, signal);
      }
    },
    async models(signal) {
      try {
        const found: string[] = [];
        for await (const { id } of openai.models.list(ownSignal(signal))) found.push(id);
        return { ok: true, answer: found.sort() };
      } catch (error) {
        return failed(error, '', signal);
      }
    }
  };
}

/** The package leaves its listener on the signal of every request: that of a job of thousands must not gather them. */
const ownSignal = (signal: AbortSignal | undefined): { readonly signal?: AbortSignal } =>
  signal ? { signal: AbortSignal.any([signal]) } : {};

function chatBody(request: ChatRequest, dialect: Dialect): OpenAI.ChatCompletionCreateParamsNonStreaming {
  const { name, schema } = request.answer;
  const formats: Record<Dialect['format'], OpenAI.ChatCompletionCreateParams['response_format']> = {
    schema: { type: 'json_schema', json_schema: { name, schema: { ...schema }, strict: true } },
    object: { type: 'json_object' },
    text: undefined
  };
  const format = formats[dialect.format];
  const limit = request.maxTokens > 0 ? dialect.limit : null;
  return {
    model: request.model,
    messages: request.messages.map(({ role, content }) => ({ role, content })),
    ...(format && { response_format: format }),
    ...(request.temperature !== 1 && dialect.temperature && { temperature: request.temperature }),
    ...(dialect.seed && { seed: request.seed }),
    ...(limit && { [limit]: request.maxTokens })
  };
}

const UsageForm = v.nullish(
  v.object({ prompt_tokens: v.optional(v.number(), 0), completion_tokens: v.optional(v.number(), 0) })
);

const ChatForm = v.object({
  model: v.optional(v.string(), ''),
  choices: v.pipe(
    v.array(
      v.object({
        finish_reason: v.nullish(v.string()),
        message: v.object({ content: v.nullish(v.string()), refusal: v.nullish(v.string()) })
      })
    ),
    v.minLength(1)
  ),
  usage: UsageForm
});

const usageOf = (usage: v.InferOutput<typeof UsageForm>): Usage | null =>
  usage ? { inputTokens: usage.prompt_tokens, outputTokens: usage.completion_tokens } : null;

const unreadable = <Answer>(reason: string): CallOutcome<Answer> => ({
  ok: false,
  failure: { kind: 'lost', why: `gave ${reason}`, reached: true }
});

const FINISH: Readonly<Record<string, ChatAnswer['finish']>> = {
  stop: 'stop',
  length: 'length',
  content_filter: 'filter'
};

function readChat(response: unknown, model: string): CallOutcome<ChatAnswer> {
  const parsed = v.safeParse(ChatForm, response);
  const choice = parsed.success ? parsed.output.choices[0] : undefined;
  if (!parsed.success || !choice) return unreadable('no chat answer');
  const { content, refusal } = choice.message;
  return {
    ok: true,
    answer: {
      text: content ?? '',
      refusal: refusal || null,
      finish: FINISH[choice.finish_reason ?? 'stop'] ?? 'other',
      usage: usageOf(parsed.output.usage),
      model: parsed.output.model || model
    }
  };
}

const EmbeddingForm = v.object({
  model: v.optional(v.string(), ''),
  data: v.array(v.object({ index: v.optional(v.number()), embedding: v.array(v.nullable(v.number())) })),
  usage: UsageForm
});

/** Vectors by their `index`, which need not come in order; every text must have one of the same width, finite throughout. */
function readEmbeddings(
  response: unknown,
  { model, texts, dimensions }: EmbeddingRequest
): CallOutcome<EmbeddingAnswer> {
  const parsed = v.safeParse(EmbeddingForm, response);
  if (!parsed.success) return unreadable('no embeddings');
  const vectors: Float32Array[] = [];
  const { data } = parsed.output;
  if (data.length !== texts.length) return unreadable(`${data.length} embeddings for ${texts.length} texts`);
  for (const [at, { index, embedding }] of data.entries()) {
    const place = index ?? at;
    if (!(place >= 0 && place < texts.length) || vectors[place]) return unreadable(`embeddings in no order`);
    const width = dimensions > 0 ? dimensions : (data[0]?.embedding.length ?? 0);
    if (embedding.length !== width || width === 0) return unreadable(`an embedding of ${embedding.length} numbers`);
    const values = embedding.filter((value) => value !== null && Number.isFinite(value));
    if (values.length !== width) return unreadable('an embedding with a number that is none');
    vectors[place] = Float32Array.from(embedding, (value) => value ?? 0);
  }
  return { ok: true, answer: { vectors, usage: usageOf(parsed.output.usage), model: parsed.output.model || model } };
}

interface CallPlace {
  readonly host: string;
  readonly model: string;
  readonly key: string;
  readonly signal: AbortSignal | undefined;
  readonly dialect: Dialect | undefined;
}

const LONGEST_QUOTE = 300;

/** What the server said, shortened, without the key that some servers repeat. */
function quoted(error: APIError, key: string): string {
  const said = error.message.replace(/^\d{3} /, '');
  const clean = (key === '' ? said : said.replaceAll(key, '•••')).replace(/\bsk-[\w*.-]{6,}/g, '•••');
  return clean.length > LONGEST_QUOTE ? `${clean.slice(0, LONGEST_QUOTE)}…` : clean;
}

function failureOf(error: unknown, { host, model, key, signal, dialect }: CallPlace): CallFailure {
  if (signal?.aborted) return { kind: 'fatal', error: appError('internal/cancelled', { what: 'The request' }) };
  if (error instanceof APIConnectionTimeoutError) return { kind: 'lost', why: 'took too long', reached: true };
  if (error instanceof APIConnectionError) return { kind: 'lost', why: 'did not come through', reached: false };
  // A body that breaks off, or that is no JSON though it says so.
  if (!(error instanceof APIError)) return { kind: 'lost', why: 'broke off', reached: true };
  const status = error.status ?? 0;
  const said = quoted(error, key);
  const fatal = (known: AppError): CallFailure => ({ kind: 'fatal', error: known });
  if (status === 429) {
    if (error.code === 'insufficient_quota') return fatal(appError('llm/no-credit', { host, said }));
    return { kind: 'rate-limited', retryAfter: retryAfter(error.headers, Date.now()) };
  }
  if (status === 401 || status === 403) return fatal(appError('llm/key-refused', { host, status }));
  if (status === 408 || status === 409 || status >= 500) {
    return { kind: 'lost', why: `was answered with status ${status}`, reached: true };
  }
  const plainer = dialect ? simpler(dialect, `${error.param ?? ''} ${said}`) : null;
  if (plainer) return { kind: 'dialect', dialect: plainer };
  if (status === 404) return fatal(appError('llm/no-model', { host, model, said }));
  return fatal(appError('llm/bad-request', { host, status, said }));
}

/** Seconds until the server wants to be asked again: `retry-after-ms`, or `retry-after` as seconds or as a date. */
export function retryAfter(headers: Headers | undefined, now: number): number | null {
  const milliseconds = Number.parseFloat(headers?.get('retry-after-ms') ?? '');
  if (Number.isFinite(milliseconds)) return Math.max(0, milliseconds / 1000);
  const text = headers?.get('retry-after') ?? '';
  const seconds = Number.parseFloat(text);
  if (Number.isFinite(seconds)) return Math.max(0, seconds);
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, (date - now) / 1000);
}
