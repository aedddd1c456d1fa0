// Results stand under their cells and are stale when they should be.
import { describe, expect, test } from 'vitest';
import { fromResultsFile } from './from-results-file';
import { freshnessOf, recordFor } from './shown-results';
import { withFingerprints } from '../document/fingerprints';
import { toResultsFile } from './results-file';
import { withRecord } from './results-arrival';
import { madeUpResults } from '../testing/made-up-results';

const file = madeUpResults();
const names = file.cells.map((cell) => cell.name);
const prints = new Map(names.map((name) => [name, `print of ${name}`]));
const shown = withFingerprints(fromResultsFile(file), prints);

test('a results file comes out as it came in', () => {
  expect(toResultsFile(shown, names, file.notebook)).toEqual(file);
});

test('a text that was never touched is as its results are', () => {
  expect(freshnessOf(shown.base ?? null, 'base', 'text', null, null)).toBe('fresh');
});

test('without a plan, equal settings decide; the rest is stale', () => {
  const record = shown.base ?? null;
  expect(freshnessOf(record, 'base', 'text', null, prints)).toBe('fresh');
  expect(freshnessOf(record, 'base', 'text', null, new Map([['base', 'other settings']]))).toBe('stale');
  expect(freshnessOf(null, 'base', 'text', null, prints)).toBe('none');
});

test('a plan for this very text decides by artifact id, a plan for another text does not', () => {
  const cells = {
    base: { name: 'base', kind: 'train' as const, id: 'another id', needs: [], state: 'missing' as const }
  };
  const record = shown.base ?? null;
  expect(freshnessOf(record, 'base', 'text', { text: 'text', cells }, prints)).toBe('stale');
  expect(freshnessOf(record, 'base', 'text', { text: 'older text', cells }, prints)).toBe('fresh');
});

test('a renamed cell keeps its result, a cell of another kind does not take it', () => {
  expect(recordFor(shown, { name: 'baseline', kind: 'train' }, 'print of base')?.record.name).toBe('base');
  expect(recordFor(shown, { name: 'base', kind: 'compare' }, undefined)).toBeNull();
});

describe('code that has changed since', () => {
  if (!shown.base) throw new Error('there is a base');
  const record = { ...shown.base, earlier: 'with an earlier version of the code' };
  test('a result of the same settings is an earlier one, also where its id is another; it is not called stale', () => {
    expect(freshnessOf(record, 'base', 'text', null, null)).toBe('earlier');
    expect(freshnessOf(record, 'base', 'text', null, prints)).toBe('earlier');
    const cells = {
      base: { name: 'base', kind: 'train' as const, id: 'id of today', needs: [], state: 'missing' as const }
    };
    expect(freshnessOf(record, 'base', 'text', { text: 'text', cells }, prints)).toBe('earlier');
  });
  test('one of other settings is stale all the same', () => {
    expect(freshnessOf(record, 'base', 'text', null, new Map([['base', 'other settings']]))).toBe('stale');
  });
});

describe('a record that arrives', () => {
  const whole = file.cells.find(({ name }) => name === 'con');
  if (whole?.result.kind !== 'train') throw new Error('con is a train cell');
  const { result } = whole;
  /** As a page ships it: numbers of epochs are left out. */
  const short = { ...whole, result: { ...result, runs: result.runs.map((run) => ({ ...run, epochs: [] })) } };
  const onPage = fromResultsFile({ ...file, cells: [short] });
  const device = { backend: 'wasm', adapter: 'test' };
  const arrival = { fingerprint: 'print', device, now: '2026-11-30T00:00:00.000Z', isComputed: false };
  const epochsOf = (results: typeof onPage) => {
    const shownNow = results.con?.record.result;
    return shownNow?.kind === 'train' ? shownNow.runs.map(({ epochs }) => epochs.length) : [];
  };

  test('brings its epochs, though its digest is that of the bundled one, which has none', () => {
    expect(epochsOf(onPage)).toEqual([0, 0, 0]);
    const found = withRecord(onPage, whole, arrival);
    expect(epochsOf(found)).toEqual(result.runs.map(({ epochs }) => epochs.length));
    expect(found.con).toMatchObject({ bundled: true, created: onPage.con?.created });
    const computed = withRecord(onPage, whole, { ...arrival, isComputed: true });
    expect(epochsOf(computed)).toEqual(epochsOf(found));
    expect(computed.con?.bundled).toBe(false);
  });
  test('of another digest is this device’s', () => {
    const other = withRecord(onPage, { ...whole, digest: 'other bits' }, arrival);
    expect(other.con).toMatchObject({ bundled: false, fingerprint: 'print' });
  });
});
