// One call to a server that speaks OpenAI's API, through the openai package: what is sent, and every way in which it can fail as a
// value. Asks once: when to ask again is the queue's to decide, so that nothing is counted twice. Knows nothing of profiles.
import OpenAI, { APIConnectionError, APIConnectionTimeoutError, APIError } from 'openai';
import { appError } from '#lib/errors/app-error';
import { AnswerError, fetchWhole, MOST_BYTES, type BrokenAnswer } from './answers/answer-body';
import { chatUsage, joinedEvents, readChat, unreadable, type ReadAnswer } from './answers/chat-envelope';
import type { Dialect } from './dialect';
import { embeddingUsage, readEmbeddings } from './answers/embedding-envelope';
import { failureOf, type Asked, type CallFailure } from './words/failure';
import { keyHider } from './words/key-forms';
import { listOf, objectOf, textOf } from './answers/json-value';
import { shownWords } from './words/server-words';
import type { CallOutcome, ChatAnswer, ChatMessage, ChatRequest, Endpoint, LlmClient, Usage } from './types';

/**
 * @param key that a reader may have put into the address
 * @throws AppError llm/bad-endpoint
 */
export function hostOf(baseUrl: string, key = ''): string {
  const isAddress = URL.canParse(baseUrl) && /^https?:$/.test(new URL(baseUrl).protocol);
  if (!isAddress) throw appError('llm/bad-endpoint', { address: shownWords(baseUrl, key) });
  return new URL(baseUrl).host;
}

/**
 * @param timeout seconds
 * @throws AppError llm/bad-endpoint
 */
