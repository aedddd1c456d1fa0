// A step that waits for a changed setting is done by a change that the reader makes while looking on, and by nothing else.
import { expect, it } from 'vitest';
import { readLesson } from '../results/bundled.node';
import { stepsOf } from '../document/prepared';
import { prepareNotebook, removeBlock, setCellValue } from '../document/tools';
import { changedSteps, watchedValues } from './watched';

const { notebook: lesson } = await readLesson('clicks-lie');
const FILE = 'lessons/clicks-lie.md';

const valuesIn = (text: string) => watchedValues(stepsOf(prepareNotebook(text, FILE)));
const noise = (value: unknown): string => setCellValue(lesson.text, 'noisier', 'noise', value);
const changed = (before: string, after: string): readonly string[] =>
  changedSteps(valuesIn(before), valuesIn(after), valuesIn(lesson.text));

it('is one whose setting is given a value that it did not come with', () => {
  expect(changed(lesson.text, noise(0.4))).toEqual(['more']);
  expect(changed(noise(0.4), noise(0.5))).toEqual(['more']);
});

it('is none by what was changed before: only what changes from now on counts, whatever else is edited', () => {
  const kept = noise(0.4);
  expect(changed(kept, kept)).toEqual([]);
  expect(changed(kept, setCellValue(kept, 'noisier-base', 'layers', 2))).toEqual([]);
});

it('is none by going back to what the lesson came with', () => {
  expect(changed(noise(0.4), lesson.text)).toEqual([]);
});

it('is none by a cell that is gone or has another name, or a setting that is taken out', () => {
  const cell = lesson.blocks.find(({ key }) => key === 'cell-noisier');
  if (!cell) throw new Error('The lesson has no such cell');
  const without = removeBlock(lesson, cell.key);
  expect(valuesIn(without).get('more')).toBeNull();
  expect(changed(lesson.text, without)).toEqual([]);
  expect(changed(lesson.text, lesson.text.replace('name: noisier\n', 'name: louder\n'))).toEqual([]);
  expect(changed(lesson.text, noise(undefined))).toEqual([]);
  // Undone, it is as it came; with another value it is changed.
  expect(changed(without, lesson.text)).toEqual([]);
  expect(changed(without, noise(0.4))).toEqual(['more']);
});

it('is none that was not there before', () => {
  expect(changedSteps(new Map(), valuesIn(noise(0.4)), valuesIn(lesson.text))).toEqual([]);
  expect(changedSteps(valuesIn(lesson.text), valuesIn(noise(0.4)), new Map())).toEqual([]);
});
