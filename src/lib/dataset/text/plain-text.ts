// Text out of HTML as shops leave it in titles and descriptions: tags taken out, entities decoded once. No DOM, and the result is text
// like any other: it is never shown as HTML.

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
  ['ndash', '–'],
  ['mdash', '—'],
  ['hellip', '…'],
  ['lsquo', '‘'],
  ['rsquo', '’'],
  ['ldquo', '“'],
  ['rdquo', '”'],
  ['bull', '•'],
  ['copy', '©'],
  ['reg', '®'],
  ['trade', '™'],
  ['deg', '°'],
  ['eacute', 'é']
]);

/** Tags that end a word or a line; the others stand within words. */
const BREAKS = /^<\/?(p|br|div|li|ul|ol|h[1-6]|tr|td|th|table|hr|dd|dt|blockquote|section|article)\b/i;

export function plainText(text: string): string {
  if (!/[<&]/.test(text)) return text.trim();
  return withoutTags(text)
    .replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,8});/gi, decoded)
    .replace(/[ \t\u00a0]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function withoutTags(text: string): string {
  const parts: string[] = [];
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf('<', at);
    if (open < 0) break;
    // "<3" and "a < b" are text: a tag begins with a letter, a slash, "!" or "?".
    if (!/[a-z/!?]/i.test(text[open + 1] ?? '')) {
      parts.push(text.slice(at, open + 1));
      at = open + 1;
      continue;
    }
    const close = text.startsWith('<!--', open) ? text.indexOf('-->', open) + 2 : text.indexOf('>', open);
    if (close < open + 1) break;
    const tag = text.slice(open, close + 1);
    parts.push(text.slice(at, open), BREAKS.test(tag) ? ' ' : '');
    at = close + 1;
    const silent = /^<(script|style)\b/i.exec(tag)?.[1];
    if (silent) {
      const end = text.toLowerCase().indexOf(`</${silent.toLowerCase()}`, at);
      at = end < 0 ? text.length : end;
    }
  }
  parts.push(text.slice(at));
  return parts.join('');
}

function decoded(entity: string, name: string): string {
  if (!name.startsWith('#')) return ENTITIES.get(name.toLowerCase()) ?? entity;
  const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10);
  const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : entity;
}
