// Replaces single words of a cell's YAML where they stand: names of cells. Comments, order, spaces and quotes of all else keep their bytes. Pure.
import { isMap, isScalar, isSeq, parseDocument, type Scalar } from 'yaml';

/** Where a word stands: the value of a key or one in its list; the name of an axis under a key, or one of its values. */
export type ScalarPlace =
  | { readonly type: 'value'; readonly key: string }
  | { readonly type: 'axis'; readonly key: string }
  | { readonly type: 'axis-value'; readonly key: string; readonly axis: string };

/** A word as it is, or another. */
export type Rename = (word: string, place: ScalarPlace) => string;

interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly word: string;
}

/** Words that YAML reads as they are written. */
const PLAIN = /^[A-Za-z][\w.-]*$/;

/** The YAML with other words; where a word cannot be replaced in its place it stays. */
export function renameScalars(source: string, rename: Rename): string {
  const yaml = parseDocument(source, { logLevel: 'silent' });
  const found: Replacement[] = [];
  if (!isMap(yaml.contents)) return source;
  for (const { key, value } of yaml.contents.items) {
    if (!isScalar(key) || typeof key.value !== 'string') continue;
    const own = key.value;
    visit(value, { type: 'value', key: own });
    if (!isMap(value)) continue;
    for (const { key: axis, value: values } of value.items) {
      if (!isScalar(axis) || typeof axis.value !== 'string') continue;
      visit(axis, { type: 'axis', key: own });
      visit(values, { type: 'axis-value', key: own, axis: axis.value });
    }
  }
  // From the last on: what is replaced moves nothing that stands before it.
  return found
    .sort((one, other) => other.start - one.start)
    .reduce((text, { start, end, word }) => text.slice(0, start) + word + text.slice(end), source);

  function visit(node: unknown, place: ScalarPlace): void {
    if (isScalar(node)) take(node, place);
    else if (isSeq(node)) for (const item of node.items) if (isScalar(item)) take(item, place);
  }
  function take({ value, range }: Scalar, place: ScalarPlace): void {
    if (typeof value !== 'string' || !range) return;
    const word = rename(value, place);
    if (word === value) return;
    const [start, end] = range;
    found.push({ start, end, word: PLAIN.test(word) ? word : JSON.stringify(word) });
  }
}
