import { expect, test } from 'vitest';
import type { ArtifactMeta, Machine } from '#lib/storage/types';
import { cardOf, machinesOf } from './card';

const MACHINE: Machine = { host: 'node-7', processor: 'A chip, 2 cores', runtime: 'Node 20.1.0', program: '0.1.0' };
const metaOf = (id: string, machine?: Machine): ArtifactMeta => ({
  id,
  kind: 'run',
  version: 1,
  digest: id,
  backend: 'wasm',
  adapter: 'SIMD',
  created: '2026-11-30T00:00:00Z',
  seconds: 1,
  bytes: 1,
  ...(machine && { machine })
});
const provenance = { dataset: 'Shop', splitHash: 'abc', treatment: {}, versions: {} };

test('machines are unlike by what computes, not by their names or jobs', () => {
  const alike = [metaOf('a', MACHINE), metaOf('b', { ...MACHINE, host: 'node-8', job: '12.3' })];
  expect(machinesOf(alike)).toEqual(['A chip, 2 cores · Node 20.1.0 · rlmrec 0.1.0 · wasm · SIMD']);
  const unlike = machinesOf([...alike, metaOf('c', { ...MACHINE, processor: 'Another, 64 cores' }), metaOf('d')]);
  expect(unlike).toHaveLength(3);
  expect(unlike.join()).not.toContain('node-');
});

test('a card tells the machines of what it compares only where they are unlike', () => {
  const card = (machines: readonly string[]) =>
    cardOf(provenance, [1], [metaOf('a')], undefined, undefined, machines).environment;
  expect(card(['one', 'other']).machines).toEqual(['one', 'other']);
  expect(card(['one'])).not.toHaveProperty('machines');
});
