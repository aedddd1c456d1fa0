// What a refused call means: whether to ask again and when, in a plainer form, in smaller batches, to leave this one question, or to end
// the job. Decided from the status and from what the server says, since neither alone tells a key from a filter or a limit from a parameter.
import { largest } from '#lib/elementary/extent';
import { appError, type AppError } from '#lib/errors/app-error';
import { barer, simpler, type Dialect } from '../dialect';
import {
  ANSWER_LIMIT,
  BAD_KEY,
  BATCH,
  FILTER,
  FILTER_CODE,
  FORM,
  KEY,
  LENGTH,
  NOT_OF_KEY,
  NO_CREDIT,
  NO_MODEL,
  OF_ACCOUNT,
  OF_QUESTION,
  ONE_TEXT,
  RATE,
  TOO_LARGE
} from './phrases';
import { serverWords, shownWords, type ServerWords } from './server-words';

export type CallFailure =
  /** Seconds, where the server says when to come again and the page may see it. */
  | {
      readonly kind: 'rate-limited';
      readonly retryAfter: number | null;
      readonly status: number;
      readonly said: string;
    }
  /** `why` completes "the last attempt …". */
  | { readonly kind: 'lost'; readonly why: string; readonly reached: boolean }
  /** The server does not take the request in this form, and there is a plainer one. */
  | { readonly kind: 'dialect'; readonly dialect: Dialect }
  /** The server does not take this question, and others it may: `why` says what of it. */
  | { readonly kind: 'refused'; readonly why: 'filter' | 'length' | 'form'; readonly said: string }
  /** The server does not take so many texts at a time. */
  | { readonly kind: 'batch'; readonly most: number }
  | { readonly kind: 'fatal'; readonly error: AppError };

/** What was asked, as far as it matters for what a refusal means. */
export interface Asked {
  readonly host: string;
  readonly model: string;
  /** Left out of everything that is shown. */
  readonly key: string;
  readonly of: 'chat' | 'embeddings' | 'models';
  readonly dialect: Dialect | null;
  /** Texts of an embedding call. */
  readonly texts?: number;
}

export interface Refusal {
  /** null: none is known; an error in a body of status 200. */
  readonly status: number | null;
  /** Parsed JSON, or the text where it is none. */
  readonly body: unknown;
  readonly headers?: Headers;
}

/** What a call that was not answered means. */
export function failureOf({ status, body, headers }: Refusal, asked: Asked): CallFailure {
  const { host, model, key, of } = asked;
  const words = serverWords(body);
  const said = shownWords(words.said, key);
  const all = `${words.codes.join(' ')} ${words.said}`;
  const fatal = (error: AppError): CallFailure => ({ kind: 'fatal', error });
  const at = status ?? statusIn(words);

  if (at === 401) return fatal(appError('llm/key-refused', { host, status: at, said }));
  if (at === 402) return fatal(appError('llm/no-credit', { host, said: said || 'status 402' }));
  const isLate = at === 429 || ((at === 0 || isRefusal(at)) && RATE.test(all) && !NO_CREDIT.test(all));
  if (isLate && !TOO_LARGE.test(words.said)) {
    const after = retryAfter(headers, Date.now()) ?? words.retryAfter;
    const isSpent = after === null && /exceeded your current quota/i.test(all) && !RATE.test(all);
    if (isSpent || NO_CREDIT.test(all)) return fatal(appError('llm/no-credit', { host, said }));
    return { kind: 'rate-limited', retryAfter: after, status: at, said };
  }
  const own = ofTheQuestion(words, all, at, asked);
  if (own) return own.kind === 'batch' ? own : { ...own, said };
  if (NO_CREDIT.test(all)) return fatal(appError('llm/no-credit', { host, said }));
  if (BAD_KEY.test(all) || (at === 403 && KEY.test(all) && !NOT_OF_KEY.test(words.said))) {
    return fatal(appError('llm/key-refused', { host, status: at, said }));
  }
  if (at === 0 || at === 408 || at === 409 || at === 425 || at >= 498) return mayPass(at, said, words, headers, asked);
  const plainer = at === 403 ? null : plainerOf(words, asked, at === 400 || at === 422);
  if (plainer) return { kind: 'dialect', dialect: plainer };
  const knowsModel = NO_MODEL.test(all) || (at === 404 && of !== 'models' && /model/i.test(all));
  if (knowsModel) return fatal(appError('llm/no-model', { host, model, said }));
  if (at === 403) return fatal(appError('llm/forbidden', { host, said: said || NO_REASON }));
  if (at === 404 || at === 405)
    return fatal(appError('llm/nothing-there', { host, status: at, said: said || NO_REASON }));
  return fatal(appError('llm/bad-request', { host, status: at, said: said || NO_REASON }));
}

