import { expect, it } from 'vitest';
import { benchMarkdown } from './markdown';
import { madeUpReport } from './testing/made-up-report';

const measured = { case: 'LightGCN base step', rounds: 5, repeats: 4, minMs: 20 };
const report = madeUpReport({
  devices: [{ backend: 'wasm', adapter: 'WebAssembly', software: false }],
  rates: null,
  wasmFlopsPerSecond: 44.8e9,
  checks: [],
  cases: [{ name: 'LightGCN base step', what: 'A step.' }],
  measurements: [
    { ...measured, form: 'ours', backend: 'wasm', medianMs: 25, arithmeticShare: 0.75 },
    { ...measured, form: 'loops', backend: 'wasm', medianMs: 100 }
  ],
  leftOut: [
    { case: 'Adam', backend: 'wasm', why: 'The time was up before its turn.' },
    { case: 'spmm', backend: 'wasm', why: 'The time was up before its turn.' }
  ],
  torch: [
    {
      case: 'LightGCN base step',
      loop: 'tidy',
      precision: 'fp32',
      medianMs: 50,
      minMs: 40,
      meanMs: 55,
      eventMs: null,
      steps: 5,
      torch: '1.13',
      device: 'cpu, one thread',
      sparse: 'CSR'
    }
  ]
});

it('a report has the module beside the loops, shares of one thread’s pace, and PyTorch beside ours', () => {
  const text = benchMarkdown(report);
  expect(text).toContain('makes 44.8 GFLOP/s');
  expect(text).toContain('| LightGCN base step | loops, wasm | 100 |');
  expect(text).toContain('| 75.0 % |');
  expect(text).toContain('- LightGCN base step: 0.25');
  expect(text).toContain('| LightGCN base step | tidy | fp32 | 50.0 | 55.0 |  | 25.0 (wasm) | 0.50 |');
  expect(text).toContain('The time was up before its turn. Adam (wasm); spmm (wasm)');
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
