// Puts the answers of a class together: how many guessed what, step by step. Files of different lessons are counted apart. Pure.
import { largest, smallest } from '#lib/elementary/extent';
import { formatNumber } from '../text/format';
import type { AnswersFile, Question } from './answers';

export interface Bar {
  readonly label: string;
  readonly count: number;
}

export interface PooledQuestion {
  readonly step: string;
  readonly title: string;
  readonly bars: readonly Bar[];
  readonly answered: number;
  /** Of them after the answer was shown. */
  readonly shown: number;
}

export interface PooledLesson {
  readonly title: string;
  /** Unlike that of any other lesson, and of another version of this one. */
  readonly key: string;
  readonly sheets: number;
  /** Files that hold a sheet once more. */
  readonly repeated: number;
  readonly questions: readonly PooledQuestion[];
}

/** The same questions in the same words are the same lesson. */
const keyOf = ({ lesson, questions }: AnswersFile): string => JSON.stringify([lesson, questions]);

/** In the order in which lessons were first seen. */
export function pool(files: readonly AnswersFile[]): readonly PooledLesson[] {
  const lessons = new Map<string, AnswersFile[]>();
  for (const file of files) lessons.set(keyOf(file), [...(lessons.get(keyOf(file)) ?? []), file]);
  return [...lessons].map(([key, all]) => {
    const sheets = fullest(all);
    const questions = all[0]?.questions ?? [];
    return {
      title: all[0]?.lesson ?? '',
      key,
      sheets: sheets.length,
      repeated: all.length - sheets.length,
      questions: questions.map((question) => pooled(question, sheets))
    };
  });
}

/** One file a sheet: the one with the most answers, which is the last that was saved. */
function fullest(files: readonly AnswersFile[]): readonly AnswersFile[] {
  const best = new Map<string, AnswersFile>();
  const size = (file: AnswersFile | undefined): number => (file ? Object.keys(file.answers).length : -1);
  for (const file of files) if (size(file) > size(best.get(file.sheet))) best.set(file.sheet, file);
  return [...best.values()];
}

function pooled({ step, title, options }: Question, sheets: readonly AnswersFile[]): PooledQuestion {
  const answers = sheets.flatMap(({ answers }) => answers[step] ?? []);
  const shown = sheets.filter((sheet) => sheet.answers[step] !== undefined && sheet.shown.includes(step)).length;
  return { step, title, bars: barsOf(answers, options), answered: answers.length, shown };
}

function barsOf(answers: readonly string[], options: readonly string[] | null): readonly Bar[] {
  const count = (label: string): number => answers.filter((answer) => answer === label).length;
  if (options) return options.map((label) => ({ label, count: count(label) }));
  const numbers = answers.map(Number);
  const isNumbers =
    answers.length > 0 && answers.every((answer) => answer.trim() !== '') && numbers.every(Number.isFinite);
  if (isNumbers) return numberBars(numbers);
  return [...new Set(answers)].map((label) => ({ label, count: count(label) })).sort((a, b) => b.count - a.count);
}

const MOST_BARS = 8;

/** Each number for itself where there are few, else in parts of equal width; the last part has both its ends. */
function numberBars(numbers: readonly number[]): readonly Bar[] {
  const distinct = [...new Set(numbers)].sort((a, b) => a - b);
  const words = (value: number): string => formatNumber(value, 3);
  if (distinct.length <= MOST_BARS) {
    return distinct.map((value) => ({ label: words(value), count: numbers.filter((each) => each === value).length }));
  }
  const low = smallest(numbers, Infinity);
  const width = (largest(numbers, -Infinity) - low) / MOST_BARS;
  return Array.from({ length: MOST_BARS }, (_, at) => {
    const [from, to] = [low + at * width, low + (at + 1) * width];
    const isLast = at === MOST_BARS - 1;
    const count = numbers.filter((value) => value >= from && (isLast || value < to)).length;
    return { label: `${words(from)} to ${words(to)}`, count };
  });
}

/** As a table, one row a bar. */
export const poolRows = ({ questions }: PooledLesson): readonly (readonly (string | number)[])[] =>
  questions.flatMap(({ step, title, bars }) => bars.map(({ label, count }) => [step, title, label, count]));
