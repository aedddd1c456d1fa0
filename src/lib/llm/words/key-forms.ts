// Takes a key out of whatever a server sent: servers repeat what they were sent, and keys must not be stored, shown or printed. Finds the
// key as it is, in other case, as base64, hexadecimal and within addresses, whole or cut. No defence against a server that hides it on
// purpose: that server has the key.

/** Characters of a form that give it away. Shorter pieces are found in texts by chance. */
const PIECE = 12;
/** Shorter keys are placeholders ("none", "ollama") that an answer may well speak of. */
const SHORTEST = 8;
export const HIDDEN = '•••';

/** Only A to Z, so that places in the text stay the same. */
const lower = (text: string): string => text.replace(/[A-Z]+/g, (run) => run.toLowerCase());

/** All in lower case. */
function formsOf(key: string): readonly string[] {
  const bytes = new TextEncoder().encode(key);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  // Of "Bearer KEY" or another longer text too: the key begins at any of three places of a group, and the signs at both ends are
  // half another text's.
  const packed = [0, 1, 2].map((before) => {
    const signs = btoa('\0'.repeat(before) + Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
    return signs.slice(Math.ceil((before * 4) / 3), Math.floor(((before + bytes.length) * 4) / 3));
  });
  const url = packed.map((signs) => signs.replaceAll('+', '-').replaceAll('/', '_'));
  const inUrl = [encodeURIComponent(key), ...packed.map(encodeURIComponent)];
  const all = [key, JSON.stringify(key).slice(1, -1), hex, ...packed, ...url, ...inUrl];
  return [...new Set(all.map(lower))];
}

/** A function that puts `•••` in the place of the key in a text. */
export function keyHider(key: string): (text: string) => string {
  if (key.length < SHORTEST) return (text) => text;
  const forms = formsOf(key);
  const pieces = new Set<string>(
    forms.flatMap((form) =>
      Array.from({ length: Math.max(0, form.length - PIECE + 1) }, (_, at) => form.slice(at, at + PIECE))
    )
  );
  const whole = lower(key);
  return (text) => {
    const plain = lower(text);
    const spans: (readonly [from: number, to: number])[] = [];
    for (let at = 0; at < plain.length; at += 1) {
      const size = pieces.has(plain.slice(at, at + PIECE)) ? PIECE : 0;
      const length = Math.max(size, whole.length < PIECE && plain.startsWith(whole, at) ? whole.length : 0);
      if (length === 0) continue;
      const last = spans.at(-1);
      if (last && at <= last[1]) spans[spans.length - 1] = [last[0], at + length];
      else spans.push([at, at + length]);
    }
    if (spans.length === 0) return text;
    const ends = [0, ...spans.map(([, to]) => to)];
    return ends.map((end, at) => text.slice(end, spans[at]?.[0]) + (at < spans.length ? HIDDEN : '')).join('');
  };
}
