// What goes over the wire for a request, good or faulty. Pure: the server (server.ts) only carries it out.
import type { ChatCompletionChunk } from 'openai/resources/chat/completions';
import type { CreateEmbeddingResponse } from 'openai/resources/embeddings';
import type { ErrorObject } from 'openai/resources/shared';
import {
  chatChunks,
  chatCompletion,
  type Content,
  defaultAnswer,
  embeddingAnswer,
  inBase64,
  modelList,
  summaryJson
} from './answers';
import type { ContentFault, EmbeddingFault, Fault, RetryAfter } from './faults';
import type { ChatBody, EmbeddingBody, Request } from './requests';

/** What a body claims to be, by its schema in the API's description; null where the fault is that it is not. */
export type Claim = {
  readonly schema:
    | 'CreateChatCompletionResponse'
    | 'CreateChatCompletionStreamResponse'
    | 'CreateEmbeddingResponse'
    | 'ListModelsResponse'
    | 'ErrorResponse';
  readonly values: readonly unknown[];
} | null;

export type Headers = Readonly<Record<string, string>>;

export type Reply =
  | { readonly kind: 'silence' }
  | { readonly kind: 'cut' }
  | {
      readonly kind: 'whole' | 'half';
      readonly status: number;
      readonly headers: Headers;
      readonly text: string;
      readonly claim: Claim;
    }
  | {
      readonly kind: 'events';
      readonly events: readonly string[];
      readonly ending: 'end' | 'cut';
      readonly claim: Claim;
    };

export interface ReplyOptions {
  readonly answer?: (request: ChatBody) => string;
  readonly dimensions: number;
}

const JSON_HEADERS: Headers = { 'content-type': 'application/json' };
const HTML_PAGE = '<!doctype html>\n<html><head><title>Sign in</title></head><body>Please sign in.</body></html>\n';

function json(body: unknown, claim: Claim): Reply {
  return { kind: 'whole', status: 200, headers: JSON_HEADERS, text: JSON.stringify(body), claim };
}

export function errorReply(
  status: number,
  error: Partial<ErrorObject> & { message: string },
  more: Headers = {}
): Reply {
  const body = { error: { type: 'invalid_request_error', param: null, code: null, ...error } };
  const claim: Claim = { schema: 'ErrorResponse', values: [body] };
  return { kind: 'whole', status, headers: { ...JSON_HEADERS, ...more }, text: JSON.stringify(body), claim };
}

function waiting(retryAfter: RetryAfter | undefined): Headers {
  if (!retryAfter) return {};
  const text = retryAfter.form === 'seconds' ? String(retryAfter.seconds) : retryAfter.at.toUTCString();
  return { 'retry-after': text };
}

/** @param fault one that fits the request, or null */
export function replyTo(request: Request, fault: Fault | null, number: number, options: ReplyOptions): Reply {
  switch (fault?.kind) {
    case 'rate-limit': {
      const error = { message: 'Too many requests a minute.', type: 'requests', code: 'rate_limit_exceeded' };
      return errorReply(429, error, waiting(fault.retryAfter));
    }
    case 'insufficient-quota': {
      const kind = 'insufficient_quota';
      return errorReply(429, { message: 'The account has no credit left.', type: kind, code: kind });
    }
    case 'server-error':
      return errorReply(500, { message: 'Something broke while answering.', type: 'server_error' });
    case 'overloaded': {
      const error = { message: 'The model is overloaded.', type: 'server_error' };
      return errorReply(503, error, waiting(fault.retryAfter));
    }
    case 'time-out':
      return { kind: 'silence' };
    case 'cut-before-head':
      return { kind: 'cut' };
    case 'cut-mid-body':
      return halved(goodReply(request, null, number, options));
    case 'html-page':
      return { kind: 'whole', status: 200, headers: { 'content-type': 'text/html' }, text: HTML_PAGE, claim: null };
    case 'no-json-schema': {
      const message = 'response_format of type json_schema is not supported with this model.';
      return errorReply(400, { message, param: 'response_format' });
    }
    case 'unsupported-parameter': {
      // Of the temperature the API says that its value is not supported, since the default one is.
      const code = fault.param === 'temperature' ? 'unsupported_value' : 'unsupported_parameter';
      return errorReply(400, { message: `${fault.param} is not supported with this model.`, param: fault.param, code });
    }
    case 'model-not-found':
      return errorReply(404, { message: 'There is no such model.', code: 'model_not_found' });
    default:
      return goodReply(request, fault ?? null, number, options);
  }
}

type InAnswer = ContentFault | EmbeddingFault | { readonly kind: 'stream-error' };

function goodReply(request: Request, fault: InAnswer | null, number: number, options: ReplyOptions): Reply {
  switch (request.endpoint) {
    case 'chat':
      return chatReply(request.body, fault, number, options);
    case 'embeddings':
      return embeddingReply(request.body, fault, options);
    case 'models': {
      const list = modelList();
      return json(list, { schema: 'ListModelsResponse', values: [list] });
    }
  }
}

