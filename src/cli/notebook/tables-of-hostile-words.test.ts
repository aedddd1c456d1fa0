// The tables of the command line, whatever words their data hold.
import { expect, it } from 'vitest';
import type { CellRecord } from '#lib/notebook/results/results';
import { madeUpResults } from '#lib/views/testing/made-up-results';
import { harmless } from '../terminal';
import { describeRecord } from './tables';

/** Words of the program's own, by which it decides. */
const OWN = new Set(['kind', 'name', 'role', 'metric', 'cutoff', 'node', 'baseline', 'order', 'step', 'show']);

/** The record with `words` behind every text that comes from data, a server or a notebook. */
function withWords(record: CellRecord, words: string): CellRecord {
  const changed = structuredClone(record);
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (typeof inner === 'string' && !OWN.has(key)) Reflect.set(value, key, `${inner}${words}`);
      else visit(inner);
    }
  };
  visit(changed.result);
  return changed;
}

it.each(madeUpResults().cells.map((record) => [record.kind, record] as const))(
  'a %s has as many lines as without them, and none moves the cursor',
  (_, record) => {
    const text = describeRecord(withWords(record, ' \u001B[2J\r\n\u009B31m\u202Eforged\u2028line'));
    expect(harmless(text)).toBe(text);
    expect(text.split('\n')).toHaveLength(describeRecord(withWords(record, ' words')).split('\n').length);
  }
);
