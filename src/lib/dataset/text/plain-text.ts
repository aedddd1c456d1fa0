// Text out of HTML as shops leave it in titles, descriptions and reviews: tags and addresses taken out, entities decoded, those that were
// escaped twice too. The one place that every text of a data set passes through. No DOM, and the result is text like any other: it is never
// shown as HTML. Time linear in the text's length, whatever it is made of.
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

/** Elements of HTML, old ones too. What else stands between angle brackets is text: "vector<int>". */
const ELEMENTS: ReadonlySet<string> = new Set(
  (
    'a abbr acronym address applet area article aside audio b base basefont bdi bdo big blockquote body br button canvas caption center cite ' +
    'code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form frame ' +
    'frameset h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd label legend li link main map mark menu meta nav nobr ' +
    'noscript object ol optgroup option output p param picture pre progress q rp rt ruby s samp script section select small source span ' +
    'strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr'
  ).split(' ')
);
const ELEMENT = /^<\/?([a-z][a-z0-9:]*)/i;

/** Escaping is undone so often at most. */
const ROUNDS = 4;
const MAY_BE_MARKUP = /[<&]/;
const ADDRESS = /\b(?:https?:\/\/|www\.)[^\s<>"]+/gi;
const MAY_BE_ADDRESS = /https?:\/\/|www\./i;
/** Ends a sentence or a bracket around an address and is no part of it. */
const AFTER_ADDRESS = /[.,;:!?)\]}'’”]+$/;

/** Characters that addresses take in a text. */
export function addressesIn(text: string): number {
  if (!MAY_BE_ADDRESS.test(text)) return 0;
  return (text.match(ADDRESS) ?? []).reduce((sum, address) => sum + address.length, 0);
}

/** What stays when it is given to this function again. */
export function plainText(text: string): string {
  let plain = text.trim();
  for (let round = 0; round < ROUNDS && MAY_BE_MARKUP.test(plain); round++) {
    const before = plain;
    plain = withoutTags(before)
      .replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,8}\d{0,2});/gi, decoded)
      .replace(/[ \t\u00a0]+/g, ' ')
      .replace(/ ?\n ?/g, '\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim();
    if (plain === before) break;
  }
  return MAY_BE_ADDRESS.test(plain) ? withoutAddresses(plain) : plain;
}

const withoutAddresses = (text: string): string =>
  text
    .replace(ADDRESS, (address) => AFTER_ADDRESS.exec(address)?.[0] ?? '')
    .replace(/[ \t]{2,}/g, ' ')
    .trim();

function withoutTags(text: string): string {
  const parts: string[] = [];
  let at = 0;
  for (let open = text.indexOf('<'); open >= 0; open = text.indexOf('<', at)) {
    // "<3" and "a < b" are text: a tag begins with an element's name, a slash and one, "!" or "?".
    if (!beginsTag(text, open)) {
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

function beginsTag(text: string, open: number): boolean {
  if (/[!?]/.test(text[open + 1] ?? '')) return true;
  const name = ELEMENT.exec(text.slice(open, open + LONGEST_NAME))?.[1]?.toLowerCase();
  return name !== undefined && (ELEMENTS.has(name) || name.includes(':'));
}

const LONGEST_NAME = 40;

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
