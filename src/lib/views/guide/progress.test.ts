// Steps are done, kept and followed by what a reader did.
import { describe, expect, it } from 'vitest';
import type { Question, Step, Task } from '#lib/notebook/guide/types';
import {
  afterEvent,
  countDone,
  isAnswer,
  isDone,
  nextOpen,
  NOTHING_DONE,
  optionFor,
  parseProgress,
  type GuideEvent,
  type LessonProgress
} from './progress';

const step = (id: string, task: Task): Step => ({
  id,
  title: id,
  say: id,
  at: null,
  covers: [],
  task,
  keep: null,
  then: ''
});
const wording = { factor: 1, unit: '' };
const STEPS: readonly Step[] = [
  step('guess', { type: 'choose', options: ['few', 'many'], check: null, wording }),
  step('train', { type: 'ran', cell: 'base' }),
  step('reveal', { type: 'did', cell: 'noise', act: 'reveal', times: 3 }),
  step('deeper', { type: 'changed', cell: 'base', key: 'layers' }),
  step('again', { type: 'ran', cell: 'base' }),
  step('end', { type: 'read' })
];
const after = (events: readonly GuideEvent[], current: string | null = null, from = NOTHING_DONE): LessonProgress =>
  events.reduce((progress, event) => afterEvent(STEPS, progress, event, current), from);
const did: GuideEvent = { type: 'did', cell: 'noise', act: 'reveal' };

describe('a step is done', () => {
  it('when its question is answered, whatever the answer', () => {
    expect(after([{ type: 'answered', step: 'guess', answer: 'many' }])).toEqual({
      done: ['guess'],
      answers: { guess: 'many' },
      shown: [],
      counts: {}
    });
  });
  it('when its cell has run, one step a run, the one that the reader is at first', () => {
    const ran: GuideEvent = { type: 'ran', cell: 'base' };
    expect(after([ran]).done).toEqual(['train']);
    expect(after([ran, ran]).done).toEqual(['train', 'again']);
    expect(after([ran], 'again').done).toEqual(['again']);
    expect(after([{ type: 'ran', cell: 'books' }])).toBe(NOTHING_DONE);
  });
  it('when a thing was done as often as it wants, and not before', () => {
    expect(after([did, did])).toEqual({ done: [], answers: {}, shown: [], counts: { reveal: 2 } });
    expect(after([did, did, did]).done).toEqual(['reveal']);
    expect(after([{ ...did, act: 'mark' }])).toBe(NOTHING_DONE);
  });
  it('when its setting was changed, or it was read, by its id alone', () => {
    expect(after([{ type: 'changed', step: 'deeper' }]).done).toEqual(['deeper']);
    expect(after([{ type: 'read', step: 'end' }]).done).toEqual(['end']);
    expect(after([{ type: 'read', step: 'train' }])).toBe(NOTHING_DONE);
  });
  it('once: what is done stays as it is', () => {
    const once = after([{ type: 'answered', step: 'guess', answer: 'few' }]);
    expect(after([{ type: 'answered', step: 'guess', answer: 'many' }], null, once)).toBe(once);
  });
  it('when its answer was shown, which is remembered; a question that changed is asked anew and then answered', () => {
    const shown = after([{ type: 'shown', step: 'guess' }]);
    expect(shown).toEqual({ done: ['guess'], answers: {}, shown: ['guess'], counts: {} });
    expect(after([{ type: 'shown', step: 'train' }])).toBe(NOTHING_DONE);
  });
  it('not by an answer that is no option', () => {
    expect(after([{ type: 'answered', step: 'guess', answer: 'none' }])).toBe(NOTHING_DONE);
  });
});

