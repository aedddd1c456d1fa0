// A card says of its task what is to be done, and how far it is.
import { expect, it } from 'vitest';
import { taskWords } from './words';

it('a thing to do several times says how often it was done', () => {
  const task = { type: 'did', cell: 'noise', act: 'reveal', times: 3 } as const;
  expect([taskWords(task, 0), taskWords(task, 5)]).toEqual([
    'Try it in the output of the cell “noise”: 0 of 3 times.',
    'Try it in the output of the cell “noise”: 3 of 3 times.'
  ]);
});
