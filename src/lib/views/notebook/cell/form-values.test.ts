// Form fields and YAML values say the same.
import { expect, test } from 'vitest';
import type { FieldSchema } from '#lib/notebook/schema/types';
import { applies } from '../../document/fields';
import { fieldText, isAbout, parseField, valuesOf } from './form-values';

const field = (extra: Partial<FieldSchema>): FieldSchema => ({
  key: 'x',
  label: 'X',
  help: '',
  type: 'text',
  required: false,
  ...extra
});

test('an empty field takes the key away, unless it is needed', () => {
  expect(parseField(field({}), '  ')).toEqual({ value: undefined });
  expect(parseField(field({ required: true }), '')).toHaveProperty('problem');
});

test('numbers outside the schema’s range are refused at the field', () => {
  const layers = field({ type: 'integer', min: 1, max: 4 });
  expect(parseField(layers, '3')).toEqual({ value: 3 });
  for (const text of ['0', '5', '2.5', 'three', 'Infinity']) expect(parseField(layers, text)).toHaveProperty('problem');
});

test('lists of integers are read with or without brackets', () => {
  const seeds = field({ type: 'integers' });
  expect(parseField(seeds, '[1, 2,3]')).toEqual({ value: [1, 2, 3] });
  expect(parseField(seeds, '1 2 3')).toEqual({ value: [1, 2, 3] });
  expect(parseField(seeds, '1, x')).toHaveProperty('problem');
});

test('what a field shows is read back as the same value', () => {
  for (const [type, value] of [
    ['integers', [1, 2]],
    ['numbers', [0.5, -100]],
    ['number', 0.001],
    ['integer', 3],
    ['boolean', true],
    ['text', 'a b']
  ] as const) {
    expect(parseField(field({ type }), fieldText(value))).toEqual({ value });
  }
});

test('a field that another setting switches off does not show', () => {
  const alignment = field({ key: 'alignment', type: 'choice', default: 'none' });
  const mask = field({ key: 'mask_ratio', appliesTo: { key: 'alignment', values: ['generative'] } });
  expect(applies(mask, [alignment, mask], {})).toBe(false);
  expect(applies(mask, [alignment, mask], { alignment: 'generative' })).toBe(true);
});

test('YAML that is no mapping gives an empty form', () => {
  expect([valuesOf('a: [1'), valuesOf('- 1'), valuesOf('a: 1')]).toEqual([{}, {}, { a: 1 }]);
});

test('axes are one a line, and read back as they are shown', () => {
  const over = field({ type: 'axes', key: 'over' });
  const value = { 'books.noise': [0, 0.1], 'con.kd_weight': { from: 0.001, to: 1, steps: 4, scale: 'log' } };
  const text = fieldText(value, over);
  expect(text.split('\n')).toHaveLength(2);
  expect(parseField(over, text)).toEqual({ value });
  expect(parseField(over, 'books.noise')).toHaveProperty('problem');
});

test('expectations of a claim are one cell a line, and read back as they are shown', () => {
  const expects = field({ type: 'expectations', key: 'expects' });
  const value = { 'table-1/table': ['con > base', 'gen > base'], 'fig-5/noise': 'con > gen' };
  const text = fieldText(value, expects);
  expect(text.split('\n')).toHaveLength(2);
  expect(parseField(expects, text)).toEqual({ value });
  expect(parseField(expects, 'con > base')).toHaveProperty('problem', expect.stringContaining('table-1/table'));
});

test('a list where one value belongs offers to become a sweep', () => {
  const layers = field({ type: 'integer', key: 'layers', min: 1, max: 4 });
  const parsed = parseField(layers, '1, 2, 3');
  expect(parsed).toHaveProperty('list', [1, 2, 3]);
  expect(parsed).toHaveProperty('problem', expect.stringContaining('a sweep'));
  expect(parseField(field({ type: 'number', key: 'rate' }), '[0.1, 0.2]')).toHaveProperty('list', [0.1, 0.2]);
  expect(parseField(layers, 'three')).toHaveProperty('problem', '"three" is not a number.');
});

test('a field is found by words of its key, label or help, in any order, and every field by none', () => {
  const weight = field({ key: 'kd_weight', label: 'Alignment weight', help: 'Weight of the loss.' });
  for (const wanted of ['', ' ', 'kd', 'kd weight', 'loss alignment', 'WEIGHT'])
    expect(isAbout(weight, wanted)).toBe(true);
  for (const wanted of ['layers', 'kd layers']) expect(isAbout(weight, wanted)).toBe(false);
});
