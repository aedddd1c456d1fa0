import { expect, it } from 'vitest';
import { storedKinds } from './stored-kinds';

it('adds up by kind, the largest first, and names a kind it does not know by its name', () => {
  const metas = [
    { id: 'a', kind: 'run', bytes: 10 },
    { id: 'b', kind: 'checkpoint', bytes: 100 },
    { id: 'c', kind: 'run', bytes: 20 },
    { id: 'd', kind: 'something', bytes: 2 },
    { id: 'e', kind: 'constructor', bytes: 1 }
  ];
  expect(storedKinds(metas)).toMatchObject([
    { kind: 'checkpoint', label: 'checkpoints of unfinished runs', ids: ['b'], bytes: 100 },
    { kind: 'run', label: 'trained runs', ids: ['a', 'c'], bytes: 30 },
    { kind: 'something', label: 'something', ids: ['d'], bytes: 2 },
    { kind: 'constructor', label: 'constructor', ids: ['e'], bytes: 1 }
  ]);
});

it('says of what cannot be computed again that it is lost', () => {
  const lossOf = (kind: string) => storedKinds([{ id: 'a', kind, bytes: 1 }])[0]?.loss;
  expect(lossOf('run')).toMatch(/computed again/);
  for (const kind of ['import-rows', 'attachment-bytes', 'profile-edits'])
    expect(lossOf(kind)).not.toMatch(/computed again/);
});
