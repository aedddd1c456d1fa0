// What a server says in the body of an answer that is no answer. Servers that call themselves compatible wrap it in many ways ({"error":
// {…}}, lists, `detail`, `message`, bare text, a page of HTML): the whole body is looked through for sentences, codes and names of
// fields. Decides nothing; failure.ts does.

import { HIDDEN, keyHider } from './key-forms';
import { isObject, type JsonObject } from '../answers/json-value';

export interface ServerWords {
  /** Its sentences in their order, as it wrote them; '' where it says nothing. Not for showing: see `shownWords`. */
  readonly said: string;
  /** Codes, types and statuses, in lower case. */
  readonly codes: readonly string[];
  /** Fields of the request that it names as wrong. */
  readonly params: readonly string[];
  /** Seconds after which it wants to be asked again; null where it does not say. */
  readonly retryAfter: number | null;
}

type Role = 'sentence' | 'code' | 'param' | 'delay';

const ROLES: ReadonlyMap<string, Role> = new Map([
  ...[
    'message',
    'msg',
    'error',
    'errors',
    'detail',
    'details',
    'error_message',
    'errorMessage',
    'error_msg',
    'error_description',
    'status_msg',
    'description',
    'title',
    'raw',
    'reasons'
  ].map((key) => [key, 'sentence'] as const),
  ...['code', 'type', 'status', 'error_type', 'errorCode', 'error_code', 'reason', 'blockReason', 'status_code'].map(
    (key) => [key, 'code'] as const
  ),
  ...['param', 'loc', 'field'].map((key) => [key, 'param'] as const),
  ...['retryDelay', 'retry_after', 'retryAfter', 'retry_after_seconds'].map((key) => [key, 'delay'] as const)
]);

/** What was sent may come back in these; it is no word of the server. */
const ECHOES: ReadonlySet<string> = new Set([
  'input',
  'ctx',
  'url',
  'request',
  'body',
  'messages',
  'failed_generation'
]);
const DEEPEST = 8;
/** More is no message to anybody, and takes long to look through. */
const MOST_SENTENCES = 20;
/** Signs. */
const LONGEST_SENTENCE = 5000;

interface Found {
  readonly sentences: string[];
  readonly codes: string[];
  readonly params: string[];
  readonly delays: number[];
}

/** @param body parsed JSON, or the text where it is none */
export function serverWords(body: unknown): ServerWords {
  const found: Found = { sentences: [], codes: [], params: [], delays: [] };
  look(body, 'sentence', found, 0);
  const sentences = found.sentences
    .slice(0, MOST_SENTENCES)
    .filter((sentence, at) => !found.sentences.some((other, place) => place < at && other.includes(sentence)));
  const said = sentences.join('; ') || found.codes.filter((code) => !/^\d+$/.test(code)).join(', ');
  return {
    said: said || bare(body).slice(0, LONGEST_SENTENCE),
    codes: found.codes.map((code) => code.toLowerCase()),
    params: found.params,
    retryAfter: found.delays[0] ?? secondsIn(said)
  };
}

function look(value: unknown, role: Role | null, found: Found, depth: number): void {
  if (depth > DEEPEST || value === null || value === undefined) return;
  if (typeof value === 'string') return take(value, role, found, depth);
  if (typeof value === 'number') {
    if (role === 'code') found.codes.push(String(value));
    if (role === 'delay') found.delays.push(value);
    return;
  }
  if (Array.isArray(value)) return value.forEach((entry: unknown) => look(entry, role, found, depth + 1));
  if (typeof value !== 'object') return;
  const fields = new Map<string, unknown>(Object.entries(value));
  const [place, what] = [placeOf(fields.get('loc')), fields.get('msg')];
  if (place !== '' && typeof what === 'string') {
    found.sentences.push(`${place}: ${what}`);
    fields.delete('msg');
  }
  for (const [key, inner] of fields) {
    if (ECHOES.has(key)) continue;
    if (key === 'errors' && isObject(inner)) byField(inner, found, depth + 1);
    else look(inner, ROLES.get(key) ?? null, found, depth + 1);
  }
}

