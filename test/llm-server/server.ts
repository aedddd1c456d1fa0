// A server for tests that speaks the wire format of OpenAI's API on this machine and misbehaves on order. Not a model: equal questions
// get equal made-up answers.
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type OpenAI from 'openai';
import * as v from 'valibot';
import type { Fault } from './faults';

export interface CallInfo {
  /** From 0, in the order of arrival. */
  readonly number: number;
  readonly path: string;
  /** Digest of the request's body. */
  readonly input: string;
  readonly fault: Fault['kind'] | null;
}

export interface LlmServerOptions {
  /** Asked of every call; another one gets 401. */
  readonly key?: string;
  readonly faults?: (call: { readonly number: number; readonly path: string; readonly input: string }) => Fault | null;
  /** Content of a chat answer. */
  readonly answer?: (request: ChatBody) => string;
  /** Width of vectors where the request names none. */
  readonly dimensions?: number;
  /** Milliseconds before an answer. */
  readonly latency?: number;
  readonly exposeRetryAfter?: boolean;
}

export interface LlmServer {
  /** e.g. http://127.0.0.1:40000/v1 */
  readonly url: string;
  readonly calls: readonly CallInfo[];
  close(): Promise<void>;
}

const ChatBodyForm = v.strictObject({
  model: v.string(),
  messages: v.pipe(
    v.array(v.strictObject({ role: v.picklist(['system', 'user', 'assistant']), content: v.string() })),
    v.minLength(1)
  ),
  response_format: v.optional(v.looseObject({ type: v.picklist(['json_schema', 'json_object']) })),
  temperature: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(2))),
  seed: v.optional(v.pipe(v.number(), v.integer())),
  max_completion_tokens: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  max_tokens: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)))
});
export type ChatBody = v.InferOutput<typeof ChatBodyForm>;

const EmbeddingBodyForm = v.strictObject({
  model: v.string(),
  input: v.pipe(v.array(v.pipe(v.string(), v.minLength(1))), v.minLength(1), v.maxLength(2048)),
  dimensions: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  encoding_format: v.optional(v.picklist(['float']))
});

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
const tokens = (text: string): number => Math.ceil(text.length / 4);
const errorBody = (message: string, type: string, code: string | null = null, param: string | null = null) => ({
  error: { message, type, param, code }
});

function madeUp({ messages }: ChatBody): string {
  const input = digest(messages.map(({ content }) => content).join('\n'));
  return JSON.stringify({
    summarization: `People who like ${input.slice(0, 6)} stories and quiet ${input.slice(6, 12)} evenings.`,
    reasoning: `The input is ${input.slice(0, 12)}.`
  });
}

function vectorOf(text: string, width: number): number[] {
  const bytes = createHash('sha512').update(text).digest();
  return Array.from({ length: width }, (_, at) => ((bytes[at % 64] ?? 0) - 127.5) / 128);
}

function chatAnswer(body: ChatBody, content: string, fault: Fault | null): OpenAI.ChatCompletion {
  const cut = fault?.kind === 'truncated';
  const text = cut ? content.slice(0, Math.floor(content.length / 2)) : content;
  const prompt = body.messages.reduce((sum, message) => sum + tokens(message.content), 0);
  return {
    id: `chatcmpl-${digest(content).slice(0, 12)}`,
    object: 'chat.completion',
    created: 1_760_000_000,
    model: `${body.model}-2026-01-01`,
    choices: [
      {
        index: 0,
        finish_reason: cut ? 'length' : fault?.kind === 'filtered' ? 'content_filter' : 'stop',
        logprobs: null,
        message: {
          role: 'assistant',
          content: fault?.kind === 'refusal' ? null : text,
          refusal: fault?.kind === 'refusal' ? 'I cannot help with that.' : null
        }
      }
    ],
    usage: { prompt_tokens: prompt, completion_tokens: tokens(text), total_tokens: prompt + tokens(text) }
  };
}

function chatContent(body: ChatBody, fault: Fault | null, answer: (request: ChatBody) => string): string {
  const good = answer(body);
  switch (fault?.kind) {
    case 'no-json':
      return 'Sure! The person would like many things.';
    case 'wrapped':
      return `Here you are:\n\`\`\`json\n${good}\n\`\`\`\nAnything else?`;
    case 'empty':
      return '';
    case 'none':
      return JSON.stringify({ summarization: 'None', reasoning: 'Nothing to go on.' });
    case 'too-long':
      return JSON.stringify({ summarization: 'very long '.repeat(400), reasoning: '' });
    default:
      return good;
  }
}

