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
  if (key in object) return object;
  const inner = Object.values(object).filter((value) => isObject(value) && key in value);
  const [only] = inner;
  return inner.length === 1 && isObject(only) ? only : object;
}

function objectsIn(text: string): readonly { readonly object: JsonObject; readonly behind: string }[] {
  const found: { object: JsonObject; behind: string }[] = [];
  for (let at = text.indexOf('{'); at >= 0;) {
    const end = endOfObject(text, at);
    const object = end === null ? null : parsed(text.slice(at, end));
    if (object && end !== null) found.push({ object, behind: text.slice(end) });
    at = text.indexOf('{', object && end !== null ? end : at + 1);
  }
  return found;
}

function parsed(text: string): JsonObject | null {
  for (const form of [text, withoutControls(text), fromPython(text)]) {
    try {
      const value: unknown = JSON.parse(form);
      return isObject(value) ? Object.fromEntries(Object.entries(value)) : null;
    } catch {
      continue;
    }
  }
  return null;
}

/** Models break lines within texts, which JSON does not allow and which cannot be meant otherwise. */
const withoutControls = (text: string): string =>
  text.replace(/"(?:[^"\\]|\\[^])*"/g, (literal) =>
    literal.replace(/\p{Cc}/gu, (sign) => JSON.stringify(sign).slice(1, -1))
  );

/** Some models write the object as Python prints it: in single quotes, with True, False and None. */
function fromPython(text: string): string {
  if (!text.startsWith("{'")) return text;
  const words: Readonly<Record<string, string>> = { True: 'true', False: 'false', None: 'null' };
  const token = /'((?:[^'\\]|\\[^])*)'|"(?:[^"\\]|\\[^])*"|\b(?:True|False|None)\b/g;
  return text.replace(token, (whole, single?: string) =>
    single === undefined ? (words[whole] ?? whole) : `"${single.replace(/\\'/g, "'").replace(/\\"|"/g, '\\"')}"`
  );
}

/** Behind the brace that closes the one at `start`; braces in texts do not count. null where it is never closed. */
function endOfObject(text: string, start: number): number | null {
  let depth = 0;
  let inText = false;
  for (let at = start; at < text.length; at++) {
    const sign = text[at];
    if (inText) {
      if (sign === '\\') at += 1;
      else if (sign === '"') inText = false;
    } else if (sign === '"') inText = true;
    else if (sign === '{') depth += 1;
    else if (sign === '}' && --depth === 0) return at + 1;
  }
  return null;
}