/** `errors` that are an object have the fields of the request as their keys. */
function byField(errors: JsonObject, found: Found, depth: number): void {
  for (const [key, inner] of Object.entries(errors)) {
    const sentences = [inner].flat().filter((entry) => typeof entry === 'string');
    if (ROLES.has(key) || sentences.length === 0) look({ [key]: inner }, 'sentence', found, depth + 1);
    else {
      found.params.push(key);
      found.sentences.push(`${key}: ${sentences.join(' ')}`);
    }
  }
}

function take(text: string, role: Role | null, found: Found, depth: number): void {
  const plain = text.trim();
  if (plain === '' || role === null) return;
  if (role === 'code' && !/\s/.test(plain)) found.codes.push(plain);
  else if (role === 'param') {
    if (plain !== 'body') found.params.push(plain);
  } else if (role === 'delay') {
    const seconds = secondsIn(`retry in ${plain}`) ?? Number.parseFloat(plain);
    if (Number.isFinite(seconds)) found.delays.push(seconds);
  } else {
    // A gateway puts what the server behind it said into a text.
    const inner = /^[[{]/.test(plain) ? parsed(plain) : undefined;
    if (inner !== undefined) look(inner, 'sentence', found, depth + 1);
    else {
      const short = plain.slice(0, LONGEST_SENTENCE);
      found.sentences.push(/^<(!doctype|html|\?xml|head|body)/i.test(short) ? textOfPage(short) : short);
    }
  }
}

/** `body.response_format.type` without the body. */
function placeOf(loc: unknown): string {
  if (!Array.isArray(loc)) return '';
  return loc.filter((part) => (typeof part === 'string' || typeof part === 'number') && part !== 'body').join('.');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const textOfPage = (page: string): string =>
  page
    .replace(/<(script|style)\b[\s\S]*?(<\/\1>|$)/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** Of a body in no known form, the body itself. */
function bare(body: unknown): string {
  const isEmpty = body === null || body === undefined || (typeof body === 'object' && Object.keys(body).length === 0);
  return isEmpty || body === '' ? '' : JSON.stringify(body);
}

const UNITS: readonly (readonly [unit: RegExp, seconds: number])[] = [
  [/^(ms|milli)/i, 0.001],
  [/^s/i, 1],
  [/^m/i, 60],
  [/^h/i, 3600],
  [/^d/i, 86_400]
];

const AMOUNT = String.raw`\d+(?:\.\d+)?\s*(?:milliseconds?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d)\b`;
const DELAY = new RegExp(
  String.raw`\b(?:again|retry|retrying|wait|resets?)\b[^.;]{0,40}?((?:\d+[dhm](?=\d)|${AMOUNT}[\s,and]*)+)`,
  'i'
);

/** "Please try again in 6m12.5s." → 372.5; null where no time is named. */
function secondsIn(said: string): number | null {
  const amount = DELAY.exec(said)?.[1];
  if (amount === undefined) return null;
  let seconds = 0;
  for (const [, number = '', unit = ''] of amount.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]+)/gi)) {
    seconds += Number(number) * (UNITS.find(([name]) => name.test(unit))?.[1] ?? 0);
  }
  return seconds;
}

const LONGEST_QUOTE = 300;
/** Long runs with one of the usual openings of a key, and what is starred out. */
const KEYS = /\b(?:(?:sk|gsk|csk|hf|xai|nvapi|pplx|r8|fw|tgp|Bearer)[-_ ]|AIza)[\w*.-]{6,}|\S*\*{3,}\S*/g;

/** As a reader may see it: one line of text, short, without the key or a part of it, and without the full stop at its end. */
export function shownWords(said: string, key: string): string {
  const line = said
    .slice(0, LONGEST_SENTENCE)
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
  const whole = keyHider(key)(key === '' ? line : line.replaceAll(key, HIDDEN));
  const clean = whole
    .replace(KEYS, '•••')
    .replace(/[\w-]{6,}/g, (run) => (key.length >= 12 && key.includes(run) ? HIDDEN : run));
  const short = clean.length > LONGEST_QUOTE ? `${clean.slice(0, LONGEST_QUOTE)}…` : clean;
  return short.replace(/\.$/, '');
}
