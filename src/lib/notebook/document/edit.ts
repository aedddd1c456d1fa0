// Edits of one cell in a notebook's text. What an edit does not concern keeps its bytes: comments, order, line ends,
// spacing. Pure.
import { isCollection, isMap, isPair, isScalar, parseDocument, stringify, type Document, type Pair } from 'yaml';
import { largest } from '#lib/elementary/extent';
import { appError } from '#lib/errors/app-error';
import { suggestionFor } from './nearest';
import { readNotebook, textLines, type PlacedCell } from './parse';

/** The text with `key` of cell `cellName` set to `value`; undefined takes the key out. */
export function setCellValue(text: string, cellName: string, key: string, value: unknown): string {
  const placed = findCell(text, cellName);
  return replaceSource(text, placed, withValue(placed.cell.source, key, value));
}

/** The text with all YAML of cell `cellName` replaced; the fence grows where the new YAML would end it. */
export const replaceCellSource = (text: string, cellName: string, yaml: string): string =>
  replaceSource(text, findCell(text, cellName), yaml);

/** The text with `key` set in several cells, by name: read once, however many there are. */
export function setInCells(text: string, key: string, values: ReadonlyMap<string, unknown>): string {
  const lines = text.split('\n');
  // From the last on: what is replaced moves nothing that stands before it.
  for (const placed of [...readNotebook(text).placed].reverse()) {
    const { name, source } = placed.cell;
    if (values.has(name)) replaceLines(lines, placed, withValue(source, key, values.get(name)));
  }
  return lines.join('\n');
}

function replaceSource(text: string, placed: PlacedCell, yaml: string): string {
  const lines = text.split('\n');
  replaceLines(lines, placed, yaml);
  return lines.join('\n');
}

/** Puts other YAML between the fences of one cell of a text. */
function replaceLines(lines: string[], { fence, close }: PlacedCell, yaml: string): void {
  const before = lines[fence.open] ?? '';
  const lineEnd = before.endsWith('\r') ? '\r' : '';
  const sign = fence.marker.charAt(0);
  const content = textLines(yaml.replace(/\s+$/, ''));
  const runs = content.map((line) => line.trim()).filter((line) => line !== '' && [...line].every((s) => s === sign));
  const grown = largest(
    runs.map((run) => run.length + 1 - fence.marker.length),
    0
  );
  const indent = ' '.repeat(fence.indent);
  const longer = (line: string): string => line.replace(fence.marker, fence.marker + sign.repeat(grown));
  const own = content.map((line) => (line === '' ? '' : indent + line) + lineEnd);
  const after = [longer(before), ...own, longer(lines[close] ?? ''), ...lines.slice(close + 1)];
  lines.length = fence.open;
  for (const line of after) lines.push(line);
}

function findCell(text: string, name: string): PlacedCell {
  const { placed } = readNotebook(text);
  const found = placed.find(({ cell }) => cell.name === name);
  if (found) return found;
  const nearest = suggestionFor(
    name,
    placed.map(({ cell }) => cell.name)
  );
  throw appError('notebook/no-such-cell', { name, nearest });
}

/** One value as YAML on one line. */
function inline(value: unknown): string {
  if (typeof value === 'string' && value.includes('\n')) return JSON.stringify(value);
  return stringify(value, { lineWidth: 0, collectionStyle: 'flow', flowCollectionPadding: false }).trimEnd();
}

/** A cell's YAML with one key changed. Spliced into the text where that is safe, else through the document's own writer. */
export function withValue(source: string, key: string, value: unknown): string {
  const yaml = parseDocument(source, { logLevel: 'silent' });
  const spliced = splice(source, yaml, key, value);
  if (value === undefined) yaml.delete(key);
  else yaml.set(key, yaml.createNode(value, { flow: true }));
  if (spliced !== null && isSame(spliced, yaml)) return spliced;
  return yaml.toString({ lineWidth: 0, flowCollectionPadding: false }).trimEnd();
}

function isSame(source: string, wanted: Document): boolean {
  const made = parseDocument(source, { logLevel: 'silent' });
  return made.errors.length === 0 && JSON.stringify(made.toJS()) === JSON.stringify(wanted.toJS());
}

function splice(source: string, yaml: Document, key: string, value: unknown): string | null {
  if (!isMap(yaml.contents) || yaml.contents.flow) return null;
  const pair = yaml.contents.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === key);
  if (!pair) return value === undefined ? source : appended(source, key, value);
  const range = pairRange(pair);
  if (!range) return null;
  if (value === undefined) {
    const from = source.lastIndexOf('\n', range.start - 1) + 1;
    const lineEnd = source.indexOf('\n', range.end);
    return (source.slice(0, from) + (lineEnd === -1 ? '' : source.slice(lineEnd + 1))).replace(/\n$/, '');
  }
  return source.slice(0, range.valueStart) + range.gap + inline(value) + source.slice(range.end);
}

/** Where a key with its value stands in the source: from the key's start to the end of the value, comments not counted. */
function pairRange(pair: Pair): { start: number; valueStart: number; end: number; gap: string } | null {
  const keyRange = isScalar(pair.key) ? pair.key.range : undefined;
  if (!keyRange) return null;
  const value = pair.value;
  const valueRange = isScalar(value) || isCollection(value) ? value.range : undefined;
  if (!valueRange) return null;
  const [start, keyEnd] = keyRange;
  const isInPlace = valueRange[1] > valueRange[0] && (isScalar(value) || (isCollection(value) && value.flow === true));
  if (isInPlace && !(isScalar(value) && (value.type === 'BLOCK_LITERAL' || value.type === 'BLOCK_FOLDED'))) {
    return { start, valueStart: valueRange[0], end: valueRange[1], gap: '' };
  }
  // A block list or an empty value: everything behind the key is written anew.
  return { start, valueStart: keyEnd, end: Math.max(valueRange[1], keyEnd + 1), gap: ': ' };
}

function appended(source: string, key: string, value: unknown): string {
  const body = source.replace(/\s+$/, '');
  return `${body}${body === '' ? '' : '\n'}${inline(key)}: ${inline(value)}`;
}
