// The settings table: defaults, ranges and messages.
import { describe, expect, it } from 'vitest';
import { PROFILE_GENERATORS, profileGenerator } from '#lib/profiles/registry';
import { ENCODERS, encoder } from './registry';
import { resolveSettings } from '#lib/settings/resolve';

describe('settings of generators and encoders', () => {
  it.each([...PROFILE_GENERATORS, ...ENCODERS].map((entry) => ({ entry, name: entry.name })))(
    '$name: the defaults satisfy the table itself',
    ({ entry }) => {
      const defaults = Object.fromEntries(entry.fields.map((field) => [field.key, field.default]));
      expect(entry.resolve({})).toEqual(defaults);
      expect(entry.resolve(defaults)).toEqual(defaults);
    }
  );
  it.each([0, 1.5, 101, '10', Number.NaN, null])('items_per_user: %s is refused with the range', (value) => {
    expect(() => profileGenerator('template').resolve({ items_per_user: value })).toThrowError(
      expect.objectContaining({
        code: 'profiles/bad-setting',
        cure: 'Give a whole number from 1 to 100 (items).',
        where: { field: 'items_per_user' }
      })
    );
  });
  it('an unknown key is refused with the known ones', () => {
    expect(() => resolveSettings('x', [], { __proto__x: 1 })).toThrowError(
      expect.objectContaining({ code: 'profiles/unknown-setting' })
    );
  });
  it('an unknown name is refused with the known ones', () => {
    expect(() => profileGenerator('gpt')).toThrowError(
      expect.objectContaining({
        code: 'profiles/unknown-generator',
        cure: `Choose one of: ${PROFILE_GENERATORS.map(({ name }) => name).join(', ')}.`
      })
    );
    expect(() => encoder('bert')).toThrowError(
      expect.objectContaining({
        code: 'embeddings/unknown-encoder',
        cure: `Choose one of: ${ENCODERS.map(({ name }) => name).join(', ')}.`
      })
    );
  });
});
