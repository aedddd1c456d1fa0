// What kinds say of one another fits: they name each other by words, so that no kind's file needs the list of all.
import { expect, it } from 'vitest';
import { KIND_DESCRIPTIONS } from './descriptions';
import { makerOf } from './load-maker';
import { CELL_KINDS, isCellKind } from './registry';

it('has each kind once, and none by a name that every object has', () => {
  expect(new Set(CELL_KINDS).size).toBe(CELL_KINDS.length);
  expect(['constructor', 'step', ''].filter(isCellKind)).toEqual([]);
});

it.each(KIND_DESCRIPTIONS)('$kind has fields that name kinds there are, each key apart, and a name', ({ fields }) => {
  expect(fields.flatMap(({ cellKind }) => (cellKind === undefined || isCellKind(cellKind) ? [] : [cellKind]))).toEqual(
    []
  );
  expect(fields.filter(({ key }) => key === 'name')).toHaveLength(1);
});

it.each(KIND_DESCRIPTIONS)('$kind stores artifacts of its own kind, or runs', async ({ kind, runs }) => {
  expect((await makerOf(kind)).stored.form.kind).toBe(runs ? 'run' : kind);
});
