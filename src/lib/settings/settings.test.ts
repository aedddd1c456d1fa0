// The one language of settings: what a field takes, how that is said, and settings typed by their own table.
import { describe, expect, expectTypeOf, it } from 'vitest';
import { expectationOf, takes } from './expectation';
import type { Field, SettingField, SettingsOf } from './field';
import { settingsOf } from './reader';
import { identifyingSettings, resolveSettings } from './resolve';

const words = { label: 'L', help: 'H' };
const FIELDS = [
  { key: 'count', ...words, type: 'integer', min: 1, max: 9, unit: 'items', default: 2 },
  { key: 'share', ...words, type: 'number', min: 0, max: 1, default: 0.5 },
  { key: 'on', ...words, type: 'boolean', default: false },
  { key: 'how', ...words, type: 'choice', options: ['one', 'other'], default: 'one' },
  { key: 'what', ...words, type: 'text', maxLength: 3, default: '' }
] as const satisfies readonly SettingField[];
const [COUNT, SHARE, ON, HOW, WHAT] = FIELDS;

describe('a field', () => {
  it.each<[Field, readonly unknown[], readonly unknown[], string]>([
    [COUNT, [1, 9], [0, 10, 1.5, '1', Number.NaN, null], 'a whole number from 1 to 9 (items)'],
    [SHARE, [0, 0.3, 1], [-0.1, 1.1, Infinity, Number.NaN, '0.3'], 'a number from 0 to 1'],
    [ON, [true, false], [0, 'true', undefined], 'true or false'],
    [HOW, ['one', 'other'], ['two', '', 1], 'one of one, other'],
    [WHAT, ['', 'abc'], ['abcd', 3], 'a text of at most 3 characters']
  ])('takes what its words say: $0.type', (field, good, bad, says) => {
    expect(good.filter((value) => !takes(field, value))).toEqual([]);
    expect(bad.filter((value) => takes(field, value))).toEqual([]);
    expect(expectationOf(field)).toBe(says);
  });
});

describe('settings', () => {
  it('are filled in from the defaults, and typed by the table', () => {
    const settings = settingsOf(FIELDS, resolveSettings('x', FIELDS, { count: 3, how: 'other' }));
    expect(settings).toEqual({ count: 3, share: 0.5, on: false, how: 'other', what: '' });
    expectTypeOf(settings.count).toEqualTypeOf<number>();
    expectTypeOf(settings.how).toEqualTypeOf<'one' | 'other'>();
  });

  it('may lack what is optional and nothing else, and may stand among others', () => {
    const table = [
      SHARE,
      { key: 'extra', ...words, type: 'boolean', optional: true }
    ] as const satisfies readonly Field[];
    expect(settingsOf(table, { share: 1, foreign: 'x' }).extra).toBeUndefined();
    expectTypeOf<SettingsOf<typeof table>['extra']>().toEqualTypeOf<boolean | undefined>();
    expect(() => settingsOf(table, { extra: true })).toThrow('Settings are missing or of another type: share');
    expect(() => settingsOf(table, { share: 1, extra: 2 })).toThrow('extra');
  });

  const CHAIN = [
    { key: 'who', ...words, type: 'choice', options: ['far', 'here'], default: 'far', identifies: 'unless-default' },
    {
      key: 'model',
      ...words,
      type: 'text',
      maxLength: 9,
      default: 'big',
      defaultBy: { key: 'who', values: { here: 'small' } }
    },
    {
      key: 'state',
      ...words,
      type: 'text',
      maxLength: 9,
      default: 'newest',
      defaultBy: { key: 'model', values: { small: 'c0ffee' } },
      identifies: 'unless-default'
    },
    { key: 'device', ...words, type: 'text', maxLength: 9, default: 'gpu', identifies: 'never' }
  ] as const satisfies readonly SettingField[];
  const chained = (values: Readonly<Record<string, unknown>>) => resolveSettings('x', CHAIN, values);

  it('have defaults that go by another setting, one after the other, and give way to what is said', () => {
    expect(chained({})).toMatchObject({ model: 'big', state: 'newest' });
    expect(chained({ who: 'here' })).toMatchObject({ model: 'small', state: 'c0ffee' });
    expect(chained({ who: 'here', model: 'other' })).toMatchObject({ model: 'other', state: 'newest' });
    // Every object has such a property; no table does.
    expect(chained({ model: 'valueOf' })).toMatchObject({ state: 'newest' });
  });

  it('that came later are no part of an id until they are used, and some never are', () => {
    expect(identifyingSettings(CHAIN, chained({ device: 'cpu' }))).toEqual({ model: 'big' });
    expect(identifyingSettings(CHAIN, chained({ who: 'here' }))).toEqual({
      who: 'here',
      model: 'small',
      state: 'c0ffee'
    });
  });
});
