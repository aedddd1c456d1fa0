import { expect, it } from 'vitest';
import { benchMarkdown } from './markdown';
import type { BenchReport } from './types';

const measured = { rounds: 5, minMs: 20 };
const report: BenchReport = {
  version: 1,
  created: '2026-11-29T12:00:00.000Z',
  size: 'amazon',
  devices: [{ backend: 'wasm', adapter: 'WebAssembly', software: false }],
  rates: null,
  wasmFlopsPerSecond: 44.8e9,
  cases: [{ name: 'LightGCN base step', what: 'A step.' }],
  measurements: [
    { case: 'LightGCN base step', form: 'ours', backend: 'wasm', medianMs: 25, arithmeticShare: 0.75, ...measured },
    { case: 'LightGCN base step', form: 'loops', backend: 'wasm', medianMs: 100, ...measured }
  ],
  versions: {},
  torch: [
    {
      case: 'LightGCN base step',
      medianMs: 50,
      minMs: 40,
      rounds: 5,
      torch: '1.13',
      device: 'cpu, one thread',
      sparse: 'CSR'
    }
  ]
};

it('a report has the module beside the loops, shares of one thread’s pace, and PyTorch beside ours', () => {
  const text = benchMarkdown(report);
  expect(text).toContain('makes 44.8 GFLOP/s');
  expect(text).toContain('| LightGCN base step | loops, wasm | 100 |');
  expect(text).toContain('| 75.0 % |');
  expect(text).toContain('- LightGCN base step: 0.25');
  expect(text).toContain('| LightGCN base step | 50.0 | 25.0 (wasm) | 0.50 |');
});

it('says nothing of what was not measured', () => {
  const { torch: _, ...rest } = report;
  const text = benchMarkdown({
    ...rest,
    wasmFlopsPerSecond: null,
    measurements: report.measurements.filter(({ form }) => form === 'ours')
  });
  expect(text).not.toMatch(/PyTorch|loops|GFLOP/);
});
