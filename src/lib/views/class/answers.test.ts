// Answers of a class: files that say what was asked, and what becomes of many of them.
import { describe, expect, it } from 'vitest';
import { readNotebook } from '#lib/notebook/document/parse';
import { answersFile, readAnswers, type AnswersFile } from './answers';
import { pool } from './pool';

const steps = readNotebook(`# A

\`\`\`step
id: first
title: How many?
say: Guess.
choose: [few, many]
\`\`\`

\`\`\`step
id: look
title: Look
say: Look.
until: read
\`\`\`
`).document.steps.map(({ step }) => step);

const sheet = (number: string, answer?: string): AnswersFile =>
  answersFile('A', steps, { answers: answer === undefined ? {} : { first: answer } }, number);

describe('a file of answers', () => {
  it('holds the questions in their words and what was chosen, and is read as it was written', () => {
    const file = sheet('s', 'many');
    expect(file).toMatchObject({
      lesson: 'A',
      questions: [{ step: 'first', title: 'How many?', options: ['few', 'many'] }],
      answers: { first: 'many' }
    });
    expect(readAnswers(JSON.stringify(file), 'a.json')).toEqual(file);
  });
  it('leaves out what is no answer of this lesson any more', () => {
    expect(answersFile('A', steps, { answers: { first: 'some', gone: 'x' } }, 's').answers).toEqual({});
  });
  it.each([
    ['not json', 'class/not-answers'],
    ['{"version": 1}', 'class/not-answers'],
    ['{"format": "rlmrec-answers", "version": 2}', 'class/newer-answers'],
    ['{"format": "rlmrec-answers", "version": 1, "lesson": 7}', 'class/not-answers'],
    [JSON.stringify({ ...sheet('s'), answers: ['few'] }), 'class/not-answers']
  ])('%s is refused with a word', (text, code) => {
    expect(() => readAnswers(text, 'a.json')).toThrow(expect.objectContaining({ code }));
  });
});

describe('a pool', () => {
  it('counts each option, also those that nobody chose', () => {
    const [lesson] = pool([sheet('1', 'many'), sheet('2', 'many'), sheet('3')]);
    expect(lesson).toMatchObject({ title: 'A', sheets: 3, repeated: 0 });
    expect(lesson?.questions[0]).toMatchObject({
      answered: 2,
      bars: [
        { label: 'few', count: 0 },
        { label: 'many', count: 2 }
      ]
    });
  });
  it('counts one sheet once: the fuller of two files', () => {
    const [lesson] = pool([sheet('1', 'few'), sheet('1')]);
    expect(lesson).toMatchObject({ sheets: 1, repeated: 1 });
    expect(lesson?.questions[0]?.answered).toBe(1);
  });
  it('keeps lessons apart, and two versions of one', () => {
    const other = { ...sheet('1', 'few'), lesson: 'B' };
    const changed = { ...sheet('2', 'few'), questions: [{ step: 'first', title: 'How many now?', options: ['few'] }] };
    expect(pool([sheet('1'), other, changed, sheet('3')]).map(({ title, sheets }) => [title, sheets])).toEqual([
      ['A', 2],
      ['B', 1],
      ['A', 1]
    ]);
  });
  it('puts numbers in parts of equal width, with both ends, and few of them each for itself', () => {
    const open = (answer: string, number: number): AnswersFile => ({
      ...sheet(String(number)),
      questions: [{ step: 'first', title: 'How many?', options: null }],
      answers: { first: answer }
    });
    const barsOf = (answers: readonly string[]) => pool(answers.map(open))[0]?.questions[0]?.bars ?? [];
    expect(barsOf(['3', '1', '3'])).toEqual([
      { label: '1', count: 1 },
      { label: '3', count: 2 }
    ]);
    const many = barsOf(Array.from({ length: 17 }, (_, index) => String(index)));
    expect(many.map(({ count }) => count)).toEqual([2, 2, 2, 2, 2, 2, 2, 3]);
    expect(barsOf(['a curve', 'another', 'a curve'])[0]).toEqual({ label: 'a curve', count: 2 });
  });
});
