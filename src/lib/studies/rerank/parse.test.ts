// How answers to a re-ranking question are read.
import { expect, test } from 'vitest';
import { parseRerankAnswer } from './parse';

const titles = Array.from({ length: 30 }, (_, at) => `Title ${at + 1}`);
const read = (rank: unknown) => {
  const parsed = parseRerankAnswer(JSON.stringify({ rank, reasoning: 'r' }), titles);
  if (!parsed.ok) throw new Error(parsed.detail);
  return parsed.value;
};

test('numbers are positions from 1', () => {
  expect(read([3, 1]).places).toEqual([2, 0]);
});
test('numbers as text, titles in any case, and objects with an index are understood', () => {
  expect(read(['3', ' title  2 ', { index: 5, title: 'x' }]).places).toEqual([2, 1, 4]);
});
test('repeated candidates are taken once and leave no hole', () => {
  expect(read([3, 3, 4])).toMatchObject({ places: [2, 3], repeated: 1, missing: 18 });
});
test('zero, fractions, numbers beyond the list, other titles and null are hallucinations that keep their places', () => {
  const list = read([0, 1.5, 31, 'Another', null, 1]);
  expect(list.places).toEqual([null, null, null, null, null, 0]);
  expect(list.hallucinated).toEqual(['0', '1.5', '31', 'Another', 'null']);
});
test('more than twenty places are cut', () => {
  expect(read(titles.map((_, at) => at + 1)).places).toHaveLength(20);
});
test('an object in a code fence is found, anything else is refused with its reason', () => {
  expect(parseRerankAnswer('```json\n{"rank": [1]}\n```', titles).ok).toBe(true);
  expect(parseRerankAnswer('1, 2, 3', titles)).toMatchObject({ ok: false, problem: 'invalid' });
  expect(parseRerankAnswer('{"ranking": [1]}', titles)).toMatchObject({ ok: false, problem: 'invalid' });
  expect(parseRerankAnswer('{"rank": []}', titles)).toMatchObject({ ok: false, problem: 'empty' });
});
