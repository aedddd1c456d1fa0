import { expect, it } from 'vitest';
import { valuesOf } from './attribute-values';

it('an attribute that is called as something every object has is empty where a node has none', () => {
  const names = ['constructor', '__proto__', 'toString', 'genre'];
  expect(valuesOf({ attributes: { genre: 'tea' } }, names)).toEqual(['', '', '', 'tea']);
  const attributes = Object.fromEntries(names.map((name) => [name, 'own']));
  expect(valuesOf({ attributes }, names)).toEqual(['own', 'own', 'own', 'own']);
  expect(valuesOf(undefined, names)).toEqual(['', '', '', '']);
});
