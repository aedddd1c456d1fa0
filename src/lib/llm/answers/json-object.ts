// Finds the one JSON object in what a model wrote: the whole text, or the only whole object in it, behind what was thought. Parses, never
// evaluates, and chooses between two objects only where one of them is nobody's answer.
import { isObject, type JsonObject } from './json-value';
import { withoutThoughts } from './thinking';

/** Characters; no answer that is any use is longer. */
const LONGEST = 100_000;

/**
 * @param key that the answer has: an object with it comes before others, and is found one level deep (a schema repeated with the answer
 * in it, an object in an object)
 * @returns null where there is none, or more than one
 */
export function jsonObjectIn(text: string, key: string): JsonObject | null {
  const whole = parsed(text.trim());
  if (whole) return holding(whole, key);
  const { text: spoken, isUnended } = withoutThoughts(text);
  const plain = parsed(spoken);
  if (plain) return holding(plain, key);
  if (spoken.length > LONGEST && !isUnended) return null;
  const found = objectsIn(spoken.slice(-LONGEST));
  if (isUnended) {
    const last = found.at(-1);
    // A draft in the middle of thoughts is no answer.
    return last && /^[\s`]*$/.test(last.behind) ? holding(last.object, key) : null;
  }
  const objects = found.map(({ object }) => holding(object, key));
  const answers = objects.filter((object) => isSaid(object[key]));
  return single(answers) ?? (answers.length === 0 ? single(objects) : null);
}

/** The same object twice is one. */
function single(objects: readonly JsonObject[]): JsonObject | null {
  const texts = new Set(objects.map((object) => JSON.stringify(object)));
  return texts.size === 1 ? (objects[0] ?? null) : null;
}

/** "..." is a form, no answer. */
const isSaid = (value: unknown): boolean =>
  value !== undefined && (typeof value !== 'string' || /[\p{L}\p{N}]/u.test(value));

function holding(object: JsonObject, key: string): JsonObject {
  if (Object.hasOwn(object, key)) return object;
  const inner = Object.values(object).filter((value) => isObject(value) && Object.hasOwn(value, key));
  const [only] = inner;
  return inner.length === 1 && isObject(only) ? only : object;
}

function objectsIn(text: string): readonly { readonly object: JsonObject; readonly behind: string }[] {
  const found: { object: JsonObject; behind: string }[] = [];
  const ends = new ObjectEnds(text);
  // Braces within braces would have the same text read again and again; an answer takes a few readings of it.
  let left = READINGS * text.length;
  for (let at = text.indexOf('{'); at >= 0;) {
    const end = ends.of(at);
    let object: JsonObject | null = null;
    if (end !== null && OPENING.test(text.slice(at, at + OPENING_SIGNS))) {
      left -= end - at;
      object = parsed(text.slice(at, end));
    }
    if (object && end !== null) found.push({ object, behind: text.slice(end) });
    if (left - ends.steps < 0) return [];
    at = text.indexOf('{', object && end !== null ? end : at + 1);
  }
  return found;
}

const READINGS = 16;
/** How an object begins; what begins otherwise is not read. */
const OPENING = /^\{\s*(["'}]|$)/;
const OPENING_SIGNS = 200;

function parsed(text: string): JsonObject | null {
  return read(text) ?? (text.startsWith('{') && text.length <= LONGEST ? read(repaired(text)) : null);
}

function read(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    if (!isObject(value)) return null;
    // What is nested too deep to be written again is no answer: this throws.
    JSON.stringify(value);
    return Object.fromEntries(Object.entries(value));
  } catch {
    return null;
  }
}

const WORDS: ReadonlyMap<string, string> = new Map([
  ['True', 'true'],
  ['False', 'false'],
  ['None', 'null']
]);

/**
 * As JSON: models break lines within texts, which JSON does not allow and which cannot be meant otherwise; and some write the object as
 * Python prints it, in single quotes, with True, False and None. One pass.
 */
function repaired(text: string): string {
  const isPython = text.startsWith("{'");
  const parts: string[] = [];
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? '';
    if (quote === '') {
      if (sign === '"' || (isPython && sign === "'")) quote = sign;
      const word =
        isPython && /[TFN]/.test(sign) ? /^(True|False|None)\b/.exec(text.slice(at, at + 6))?.[0] : undefined;
      if (word !== undefined) at += word.length - 1;
      parts.push(word === undefined ? (quote === '' ? sign : '"') : (WORDS.get(word) ?? word));
    } else if (sign === quote) {
      quote = '';
      parts.push('"');
    } else if (sign === '\\') {
      const next = text[++at] ?? '';
      parts.push(next === "'" && quote === "'" ? "'" : sign + escaped(next));
    } else parts.push(sign === '"' ? '\\"' : escaped(sign));
  }
  return parts.join('');
}

const escaped = (sign: string): string => (/\p{Cc}/u.test(sign) ? JSON.stringify(sign).slice(1, -1) : sign);

/** Where objects end: behind the brace that closes the one that begins at a place. Braces in texts do not count. */
class ObjectEnds {
  /** By the place of the opening brace; null: it is never closed. */
  readonly #ends = new Map<number, number | null>();
  /** Signs looked at so far. */
  steps = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  of(start: number): number | null {
    if (!this.#ends.has(start)) this.#scan(start);
    return this.#ends.get(start) ?? null;
  }

  /** Learns the end of every object on the way, so that what is never closed is not looked for from each of its braces. */
  #scan(start: number): void {
    const text = this.#text;
    const open: number[] = [];
    let inText = false;
    let at = start;
    for (; at < text.length; at++) {
      const sign = text[at];
      if (inText) {
        if (sign === '\\') at += 1;
        else if (sign === '"') inText = false;
      } else if (sign === '"') inText = true;
      else if (sign === '{') open.push(at);
      else if (sign === '}') {
        const from = open.pop();
        if (from !== undefined) this.#ends.set(from, at + 1);
        if (open.length === 0) break;
      }
    }
    for (const from of open) this.#ends.set(from, null);
    this.steps += at - start;
  }
}
