// A card speaks of an answer by the result that is shown, and says nothing where there is no right answer.
import { expect, it } from 'vitest';
import { outcomeOf, taskWords } from './words';

const options = ['under 100', '100 to 200', 'more'];
const check = { cell: 'semantics', value: 'dimensions', bounds: [100, 200] };
it('an answer is checked by the result that is shown', () => {
  expect(outcomeOf(check, options, '100 to 200', { dimensions: 128 })).toEqual({
    type: 'checked',
    right: 1,
    words: 'It is 128: your answer holds.'
  });
  expect(outcomeOf(check, options, '100 to 200', { dimensions: 99 })).toEqual({
    type: 'checked',
    right: 0,
    words: 'It is 99: “under 100”.'
  });
});

it('without a result, or without that number in it, the answer is open', () => {
  expect(outcomeOf(check, options, 'more', null)?.type).toBe('open');
  expect(outcomeOf({ ...check, value: 'width' }, options, 'more', { dimensions: 1 })?.type).toBe('open');
});

it('a question without a check has no right answer', () => {
  expect(outcomeOf(null, options, 'more', { dimensions: 1 })).toBeNull();
});

it('a thing to do several times says how often it was done', () => {
  const task = { type: 'did', cell: 'noise', act: 'reveal', times: 3 } as const;
  expect([taskWords(task, 0), taskWords(task, 5)]).toEqual([
    'Try it in the output of the cell “noise”: 0 of 3 times.',
    'Try it in the output of the cell “noise”: 3 of 3 times.'
  ]);
});
