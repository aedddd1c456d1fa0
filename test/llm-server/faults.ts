// What can go wrong, by name; which fault can befall which call; and a plan that strikes a share of the calls, the same ones
// for the same seed. How a fault looks on the wire is in replies.ts.
import { uniformAt, uniformInt } from '#kernels/random/random';
import type { CallInfo } from './calls';
import type { Request } from './requests';

export type RetryAfter =
  { readonly form: 'seconds'; readonly seconds: number } | { readonly form: 'date'; readonly at: Date };

/** Befalls any call. */
export type TransportFault =
  /** 429, with or without a retry-after header. */
  | { readonly kind: 'rate-limit'; readonly retryAfter?: RetryAfter }
  /** 429 that no waiting cures. */
  | { readonly kind: 'insufficient-quota' }
  /** 500. */
  | { readonly kind: 'server-error' }
  /** 503. */
  | { readonly kind: 'overloaded'; readonly retryAfter?: RetryAfter }
  /** No answer until the server closes or the caller gives up. */
  | { readonly kind: 'time-out' }
  | { readonly kind: 'cut-before-head' }
  /** Half the body, or half the stream. */
  | { readonly kind: 'cut-mid-body' }
  /** Status 200 and an HTML page. */
  | { readonly kind: 'html-page' };

/** Befalls answers to chats, streamed or not. */
export type ContentFault =
  /** A comma too many. */
  | { readonly kind: 'invalid-json' }
  /** Half the answer, finish_reason "length". */
  | { readonly kind: 'truncated' }
  /** The JSON within prose and a code fence. */
  | { readonly kind: 'wrapped' }
  | { readonly kind: 'empty-content' }
  /** message.refusal says why, content is null. */
  | { readonly kind: 'refusal' }
  | { readonly kind: 'content-filter' }
  /** The summary is the text "None". */
  | { readonly kind: 'none-summary' }
  /** A summary of 600 words. */
  | { readonly kind: 'long-summary' };

/** A call refused for what it asks: befalls only calls that do ask it. */
export type RefusedRequest =
  /** 400 to response_format json_schema. */
  | { readonly kind: 'no-json-schema' }
  /** 400 to a parameter this model does not take. */
  | { readonly kind: 'unsupported-parameter'; readonly param: 'temperature' | 'seed' | 'max_completion_tokens' }
  /** 404. */
  | { readonly kind: 'model-not-found' };

export type StreamFault =
  /** Half the stream, then an `error` event. */
  { readonly kind: 'stream-error' };

export type EmbeddingFault =
  /** The last vector is left out. */
  | { readonly kind: 'too-few-vectors' }
  /** The list runs backwards; each `index` is right. Befalls calls with two texts or more. */
  | { readonly kind: 'shuffled-vectors' }
  /** No entry has an `index`. */
  | { readonly kind: 'no-index' }
  /** The first vector opens with null, or, in base64, with the bits of NaN. */
  | { readonly kind: 'null-in-vector' }
  /** The first vector opens with the bare word NaN, so that the body is no JSON. In lists of numbers even if base64 is asked for. */
  | { readonly kind: 'nan-in-vector' }
  /** One number too many, in all vectors or in the last one only. */
  | { readonly kind: 'wrong-width'; readonly vectors: 'all' | 'last' };

export type Fault = TransportFault | ContentFault | RefusedRequest | StreamFault | EmbeddingFault;

/** Whether the fault could show in an answer to this request. One that could not does not happen. */
export function fits(fault: Fault, request: Request): boolean {
  switch (fault.kind) {
    case 'rate-limit':
    case 'insufficient-quota':
    case 'server-error':
    case 'overloaded':
    case 'time-out':
    case 'cut-before-head':
    case 'cut-mid-body':
    case 'html-page':
      return true;
    case 'model-not-found':
      return request.endpoint !== 'models';
    case 'no-json-schema':
      return request.endpoint === 'chat' && request.body.response_format?.type === 'json_schema';
    case 'unsupported-parameter':
      return request.endpoint === 'chat' && (request.body[fault.param] ?? null) !== null;
    case 'stream-error':
      return request.endpoint === 'chat' && request.body.stream === true;
    case 'shuffled-vectors':
      return request.endpoint === 'embeddings' && Array.isArray(request.body.input) && request.body.input.length > 1;
    case 'too-few-vectors':
    case 'no-index':
    case 'null-in-vector':
    case 'nan-in-vector':
    case 'wrong-width':
      return request.endpoint === 'embeddings';
    default:
      return request.endpoint === 'chat';
  }
}

// Beside the streams of src/kernels/random/streams.ts, which belong to the program.
const PLAN_STREAM = 1001;

export interface FaultPlan {
  readonly seed: number;
  /** Of the calls, 0 to 1. */
  readonly share: number;
  /** One of those that fit the call strikes; a call that none fits is spared. */
  readonly faults: readonly Fault[];
}

/** Strikes by (seed, arrival number): the same calls again where calls arrive in the same order. */
export function faultPlan({ seed, share, faults }: FaultPlan): (call: CallInfo) => Fault | null {
  return ({ number, request }) => {
    if (!request || uniformAt({ seed, stream: PLAN_STREAM, step: 0 }, number) >= share) return null;
    const fitting = faults.filter((fault) => fits(fault, request));
    return fitting[uniformInt({ seed, stream: PLAN_STREAM, step: 1 }, number, fitting.length)] ?? null;
  };
}
