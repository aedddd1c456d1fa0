// Packing changes how results are written, never what they say.
import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { packResults, unpackResults } from './packed-results';
import { isResultsFile, withShortNumbers } from './results-check';
import { fromResultsFile } from './from-results-file';
import { madeUpResults } from '../testing/made-up-results';

const FOLDER = 'public/notebooks';
const bundled = readdirSync(FOLDER).filter((file) => file.endsWith('.results.json'));

/** Without the seconds of epochs, which are not packed. */
const withoutSeconds = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (key, inner: unknown) =>
    key === 'epochs' && Array.isArray(inner) ? inner.map((epoch: object) => ({ ...epoch, seconds: 0 })) : inner
  );

test('made-up results come out as they went in, validated every third epoch only', () => {
  const shown = fromResultsFile(madeUpResults());
  const written: unknown = JSON.parse(JSON.stringify(packResults(shown)));
  expect(written).not.toEqual(JSON.parse(JSON.stringify(shown)));
  expect(unpackResults(packResults(shown))).toEqual(withoutSeconds(shown));
});

test.each(bundled)('%s comes out as it went in', (file) => {
  const parsed: unknown = JSON.parse(withShortNumbers(readFileSync(`${FOLDER}/${file}`, 'utf8')));
  if (!isResultsFile(parsed)) throw new Error('no results file');
  const shown = fromResultsFile(parsed);
  const packed = packResults(shown);
  expect(unpackResults(packed)).toEqual(withoutSeconds(shown));
});
