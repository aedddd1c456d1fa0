import { expect, it } from 'vitest';
import { storedKinds } from './stored-kinds';

it('adds up by kind, the largest first, and names a kind it does not know by its name', () => {
  const metas = [
    { id: 'a', kind: 'run', bytes: 10 },
    { id: 'b', kind: 'checkpoint', bytes: 100 },
    { id: 'c', kind: 'run', bytes: 20 },
    { id: 'd', kind: 'something', bytes: 1 }
  ];
  expect(storedKinds(metas)).toEqual([
    { kind: 'checkpoint', label: 'checkpoints of unfinished runs', ids: ['b'], bytes: 100 },
    { kind: 'run', label: 'trained runs', ids: ['a', 'c'], bytes: 30 },
    { kind: 'something', label: 'something', ids: ['d'], bytes: 1 }
  ]);
});
