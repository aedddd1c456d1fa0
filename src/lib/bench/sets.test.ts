import { describe, expect, it } from 'vitest';
import { allCases, byTelling, casesOf, vectorsFor } from './sets';
import type { BenchCase, BenchDevice } from './types';

const card: BenchDevice = { backend: 'webgpu', adapter: 'Made-up card', software: false };
const software: BenchDevice = { ...card, adapter: 'SwiftShader', software: true };
const wasm: BenchDevice = { backend: 'wasm', adapter: 'WebAssembly', software: false };

const names = (cases: readonly BenchCase[]) => cases.map(({ name }) => name);

describe('what is measured', () => {
  it('begins with the steps that an epoch is made of, and the graph from which a card’s share of bandwidth is read', () => {
    const quick = names(casesOf('quick', 'amazon', 1536, [card]));
    expect(quick.slice(0, 5)).toEqual([
      'LightGCN base step',
      'LightGCN Con step',
      'LightGCN Gen step',
      'nodes × 16',
      'spmm'
    ]);
    expect(names(byTelling(casesOf('full', 'amazon', 1536, [card])))).toEqual(
      names(casesOf('full', 'amazon', 1536, [card]))
    );
  });

  it('is part of the full set where it is in the quick one, and the full one of all cases', () => {
    const full = names(casesOf('full', 'amazon', 1536, [card]));
    const all = names(allCases('amazon', 1536, [card]));
    expect(full).toEqual(expect.arrayContaining(names(casesOf('quick', 'amazon', 1536, [card]))));
    expect(all).toEqual(expect.arrayContaining(full));
    expect(new Set(all).size).toBe(all.length);
  });

  it('ranks all users, not some of them', () => {
    const ranks = casesOf('quick', 'amazon', 1536, [card]).find(({ name }) => name === 'top 20, all users');
    expect(ranks?.what).toContain('11000 users');
  });

  it('on a software adapter leaves out steps that would take minutes there; wide vectors are for cards', () => {
    const steps = allCases('amazon', 12, [software, wasm]).filter(({ name }) => name === 'LightGCN Con step');
    expect(steps.map(({ only }) => only)).toEqual([['wasm']]);
    expect([card, software, wasm].map((device) => vectorsFor('amazon', [device]))).toEqual([1536, 256, 256]);
  });
});
