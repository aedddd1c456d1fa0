// The answers that a reader gave in one lesson, as the file that leaves the browser when the reader says so ("Download my answers"): the
// questions in their words, what was chosen, and no name. The number of the sheet is drawn at random and tells two downloads of one browser
// from those of two.
import * as v from 'valibot';
import { appError, type AppError } from '#lib/errors/app-error';
import '#lib/errors/work';
import type { Step } from '#lib/notebook/guide/types';
import type { LessonProgress } from '../guide/progress';
import { readNote, writeNote } from '../preferences/preferences';

export const ANSWERS_VERSION = 1;
const FORMAT = 'rlmrec-answers';

/** Bytes of such a file: a lesson's questions and one answer each have some thousand. */
export const MOST_ANSWERS = 500_000;

const Text = v.pipe(v.string(), v.maxLength(4000));
const Question = v.object({
  step: Text,
  title: Text,
  /** null where the answer is no choice. */
  options: v.nullable(v.pipe(v.array(Text), v.maxLength(50)))
});
const AnswersForm = v.object({
  format: v.literal(FORMAT),
  version: v.literal(ANSWERS_VERSION),
  /** Its title. */
  lesson: Text,
  questions: v.pipe(v.array(Question), v.maxLength(500)),
  sheet: v.pipe(v.string(), v.maxLength(64)),
  /** By step. */
  answers: v.record(Text, Text),
  /** Steps whose answer was shown before there was a guess. */
  shown: v.optional(v.array(Text), [])
});

export type Question = v.InferOutput<typeof Question>;
export type AnswersFile = v.InferOutput<typeof AnswersForm>;

/** What of a lesson's steps asks for a guess that can be counted: options and numbers. Curves and orders stay in the reader's browser. */
export const questionsOf = (steps: readonly Step[]): Question[] =>
  steps.flatMap(({ id, title, task }): Question[] => {
    if (task.type === 'choose') return [{ step: id, title, options: [...task.options] }];
    return task.type === 'number' || task.type === 'axis' ? [{ step: id, title, options: null }] : [];
  });

/** @param lesson its title */
export function answersFile(
  lesson: string,
  steps: readonly Step[],
  { answers, shown = [] }: Pick<LessonProgress, 'answers'> & { readonly shown?: readonly string[] },
  sheet: string
): AnswersFile {
  const questions = questionsOf(steps);
  const asked = questions.flatMap(({ step, options }): [string, string][] => {
    const answer = answers[step];
    // An answer that is no option any more was given to another question.
    return answer === undefined || options?.includes(answer) === false ? [] : [[step, answer]];
  });
  return {
    format: FORMAT,
    version: ANSWERS_VERSION,
    lesson,
    questions,
    sheet,
    answers: Object.fromEntries(asked),
    shown: [...shown]
  };
}

/** @param file its name, for messages @throws AppError class/not-answers, class/newer-answers */
export function readAnswers(text: string, file: string): AnswersFile {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw appError('class/not-answers', { file, reason: 'it is no JSON' }, {}, error);
  }
  const head = typeof json === 'object' && json !== null ? json : {};
  const version: unknown = Reflect.get(head, 'version');
  if (Reflect.get(head, 'format') !== FORMAT) {
    throw appError('class/not-answers', { file, reason: 'it was written for something else' });
  }
  if (typeof version === 'number' && version > ANSWERS_VERSION) throw appError('class/newer-answers', { file });
  const read = v.safeParse(AnswersForm, json);
  // A list is a record too, to valibot.
  if (read.success && !Array.isArray(Reflect.get(head, 'answers'))) return read.output;
  throw appError('class/not-answers', { file, reason: 'parts of it are missing or changed' });
}

/** The number of this browser's sheet of a lesson, the same at each download. @param lesson under which progress is kept */
export function sheetOf(lesson: string): string {
  const note = `sheet:${lesson}`;
  const sheet =
    readNote(note) ?? Array.from(crypto.getRandomValues(new Uint32Array(3)), (part) => part.toString(36)).join('');
  writeNote(note, sheet);
  return sheet;
}

/** What is said of a file that is larger than any file of answers. */
export const tooLarge = (file: string): AppError =>
  appError('class/not-answers', { file, reason: `it is larger than ${MOST_ANSWERS / 1000} KB` });