describe('the step that is proposed', () => {
  it('is the first open one, behind where the reader is, else from the top', () => {
    expect(nextOpen(STEPS, NOTHING_DONE)).toBe('guess');
    expect(nextOpen(STEPS, after([{ type: 'ran', cell: 'base' }]), 'guess')).toBe('reveal');
    expect(nextOpen(STEPS, after([{ type: 'read', step: 'end' }]), 'again')).toBe('guess');
  });
  it('is none where all are done, in whatever order they were', () => {
    const events: readonly GuideEvent[] = [
      { type: 'read', step: 'end' },
      { type: 'changed', step: 'deeper' },
      did,
      { type: 'ran', cell: 'base' },
      did,
      { type: 'answered', step: 'guess', answer: 'few' },
      did,
      { type: 'ran', cell: 'base' }
    ];
    const all = after(events);
    expect(countDone(STEPS, all)).toBe(6);
    expect(nextOpen(STEPS, all)).toBeNull();
  });
});

describe('kept progress', () => {
  const kept = (value: unknown) => parseProgress(JSON.stringify(value));
  const made = after([{ type: 'answered', step: 'guess', answer: 'many' }, did]);

  it('reads back as it was', () => {
    expect(kept({ version: 1, ...made })).toEqual(made);
  });
  it('of before answers could be shown reads as well', () => {
    expect(kept({ version: 1, done: ['guess'], answers: { guess: 'many' }, counts: {} }).shown).toEqual([]);
  });
  it.each([
    ['nothing', null],
    ['no JSON', '{'],
    ['another version', JSON.stringify({ version: 2, ...made })],
    ['no list', JSON.stringify({ version: 1, ...made, done: 'guess' })],
    ['a number for an answer', JSON.stringify({ version: 1, ...made, answers: { guess: 1 } })],
    ['a number for what was shown', JSON.stringify({ version: 1, ...made, shown: [1] })],
    ['half a count', JSON.stringify({ version: 1, ...made, counts: { reveal: 0.5 } })]
  ])('is nothing where the note is %s', (_, note) => {
    expect(parseProgress(note)).toEqual(NOTHING_DONE);
  });
  it('of a lesson that has changed: steps that are gone do not count, answers to other questions neither', () => {
    const old = kept({ version: 1, done: ['gone', 'guess', 'train'], answers: { guess: 'some' }, counts: {} });
    expect(countDone(STEPS, old)).toBe(1);
    expect(STEPS.filter((entry) => isDone(old, entry)).map(({ id }) => id)).toEqual(['train']);
  });
  it('a question whose options changed can be answered again', () => {
    const old: LessonProgress = { done: ['guess'], answers: { guess: 'some' }, shown: [], counts: {} };
    const again = after([{ type: 'answered', step: 'guess', answer: 'few' }], null, old);
    expect(again).toEqual({ done: ['guess'], answers: { guess: 'few' }, shown: [], counts: {} });
  });
});

describe('an answer', () => {
  const check = { cell: 'a', value: 'b' };
  const range = [0, 1] as const;
  const number: Question = { type: 'number', check, range, near: null, ends: [], wording };
  const curve: Question = { type: 'curve', check, over: [1, 2, 4], range, wording };
  const order: Question = { type: 'order', items: ['a', 'b'], checks: [check, check], wording };
  it('fits its question: a number, a height for each place, every item once', () => {
    expect(['0.5', '-3', '', 'many', 'NaN', '[1, 2]'].filter((one) => isAnswer(number, one))).toEqual(['0.5', '-3']);
    expect(['[0, 1, 0.5]', '[0, 1]', '[0, 1, "a"]', '{}', '1'].filter((one) => isAnswer(curve, one))).toEqual([
      '[0, 1, 0.5]'
    ]);
    expect(['["b","a"]', '["b"]', '["b","b"]', '["a","c"]', 'a'].filter((one) => isAnswer(order, one))).toEqual([
      '["b","a"]'
    ]);
  });
});

it('the option that holds is the one between whose bounds the value lies', () => {
  const check = { cell: 'noise', value: 'share', bounds: [0.02, 0.06, 0.15] };
  expect([0, 0.0199, 0.02, 0.05, 0.06, 0.15, 7].map((value) => optionFor(check, value))).toEqual([0, 0, 1, 1, 2, 3, 3]);
});
