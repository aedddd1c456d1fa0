// Takes out of serialised HTML what only works with a program: buttons, fields, forms, and what says that it is not for print. It reads HTML
// that Svelte or the browser wrote: well-formed, values of attributes in double quotes, "<" of texts escaped. Pure.

/** Without an end tag. */
const VOID = new Set([
  'area',
  'base',
  'br',
  'col',
  'embed',
  'hr',
  'img',
  'input',
  'link',
  'meta',
  'source',
  'track',
  'wbr'
]);
const CONTROLS = new Set([
  'button',
  'dialog',
  'form',
  'input',
  'label',
  'link',
  'script',
  'select',
  'style',
  'textarea'
]);
const TAG = /<!--[\s\S]*?-->|<(\/?)([a-zA-Z][\w:-]*)((?:"[^"]*"|[^">])*)>/g;
const NOT_FOR_PRINT = /\sclass="(?:[^"]*\s)?no-print(?:\s[^"]*)?"/;

/** The HTML without controls; of a button that heads a column the words stay. */
export function withoutControls(html: string): string {
  let kept = '';
  let from = 0;
  /** Elements open since the one that is left out, that one included; 0 where none is. */
  let depth = 0;
  let heads = 0;
  for (const { 0: whole, 1: end, 2: written, 3: attributes = '', index } of html.matchAll(TAG)) {
    if (depth === 0) kept += html.slice(from, index);
    from = index + whole.length;
    if (written === undefined) continue;
    const name = written.toLowerCase();
    const isAlone = VOID.has(name) || attributes.endsWith('/');
    if (depth > 0) {
      if (!isAlone) depth += end === '/' ? -1 : 1;
      continue;
    }
    if (name === 'th') heads += end === '/' ? -1 : 1;
    if (name === 'button' && heads > 0) continue;
    if (CONTROLS.has(name) || NOT_FOR_PRINT.test(attributes)) depth = isAlone ? 0 : 1;
    else kept += whole;
  }
  return depth === 0 ? kept + html.slice(from) : kept;
}
