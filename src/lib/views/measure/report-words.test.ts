import { describe, expect, it } from 'vitest';
import { madeUpReport } from '#lib/bench/testing/made-up-report';
import { torchRowsOf } from '#lib/bench/verdict';
import { deviceWords, epochWords, fileName, leftOutWords, measuredWhen, rateWords } from './report-words';

describe('a report in words', () => {
  it('says of a device that computes wrongly what is off, and that no times are shown', () => {
    const checks = [
      { backend: 'webgpu', name: 'Adam', isRight: false, error: 0.25, tolerance: 1e-6 },
      { backend: 'webgpu', name: 'BPR', isRight: false, error: null, tolerance: 2e-5 },
      { backend: 'webgpu', name: 'best 5', isRight: false, error: null, tolerance: 0, problem: 'no pipeline' }
    ] as const;
    const [words] = deviceWords(madeUpReport({ checks: [...checks] }));
    expect(words?.verdict).toContain('no times are shown');
    expect(words?.isBad).toBe(true);
    expect(words?.wrong).toEqual([
      'Adam: off by 0.25 (allowed: 1e−6)',
      'BPR: what came out are no numbers (allowed: 2e−5)',
      'best 5: no pipeline (allowed: 0)'
    ]);
  });

  it('says of a software adapter that its times are none of a card', () => {
    const devices = [{ backend: 'webgpu', adapter: 'SwiftShader', software: true }] as const;
    expect(deviceWords(madeUpReport({ devices: [...devices] }))[0]?.verdict).toContain('not how fast a card is');
  });

  it('says of a measurement that was ended early that it was', () => {
    expect(measuredWhen(madeUpReport())).toBe('30 Nov 2026, 12:00 UTC · quick · 62\u202fs · rlmrec 0.1.0');
    expect(measuredWhen(madeUpReport({ isComplete: false }))).toContain('not at its end: 62\u202fs of it');
  });

  it('has yardsticks with their units, by the device’s own clock too, and none where none were measured', () => {
    expect(rateWords(madeUpReport().rates, 4.5e10)).toEqual([
      ['copies', '800 GB/s (its own clock: 820)'],
      ['multiplies and adds', '30,000 GFLOP/s (its own clock: 31,000)'],
      ['one small program among many', '3 µs'],
      ['there and back once', '200 µs'],
      ['WebAssembly, one thread', '45 GFLOP/s']
    ]);
    expect(rateWords(null, null)).toEqual([]);
  });

  it('an epoch of a card is said in milliseconds', () => {
    expect([0.036, 0.42, 12].map(epochWords)).toEqual(['36 ms', '420 ms', '12\u202fs']);
  });

  it('what was left out is said once for each reason', () => {
    const why = 'The time was up before its turn.';
    const leftOut = [
      { case: 'Adam', backend: 'cpu', why },
      { case: 'spmm', backend: 'wasm', why }
    ] as const;
    expect(leftOutWords({ leftOut: [...leftOut] })).toEqual([{ why, cases: 'Adam (JavaScript), spmm (WebAssembly)' }]);
  });

  it('PyTorch’s steps stand beside ours', () => {
    const step = { case: 'LightGCN base step', medianMs: 1, minMs: 1, meanMs: 0.8, eventMs: 0.7, steps: 200 } as const;
    const about = { torch: '2.9', device: 'a card', sparse: 'CSR' } as const;
    const torch = [{ ...step, ...about, loop: 'tidy', precision: 'tf32' }] as const;
    const [row] = torchRowsOf(madeUpReport({ torch: [...torch] }));
    expect(row).toMatchObject({ step: 'LightGCN base', loop: 'tidy', stepMs: 0.8 });
    expect(row?.ratio).toBeCloseTo(1.5);
  });

  it('a file is named by date and device, whatever its device calls itself', () => {
    const device = { backend: 'webgpu', adapter: 'NVIDIA® RTX/3090 "../x"', software: false } as const;
    expect(fileName(madeUpReport({ devices: [device] }))).toBe('rlmrec-bench-2026-11-30-nvidia-rtx-3090-x.json');
  });
});
