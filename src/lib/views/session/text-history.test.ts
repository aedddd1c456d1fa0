// Undo and redo of a notebook's text.
import { expect, test } from 'vitest';
import { seeded } from '../testing/made-up-results';
import { record, redo, startHistory, undo } from './text-history';

test('undo after any edits leads back to the first text, redo forth to the last', () => {
  const random = seeded(7);
  for (let trial = 0; trial < 50; trial += 1) {
    const texts = Array.from({ length: 1 + Math.floor(random() * 20) }, (_, index) => `text ${index} of ${trial}`);
    let history = startHistory('first');
    for (const text of texts) history = record(history, text, 'edit');
    for (let step = 0; step < texts.length + 2; step += 1) history = undo(history);
    expect(history.present.text).toBe('first');
    for (let step = 0; step < texts.length + 2; step += 1) history = redo(history);
    expect(history.present.text).toBe(texts.at(-1));
  }
});

test('an edit that changes nothing leaves no step to undo', () => {
  const history = startHistory('a');
  expect(record(history, 'a', 'edit')).toBe(history);
});

test('a new edit after undo takes away what could be redone', () => {
  const history = record(undo(record(startHistory('a'), 'b', 'to b')), 'c', 'to c');
  expect(redo(history)).toBe(history);
  expect(undo(history).present.text).toBe('a');
});
