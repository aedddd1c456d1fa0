import { describe, expect, it } from 'vitest';
import { readReport } from './read-report';
import { madeUpReport } from './testing/made-up-report';
import { believed, rowsOf, trustOf } from './verdict';

const read = (value: unknown) => readReport(JSON.stringify(value), 'theirs.json');

describe('a measurement as a file', () => {
  it('comes back as it was written', () => {
    expect(read(madeUpReport())).toEqual(madeUpReport());
  });

  it.each<[string, unknown, string]>([
    ['no JSON', '{', 'bench/not-a-report'],
    ['of another program', { format: 'rlmrec-answers', version: 1 }, 'bench/not-a-report'],
    ['of the first version', { version: 1, size: 'amazon', measurements: [] }, 'bench/older-report'],
    ['of a later version', { ...madeUpReport(), version: 3 }, 'bench/newer-report'],
    ['with a time below zero', madeUpReport({ seconds: -1 }), 'bench/not-a-report'],
    ['with markup for a date', madeUpReport({ created: '<b>today</b>' }), 'bench/not-a-report'],
    ['with a name as long as a book', madeUpReport({ size: 'x'.repeat(10_000) }), 'bench/not-a-report'],
    [
      'with a backend that nobody has',
      { ...madeUpReport(), devices: [{ backend: 'x', adapter: '', software: false }] },
      'bench/not-a-report'
    ],
    [
      'with words for numbers',
      { ...madeUpReport(), measurements: [{ case: 'Adam', medianMs: 'fast' }] },
      'bench/not-a-report'
    ],
    [
      'with a million rows',
      { ...madeUpReport(), leftOut: Array.from({ length: 5000 }, () => ({ case: 'a', backend: 'cpu', why: '' })) },
      'bench/not-a-report'
    ],
    ['larger than any', madeUpReport({ versions: { a: 'x'.repeat(2_000_000) } }), 'bench/not-a-report']
  ])('%s is refused with a word', (_, value, code) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    expect(() => readReport(text, 'theirs.json')).toThrow(expect.objectContaining({ code }));
  });

  it('what it says where it cannot be is named', () => {
    expect(() => read(madeUpReport({ seconds: -1 }))).toThrow(/"seconds"/);
  });
});

describe('what a report comes to', () => {
  it('a step is an epoch of thirty at Amazon-book’s size; ours stands beside the best stock form', () => {
    const { steps, operators } = rowsOf(madeUpReport());
    expect(steps).toEqual([
      expect.objectContaining({ step: 'LightGCN base', epochSeconds: 0.036, dispatches: 17, stock: null })
    ]);
    expect(operators).toEqual([expect.objectContaining({ operator: 'Adam', stock: 5, bandwidthShare: 0.7 })]);
  });

  it('a device that computes wrongly has no times, also where its file claims that all is right', () => {
    const check = { backend: 'webgpu', name: 'Adam', isRight: true, error: 0.3, tolerance: 1e-6 } as const;
    for (const wrong of [{ ...check, isRight: false, error: 0 }, check, { ...check, error: null }]) {
      const report = madeUpReport({ checks: [wrong] });
      expect(trustOf(report, 'webgpu').type).toBe('wrong');
      expect(believed(report)).toEqual([]);
      expect(rowsOf(report)).toEqual({ steps: [], operators: [] });
    }
  });

  it('neither has one of which nothing is known', () => {
    expect(believed(madeUpReport({ checks: [] }))).toEqual([]);
  });

  it('a software adapter is called one', () => {
    const devices = [{ backend: 'webgpu', adapter: 'SwiftShader', software: true }] as const;
    expect(trustOf(madeUpReport({ devices: [...devices] }), 'webgpu')).toEqual({ type: 'software' });
  });
});
