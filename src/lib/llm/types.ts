// What the rooms above ask of a language model and of an embedding service, and what they get back. The form is our own: the
// service's wire format is known in client.ts alone. Only types.
import type { AnswerStore } from '#lib/storage/types';
import type { Dialect } from './dialect';
import type { CallFailure } from './words/failure';

/** Where requests go. Never stored, logged or exported by anything in this room. */
export interface Endpoint {
  /** e.g. "https://api.openai.com/v1". */
  readonly baseUrl: string;
  /** '' where the server asks for none. */
  readonly key: string;
}

/** How fast and how far a job may go. No result depends on it, so it is no part of a notebook. */
export interface CallLimits {
  /** Requests under way at a time. */
  readonly concurrency: number;
  /** 0: no limit. */
  readonly requestsPerMinute: number;
  /** Tokens of requests and answers; 0: no limit. */
  readonly tokensPerMinute: number;
  /** Dollars that one job may spend; 0: no limit. */
  readonly spendingCap: number;
  /** Seconds after which a request counts as lost. */
  readonly timeout: number;
  /** Seconds to wait after a first failure where the service does not say; doubled with each further one. */
  readonly firstWait: number;
}

/** Dollars for a million tokens. */
export interface ModelPrice {
  readonly input: number;
  readonly output: number;
}

/** Prices by model, as the reader has them. */
export type Prices = Readonly<Record<string, ModelPrice>>;

export interface LlmEnvironment {
  /** Empty where `client` is given. */
  readonly endpoint: Endpoint;
  /** Who answers in the place of a server: a model on this machine. */
  readonly client?: LlmClient;
  readonly limits: CallLimits;
  readonly prices: Prices;
  readonly answers: AnswerStore;
  /** The reader wants what a server refused to be asked once more. */
  readonly askRefused?: boolean;
  /** Tests put their own in its place. */
  readonly clock?: Clock;
}

/** Time. Milliseconds. */
export interface Clock {
  now(): number;
  /** Resolves after that time, or at once when the signal is aborted. */
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** A JSON schema in the subset that strict structured output takes: every property required, no others allowed. */
export interface AnswerSchema {
  readonly name: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

export interface ChatRequest {
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  readonly answer: AnswerSchema;
  /** 1 is every service's own default and is not sent. */
  readonly temperature: number;
  readonly seed: number;
  /** Tokens of the answer at most; 0: the service's own limit. */
  readonly maxTokens: number;
}

export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

export interface ChatAnswer {
  readonly text: string;
  /** The service's word that it will not answer; null where it does. */
  readonly refusal: string | null;
  /** `length`: cut off at the limit of tokens; `filter`: held back by the service. */
  readonly finish: 'stop' | 'length' | 'filter' | 'other';
  /** null where the service does not count. */
  readonly usage: Usage | null;
  /** As the service names the model that answered. */
  readonly model: string;
}

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

/** Dollars and tokens that a job has used so far. */
export interface Spending {
  readonly calls: number;
  readonly usage: Usage;
  /** null where a model's price is not known. */
  readonly dollars: number | null;
}

export type CallOutcome<Answer> =
  | { readonly ok: true; readonly answer: Answer }
  | {
      readonly ok: false;
      readonly failure: CallFailure;
      /** An answer came all the same, and may have been paid for. `usage` is null where it does not say how much. */
      readonly answered?: { readonly usage: Usage | null };
    };

export interface LlmClient {
  /** Of the endpoint, for messages and provenance. */
  readonly host: string;
  /** Gets ready to answer, where that takes a while; the first question does it otherwise. @throws AppError */
  open?(): Promise<void>;
  chat(request: ChatRequest, dialect: Dialect, signal?: AbortSignal): Promise<CallOutcome<ChatAnswer>>;
  embed(request: EmbeddingRequest, dialect: Dialect, signal?: AbortSignal): Promise<CallOutcome<EmbeddingAnswer>>;
  models(signal?: AbortSignal): Promise<CallOutcome<readonly string[]>>;
}