export function llmClient(endpoint: Endpoint, timeout: number): LlmClient {
  const host = hostOf(endpoint.baseUrl, endpoint.key);
  const hide = keyHider(endpoint.key);
  const openai = new Transport({
    fetch: fetchWhole,
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

  async function called<Answer>(
    send: () => PromiseLike<unknown>,
    read: (body: unknown) => ReadAnswer<Answer>,
    usageOf: (usage: unknown) => Usage | null,
    asked: Asked,
    signal: AbortSignal | undefined
  ): Promise<CallOutcome<Answer>> {
    const failed = (failure: CallFailure, answered?: { readonly usage: Usage | null }) => ({
      ok: false as const,
      failure,
      answered
    });
    try {
      const body = jsonOf(await send());
      const found = read(body);
      const usage = usageOf(objectOf(listOf(body)[0] ?? body).usage);
      switch (found.is) {
        case 'answer':
          return { ok: true, answer: found.answer };
        case 'error':
          // An error is free, but where it says what it took.
          return failed(failureOf({ status: null, body: found.body }, asked), usage ? { usage } : undefined);
        case 'unreadable':
          return failed({ kind: 'lost', why: `gave ${found.what}`, reached: true }, { usage });
        case 'misfit':
          return failed({ kind: 'fatal', error: appError('llm/bad-answer', { host, reason: found.what }) }, { usage });
      }
    } catch (error) {
      return failed(thrown(error, asked, signal), cameBroken(error) ? { usage: null } : undefined);
    }
  }

  return {
    host,
    chat(request, dialect, signal) {
      const { model } = request;
      const asked: Asked = { host, model, key: endpoint.key, of: 'chat', dialect };
      const send = () => openai.post('/chat/completions', { body: chatBody(request, dialect), ...ownSignal(signal) });
      return called(send, (body) => cleanChat(readChat(body, model), hide), chatUsage, asked, signal);
    },
    embed(request, dialect, signal) {
      const { model, texts, dimensions } = request;
      const asked: Asked = { host, model, key: endpoint.key, of: 'embeddings', dialect, texts: texts.length };
      const body = {
        model,
        // One text by itself is the oldest form, and the only one of some servers.
        input: texts.length === 1 ? texts[0] : texts,
        ...(dialect.encoding && { encoding_format: 'float' }),
        ...(dimensions > 0 && { dimensions })
      };
      const send = () => openai.post('/embeddings', { body, ...ownSignal(signal) });
      return called(send, (response) => readEmbeddings(response, request, hide), embeddingUsage, asked, signal);
    },
    models(signal) {
      const asked: Asked = { host, model: '', key: endpoint.key, of: 'models', dialect: null };
      return called(
        () => openai.get('/models', ownSignal(signal)),
        (body) => readModels(body, hide),
        () => null,
        asked,
        signal
      );
    }
  };
}

/** The package, for keys, timeouts and cancelling; of a refusal it keeps one form of body only, and here all of it is wanted. */
class Transport extends OpenAI {
  protected override makeStatusError(status: number, body: unknown, text: string | undefined, headers: Headers) {
    return new StatusError(status, body ?? text ?? '', headers);
  }
}

class StatusError extends APIError<number, Headers> {
  constructor(
    status: number,
    readonly body: unknown,
    headers: Headers
  ) {
    super(status, undefined, undefined, headers);
  }
}

/** Some servers send JSON that they call text, or an answer in pieces. */
function jsonOf(body: unknown): unknown {
  if (typeof body !== 'string') return body;
  const text = body.trim();
  return /^[[{]/.test(text) ? JSON.parse(text) : (joinedEvents(text) ?? body);
}

/** Servers repeat what they are sent: no answer is handed on with the key in it. */
function cleanChat(read: ReadAnswer<ChatAnswer>, hide: (text: string) => string): ReadAnswer<ChatAnswer> {
  if (read.is !== 'answer') return read;
  const { text, refusal, model, ...others } = read.answer;
  const clean = { text: hide(text), refusal: refusal === null ? null : hide(refusal), model: hide(model) };
  return { is: 'answer', answer: { ...others, ...clean } };
}

function readModels(response: unknown, hide: (text: string) => string): ReadAnswer<readonly string[]> {
  const body = objectOf(response);
  const list = [body.data, body.models, response].find((entries) => Array.isArray(entries));
  if (list === undefined) return unreadable(body, 'no list of models');
  const names = listOf(list).map(
    (entry) => textOf(entry) || textOf(objectOf(entry).id) || textOf(objectOf(entry).name)
  );
  return {
    is: 'answer',
    answer: names
      .filter((name) => name !== '')
      .map(hide)
      .sort()
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
  const messages = dialect.system ? request.messages : withoutSystem(request.messages);
  return {
    model: request.model,
    messages: messages.map(({ role, content }) => ({ role, content })),
    response_format: format,
    ...(request.temperature !== 1 && dialect.temperature && { temperature: request.temperature }),
    ...(dialect.seed && { seed: request.seed }),
    ...(limit && { [limit]: request.maxTokens })
  };
}

/** Instructions at the head of what the user says. */
function withoutSystem(messages: readonly ChatMessage[]): readonly ChatMessage[] {
  const told = messages.filter(({ role }) => role === 'system').map(({ content }) => content);
  const others = messages.filter(({ role }) => role !== 'system');
  return others.map(({ role, content }, at) => ({
    role,
    content: at === 0 ? [...told, content].join('\n\n') : content
  }));
}

function thrown(error: unknown, asked: Asked, signal: AbortSignal | undefined): CallFailure {
  if (signal?.aborted) return { kind: 'fatal', error: appError('internal/cancelled', { what: 'The request' }) };
  const broken = brokenIn(error);
  if (broken) return brokenFailure(broken, asked.host);
  if (error instanceof APIConnectionTimeoutError) return { kind: 'lost', why: 'took too long', reached: true };
  if (error instanceof APIConnectionError) return { kind: 'lost', why: 'did not come through', reached: false };
  // A body that breaks off, or that is no JSON though it says so.
  if (!(error instanceof StatusError)) return { kind: 'lost', why: 'broke off', reached: true };
  return failureOf(error, asked);
}

const brokenIn = (error: unknown): BrokenAnswer | null =>
  error instanceof APIConnectionError && error.cause instanceof AnswerError ? error.cause.broken : null;

function brokenFailure(broken: BrokenAnswer, host: string): CallFailure {
  switch (broken.is) {
    case 'redirect':
      return { kind: 'fatal', error: appError('llm/redirected', { host, to: broken.to }) };
    case 'too-large':
      return {
        kind: 'fatal',
        error: appError('llm/answer-too-large', { host, megabytes: MOST_BYTES / 1024 / 1024 })
      };
    case 'late':
      return { kind: 'lost', why: 'took too long', reached: true };
    case 'cut':
      return { kind: 'lost', why: 'broke off', reached: true };
  }
}

/** The server began to answer, and said that all was well. */
function cameBroken(error: unknown): boolean {
  const broken = brokenIn(error);
  if (broken) return broken.is !== 'redirect' && broken.status < 300;
  return !(error instanceof APIError);
}