function chatReply(body: ChatBody, fault: InAnswer | null, number: number, options: ReplyOptions): Reply {
  const answer = contentWith(fault, (options.answer ?? defaultAnswer)(body));
  if (body.stream === true) return streamed(chatChunks(body, answer, number), fault?.kind === 'stream-error');
  const completion = chatCompletion(body, answer, number);
  return json(completion, { schema: 'CreateChatCompletionResponse', values: [completion] });
}

function contentWith(fault: InAnswer | null, answer: string): Content {
  const said = (content: string): Content => ({ content, refusal: null, finish: 'stop' });
  switch (fault?.kind) {
    case 'invalid-json':
      return said(`${answer.trimEnd().replace(/\}$/, '')},}`);
    case 'truncated':
      return { ...said(answer.slice(0, Math.ceil(answer.length / 2))), finish: 'length' };
    case 'wrapped':
      return said(`Sure! Here is the profile:\n\n\`\`\`json\n${answer}\n\`\`\`\n\nShall I write another one?`);
    case 'empty-content':
      return said('');
    case 'refusal':
      return { content: null, refusal: 'I cannot help with that.', finish: 'stop' };
    case 'content-filter':
      return { ...said(''), finish: 'content_filter' };
    case 'none-summary':
      return said(summaryJson('None', 'There is too little to go by.'));
    case 'long-summary':
      return said(summaryJson(`${'much '.repeat(599)}more`, 'It would not end.'));
    default:
      return said(answer);
  }
}

function streamed(chunks: readonly ChatCompletionChunk[], breaks: boolean): Reply {
  const events = chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`);
  const claim: Claim = { schema: 'CreateChatCompletionStreamResponse', values: chunks };
  if (!breaks) return { kind: 'events', events: [...events, 'data: [DONE]\n\n'], ending: 'end', claim };
  const error = { message: 'The answer broke off.', type: 'server_error', param: null, code: null };
  const last = `event: error\ndata: ${JSON.stringify({ error })}\n\n`;
  return { kind: 'events', events: [...firstHalf(events), last], ending: 'end', claim };
}

function embeddingReply(body: EmbeddingBody, fault: InAnswer | null, options: ReplyOptions): Reply {
  const answer = embeddingsWith(fault, embeddingAnswer(body, body.dimensions ?? options.dimensions));
  const packed = body.encoding_format === 'base64' && fault?.kind !== 'nan-in-vector';
  const text = embeddingText(packed ? inBase64(answer) : answer, fault);
  const broken = ['no-index', 'null-in-vector', 'nan-in-vector'].includes(fault?.kind ?? '');
  // Base64 is not in the API's description of its answer, so what is checked is the list it packs.
  const claim: Claim = broken ? null : { schema: 'CreateEmbeddingResponse', values: [answer] };
  return { kind: 'whole', status: 200, headers: JSON_HEADERS, text, claim };
}

function embeddingText(sent: unknown, fault: InAnswer | null): string {
  if (fault?.kind === 'no-index') {
    return JSON.stringify(sent, (key: string, value: unknown) => (key === 'index' ? undefined : value));
  }
  const text = JSON.stringify(sent);
  // JSON.stringify has written NaN as null.
  return fault?.kind === 'nan-in-vector' ? text.replace('"embedding":[null', '"embedding":[NaN') : text;
}

function embeddingsWith(fault: InAnswer | null, answer: CreateEmbeddingResponse): CreateEmbeddingResponse {
  const { data } = answer;
  const last = data.length - 1;
  switch (fault?.kind) {
    case 'too-few-vectors':
      return { ...answer, data: data.slice(0, last) };
    case 'shuffled-vectors':
      return { ...answer, data: data.toReversed() };
    case 'null-in-vector':
    case 'nan-in-vector':
      return mapped(answer, (vector, at) => (at === 0 ? [Number.NaN, ...vector.slice(1)] : vector));
    case 'wrong-width':
      return mapped(answer, (vector, at) => (fault.vectors === 'all' || at === last ? [...vector, 0] : vector));
    default:
      return answer;
  }
}

function mapped(
  answer: CreateEmbeddingResponse,
  change: (vector: number[], at: number) => number[]
): CreateEmbeddingResponse {
  return {
    ...answer,
    data: answer.data.map((entry, at) => ({ ...entry, embedding: change(entry.embedding, at) }))
  };
}

function halved(reply: Reply): Reply {
  if (reply.kind === 'whole') return { ...reply, kind: 'half' };
  if (reply.kind === 'events') return { ...reply, events: firstHalf(reply.events), ending: 'cut' };
  return reply;
}

function firstHalf(events: readonly string[]): readonly string[] {
  return events.slice(0, Math.ceil(events.length / 2));
}
