// Finds the one JSON object in what a model wrote: the whole text, or the only whole object in it. Parses, never evaluates.

/** Characters; no answer that is any use is longer. */
const LONGEST = 100_000;

/** null where there is none, or more than one. */
export function jsonObjectIn(text: string): Readonly<Record<string, unknown>> | null {
  const whole = parsed(text.trim());
  if (whole) return whole;
  if (text.length > LONGEST) return null;
  const found: Readonly<Record<string, unknown>>[] = [];
  for (let at = text.indexOf('{'); at >= 0;) {
    const end = endOfObject(text, at);
    const object = end === null ? null : parsed(text.slice(at, end));
    if (object) found.push(object);
    at = text.indexOf('{', object && end !== null ? end : at + 1);
  }
  return found.length === 1 ? (found[0] ?? null) : null;
}

function parsed(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value))
      : null;
  } catch {
    return null;
  }
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