const NO_REASON = 'it does not say why';
const isRefusal = (status: number): boolean => status >= 400 && status < 500;

/** What a refusal says of this question or this batch, where it does not speak of the request's form. */
function ofTheQuestion(
  { said, codes }: ServerWords,
  all: string,
  status: number,
  { of, texts = 1 }: Asked
): Omit<Extract<CallFailure, { kind: 'refused' }>, 'said'> | Extract<CallFailure, { kind: 'batch' }> | null {
  if (of === 'models') return null;
  const isFiltered = FILTER.test(said) || codes.some((code) => FILTER_CODE.test(code));
  if (isFiltered && !OF_ACCOUNT.test(said)) return { kind: 'refused', why: 'filter' };
  if (FORM.test(all)) return { kind: 'refused', why: 'form' };
  const tooLong = { kind: 'refused', why: 'length' } as const;
  if (TOO_LARGE.test(said)) return tooLong;
  if (of === 'embeddings' && texts > 1 && isRefusal(status)) {
    if (ONE_TEXT.test(said)) return { kind: 'batch', most: 1 };
    if (BATCH.test(all)) return { kind: 'batch', most: mostOf(said, texts) };
    if (status === 413 && !LENGTH.test(all)) return { kind: 'batch', most: mostOf(said, texts) };
  }
  const ofAnswer = of === 'chat' && ANSWER_LIMIT.test(said) && !OF_QUESTION.test(said);
  return status === 413 || (LENGTH.test(all) && !ofAnswer) ? tooLong : null;
}

/** The largest batch that the words name below the one that was refused; else half of it. */
function mostOf(said: string, texts: number): number {
  const named = [...said.matchAll(/(?<![\w.])\d+(?![\w]|\.\d)/g)]
    .map(Number)
    .filter((count) => count >= 1 && count < texts);
  return named.length > 0 ? largest(named) : Math.floor(texts / 2);
}

/** @param mayGuess whether something may be dropped where the server only says no */
function plainerOf(words: ServerWords, { of, dialect }: Asked, mayGuess: boolean): Dialect | null {
  return dialect && of !== 'models'
    ? (simpler(dialect, words, of) ?? (mayGuess ? barer(dialect, words, of) : null))
    : null;
}

/** Failures that may pass: the same question is asked again. */
function mayPass(
  status: number,
  said: string,
  words: ServerWords,
  headers: Headers | undefined,
  asked: Asked
): CallFailure {
  // Some fail where they should refuse: with a grammar that they cannot build, say.
  const plainer =
    status >= 500 && status <= 501 && /format|schema|grammar|guided|json mode/i.test(words.said)
      ? plainerOf(words, asked, false)
      : null;
  if (plainer) return { kind: 'dialect', dialect: plainer };
  const wait = retryAfter(headers, Date.now());
  if (wait !== null) return { kind: 'rate-limited', retryAfter: wait, status, said };
  const how = status === 0 ? 'with an error' : `with status ${status}`;
  return { kind: 'lost', why: `was answered ${how}${said === '' ? '' : `: ${said}`}`, reached: true };
}

/** An error in a body of status 200 names its status, where it does; 0: it does not. */
function statusIn({ codes }: ServerWords): number {
  return codes.map(Number).find((code) => Number.isInteger(code) && code >= 400 && code < 600) ?? 0;
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