function embeddings(
  { model, input, dimensions }: v.InferOutput<typeof EmbeddingBodyForm>,
  fault: Fault | null,
  width: number
): string {
  const data: OpenAI.Embedding[] = input.map((text, index) => ({
    object: 'embedding',
    index,
    embedding: vectorOf(text, dimensions ?? width)
  }));
  if (fault?.kind === 'too-few') data.pop();
  if (fault?.kind === 'wrong-order') data.reverse();
  const used = input.reduce((sum, text) => sum + tokens(text), 0);
  const body: OpenAI.CreateEmbeddingResponse = {
    object: 'list',
    data,
    model,
    usage: { prompt_tokens: used, total_tokens: used }
  };
  const text = JSON.stringify(body);
  if (fault?.kind === 'null-number') return text.replace(/\[-?[\d.e-]+,/, '[null,');
  return fault?.kind === 'nan' ? text.replace(/\[-?[\d.e-]+,/, '[NaN,') : text;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** What is sent for a fault of the connection or the service itself; false where the answer goes on as usual. */
function misbehave(fault: Fault, response: ServerResponse): boolean {
  const send = (status: number, body: unknown, headers: Record<string, string> = {}) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
    return true;
  };
  switch (fault.kind) {
    case 'rate-limit':
      return send(
        429,
        errorBody('Rate limit reached', 'requests', 'rate_limit_exceeded'),
        fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter }
      );
    case 'no-credit':
      return send(429, errorBody('You exceeded your current quota', 'insufficient_quota', 'insufficient_quota'));
    case 'status':
      return send(fault.status, errorBody('The server had an error', 'server_error'));
    case 'refused-parameter':
      return send(
        400,
        errorBody(
          `Unsupported parameter: '${fault.param}'`,
          'invalid_request_error',
          'unsupported_parameter',
          fault.param
        )
      );
    case 'no-model':
      return send(404, errorBody('The model does not exist', 'invalid_request_error', 'model_not_found'));
    case 'time-out':
      return true;
    case 'cut-off':
      response.destroy();
      return true;
    case 'cut-mid-body':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
      response.write('{"id":"chatcmpl-1","choices":[', () => response.destroy());
      return true;
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<html><body>Welcome to the hotel network</body></html>');
      return true;
    default:
      return false;
  }
}

export async function startLlmServer(options: LlmServerOptions = {}): Promise<LlmServer> {
  const calls: CallInfo[] = [];
  const { answer = madeUp, dimensions = 8, latency = 0 } = options;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('access-control-allow-origin', '*');
    if (options.exposeRetryAfter) response.setHeader('access-control-expose-headers', 'retry-after');
    if (request.method === 'OPTIONS') {
      response.writeHead(204, {
        'access-control-allow-headers': '*, authorization',
        'access-control-allow-methods': '*'
      });
      response.end();
      return;
    }
    const [path = ''] = (request.url ?? '').split('?');
    const text = await bodyOf(request);
    const arrived = { number: calls.length, path, input: digest(text) };
    const fault = options.faults?.(arrived) ?? null;
    calls.push({ ...arrived, fault: fault?.kind ?? null });
    if (latency > 0) await new Promise((resolve) => setTimeout(resolve, latency));
    const send = (status: number, body: string) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(body);
    };
    const refuse = (status: number, message: string, code: string) =>
      send(status, JSON.stringify(errorBody(message, 'invalid_request_error', code)));
    if (options.key !== undefined && request.headers.authorization !== `Bearer ${options.key}`) {
      const given = request.headers.authorization?.replace('Bearer ', '') ?? '';
      return refuse(401, `Incorrect API key provided: ${given}.`, 'invalid_api_key');
    }
    if (fault && misbehave(fault, response)) return;
    if (path.endsWith('/models')) {
      return send(
        200,
        JSON.stringify({ object: 'list', data: [{ id: 'made-up', object: 'model', created: 0, owned_by: 'test' }] })
      );
    }
    if (path.endsWith('/chat/completions')) {
      const body = v.safeParse(ChatBodyForm, JSON.parse(text));
      if (!body.success) return refuse(400, v.summarize(body.issues), 'invalid_request');
      return send(200, JSON.stringify(chatAnswer(body.output, chatContent(body.output, fault, answer), fault)));
    }
    if (path.endsWith('/embeddings')) {
      const body = v.safeParse(EmbeddingBodyForm, JSON.parse(text));
      if (!body.success) return refuse(400, v.summarize(body.issues), 'invalid_request');
      return send(200, embeddings(body.output, fault, dimensions));
    }
    return refuse(404, `No such path: ${path}`, 'not_found');
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    calls,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      })
  };
}
