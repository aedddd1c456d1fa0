// What the terminal says of a comparison: seeds and splits are told apart.
import { expect, it } from 'vitest';
import type { CompareResult } from '#lib/notebook/kinds/compare/stored';
import { describeRecord } from './tables';

const metrics = (value: number) => {
  const row = { '5': value, '10': value, '20': value };
  return { recall: row, ndcg: row };
};

type Test = 'pairedT' | 'resampledT';

function table(test: Test, splits?: readonly number[]): string {
  const tested = { t: 3.5, df: 4, p: 0.025, pHolm: 0.05, interval95: { low: 0.01, high: 0.03 } };
  const row = (name: string, differences: CompareResult['rows'][number]['differences']) => ({
    name,
    role: 'run' as const,
    label: name,
    seeds: [2023],
    test: { mean: metrics(0.25), sd: metrics(0.0125) },
    differences,
    treatment: []
  });
  const result: CompareResult = {
    kind: 'compare',
    baseline: 'base',
    ...(splits ? { splits } : {}),
    rows: [row('base', []), row('con', [{ metric: 'recall@20', mean: 0.02, relative: 0.08, [test]: tested }])],
    notes: []
  };
  return describeRecord({ name: 'table', kind: 'compare', seconds: 1, id: 'x', digest: '', result });
}

it('says over how many splits means and spreads are, and which test that is', () => {
  const text = table('resampledT', [1, 2, 3, 4, 5]);
  expect(text).toContain('Splits of seeds 1, 2, 3, 4, 5: means and spreads are over splits.');
  expect(text).toMatch(/test +splits +seeds/);
  expect(text).toContain('over splits');
  expect(text).toContain('corrected t(4) = 3.50, p = 0.025 (Holm 0.050)');
  expect(text).toContain('0.0125');
});

it('says nothing of splits where there is one, nor of a spread where there is one seed', () => {
  const text = table('pairedT');
  expect(text).not.toContain('split');
  expect(text).not.toContain('corrected');
  expect(text).toContain('over seeds');
  expect(text).not.toContain('0.0125');
});
