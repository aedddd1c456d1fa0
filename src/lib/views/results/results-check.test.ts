// Unknown JSON is never shown as results.
import { expect, test } from 'vitest';
import { isCellRecord, isResultsFile, withShortNumbers } from './results-check';
import { madeUpResults } from '../testing/made-up-results';

test('what the command line writes is a results file', () => {
  expect(isResultsFile(JSON.parse(JSON.stringify(madeUpResults())))).toBe(true);
});

test('other JSON is not, and neither is a record whose result is of another kind', () => {
  for (const other of [null, 1, 'x', [], {}, { ...madeUpResults(), version: 2 }, { ...madeUpResults(), cells: [{}] }]) {
    expect(isResultsFile(other)).toBe(false);
  }
  const [first] = madeUpResults().cells;
  expect(isCellRecord({ ...first, kind: 'train' })).toBe(false);
});

test('short numbers differ by less than a reader can see, and whole numbers not at all', () => {
  const short: unknown = JSON.parse(withShortNumbers('{"a":0.123456789,"b":123456789,"c":["1.23456789"]}'));
  expect(short).toEqual({ a: 0.12346, b: 123456789, c: ['1.23456789'] });
  expect(JSON.parse(withShortNumbers('[0.17905419297369352]'))[0].toFixed(4)).toBe('0.1791');
  const curve: unknown = JSON.parse(withShortNumbers('{"epochs":[{"val":{"recall":0.123456}}],"test":0.123456}'));
  expect(curve).toEqual({ epochs: [{ val: { recall: 0.1235 } }], test: 0.12346 });
  const times: unknown = JSON.parse(withShortNumbers('{"epochs":[{"seconds":1.23456}],"seconds":3062.812345}'));
  expect(times).toEqual({ epochs: [{ seconds: 1 }], seconds: 3062.8123 });
});
