// Text out of HTML as shops leave it in titles and descriptions: tags taken out, entities decoded once. No DOM, and the result is text
// like any other: it is never shown as HTML. Time linear in the text's length, whatever it is made of.
import { SIGNS_FROM_0X80 } from '../bytes/windows-1252';

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
  ['sbquo', '‚'],
  ['ldquo', '“'],
  ['rdquo', '”'],
  ['bdquo', '„'],
  ['laquo', '«'],
  ['raquo', '»'],
  ['bull', '•'],
  ['middot', '·'],
  ['copy', '©'],
  ['reg', '®'],
  ['trade', '™'],
  ['deg', '°'],
  ['times', '×'],
  ['frac12', '½'],
  ['frac14', '¼'],
  ['pound', '£'],
  ['euro', '€'],
  ['cent', '¢'],
  ['iexcl', '¡'],
  ['iquest', '¿'],
  ['szlig', 'ß'],
  ['aelig', 'æ'],
  ['AElig', 'Æ'],
  ['oslash', 'ø'],
  ['Oslash', 'Ø'],
  ['aring', 'å'],
  ['Aring', 'Å']
]);

/** "eacute" is e with an acute: a letter and a combining mark. */
const ACCENTED = /^([a-z])(grave|acute|circ|tilde|uml|cedil|caron)$/i;
const MARKS: ReadonlyMap<string, string> = new Map([
  ['grave', '\u0300'],
  ['acute', '\u0301'],
  ['circ', '\u0302'],
  ['tilde', '\u0303'],
  ['uml', '\u0308'],
  ['caron', '\u030c'],
  ['cedil', '\u0327']
]);

/** Tags that end a word or a line; the others stand within words. */
const BREAKS = /^<\/?(p|br|div|li|ul|ol|h[1-6]|tr|td|th|table|hr|dd|dt|blockquote|section|article)\b/i;

export function plainText(text: string): string {
  if (!/[<&]/.test(text)) return text.trim();
  return withoutTags(text)
    .replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,8}\d{0,2});/gi, decoded)
    .replace(/[ \t\u00a0]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function withoutTags(text: string): string {
  const parts: string[] = [];
  let at = 0;
  for (let open = text.indexOf('<'); open >= 0; open = text.indexOf('<', at)) {
    // "<3" and "a < b" are text: a tag begins with a letter, a slash, "!" or "?".
    if (!/[a-z/!?]/i.test(text[open + 1] ?? '')) {
      parts.push(text.slice(at, open + 1));
      at = open + 1;
      continue;
    }
    const close = text.startsWith('<!--', open) ? '-->' : '>';
    const found = text.indexOf(close, open);
    // Never closed: what follows is text.
    if (found < 0) break;
    const tag = text.slice(open, found + close.length);
    parts.push(text.slice(at, open), BREAKS.test(tag) ? ' ' : '');
    at = found + close.length;
    if (/^<(script|style)\b/i.test(tag)) at = endOfSilent(text, at, /^<script/i.test(tag));
  }
  parts.push(text.slice(at));
  return parts.join('');
}

/** Where a script or a style sheet ends: its content is no text. */
function endOfSilent(text: string, at: number, isScript: boolean): number {
  const close = isScript ? /<\/script/gi : /<\/style/gi;
  close.lastIndex = at;
  return close.exec(text)?.index ?? text.length;
}

function decoded(entity: string, name: string): string {
  if (name.startsWith('#')) return numbered(entity, name);
  const accented = ACCENTED.exec(name);
  const mark = MARKS.get(accented?.[2]?.toLowerCase() ?? '');
  if (accented?.[1] && mark) {
    const letter = (accented[1] + mark).normalize('NFC');
    return letter.length === 1 ? letter : entity;
  }
  return ENTITIES.get(name) ?? ENTITIES.get(name.toLowerCase()) ?? entity;
}

function numbered(entity: string, name: string): string {
  const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10);
  // Numbers of control characters mean the signs of Windows-1252, as in every browser: &#146; is an apostrophe.
  if (code >= 0x80 && code <= 0x9f) return SIGNS_FROM_0X80[code - 0x80] ?? entity;
  const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : entity;
}
