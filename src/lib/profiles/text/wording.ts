// English for lists and counts. The sentence frames of the template use stop words only (see text/stop-words.ts), so that
// an encoder reads themes, not the frame.

/** "a", "a and b", "a, b and c". */
export function listed(words: readonly string[]): string {
  const last = words[words.length - 1];
  if (last === undefined) return '';
  return words.length === 1 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}

/** "no reviews", "1 review", "3 reviews". */
export function counted(count: number, noun: string): string {
  return `${count === 0 ? 'no' : count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Trimmed, white space collapsed, without a full stop at the end: ready to stand inside a sentence. */
export function inSentence(text: string): string {
  return text.replace(/\s+/gu, ' ').trim().replace(/\.$/u, '');
}
