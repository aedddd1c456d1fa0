// Keeps what a reader has done of a lesson, as plain data: stored in the browser between visits, changed by what the reader does. Pure
// but for the two functions that read and write the note.
import { questionOf } from '#lib/notebook/guide/questions';
import type { AnswerCheck, Question, Step } from '#lib/notebook/guide/types';
import { readNote, writeNote } from '../preferences/preferences';

export interface LessonProgress {
  /** Ids of steps. */
  readonly done: readonly string[];
  /**
   * Answers by step id, as text: the option chosen or the number said; of a curve and of an order their JSON. Options and items are kept in
   * their own words, so that a lesson that has changed since does not answer for the reader.
   */
  readonly answers: Readonly<Record<string, string>>;
  /** Ids of steps whose answer was shown before there was a guess. */
  readonly shown: readonly string[];
  /** How often a thing was done that a step wants several times, by step id. */
  readonly counts: Readonly<Record<string, number>>;
}

export const NOTHING_DONE: LessonProgress = { done: [], answers: {}, shown: [], counts: {} };

const VERSION = 1;
const noteOf = (lesson: string): string => `lesson:${lesson}`;

function isRecordOf<Value>(value: unknown, is: (entry: unknown) => entry is Value): value is Record<string, Value> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(is);
}
const isText = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isListOfText = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);
const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

/** A note as progress; what does not read as one (another version, a half-written note) counts as nothing done. */
export function parseProgress(note: string | null): LessonProgress {
  if (note === null) return NOTHING_DONE;
  let parsed: unknown;
  try {
    parsed = JSON.parse(note);
  } catch {
    return NOTHING_DONE;
  }
  if (typeof parsed !== 'object' || parsed === null || Reflect.get(parsed, 'version') !== VERSION) return NOTHING_DONE;
  // Notes of before answers could be shown lack that list.
  const kept: { done?: unknown; answers?: unknown; shown?: unknown; counts?: unknown } = { shown: [], ...parsed };
  const { done, answers, shown, counts } = kept;
  if (!isListOfText(done) || !isListOfText(shown) || !isRecordOf(answers, isText) || !isRecordOf(counts, isCount)) {
    return NOTHING_DONE;
  }
  return { done, answers, shown, counts };
}

/** @param lesson its slug, "clicks-lie" */
export function readProgress(lesson: string): LessonProgress {
  return parseProgress(readNote(noteOf(lesson)));
}

export function keepProgress(lesson: string, progress: LessonProgress): void {
  writeNote(noteOf(lesson), progress === NOTHING_DONE ? null : JSON.stringify({ version: VERSION, ...progress }));
}

/** What a reader did that may complete a step. */
export type GuideEvent =
  | { readonly type: 'ran'; readonly cell: string }
  | { readonly type: 'did'; readonly cell: string; readonly act: string }
  /** The setting that the step watches is not as in the lesson any more. */
  | { readonly type: 'changed'; readonly step: string }
  | { readonly type: 'answered'; readonly step: string; readonly answer: string }
  /** The answer was asked for. */
  | { readonly type: 'shown'; readonly step: string }
  | { readonly type: 'read'; readonly step: string };

export function isDone(progress: LessonProgress, step: Step): boolean {
  if (!progress.done.includes(step.id)) return false;
  const question = questionOf(step);
  if (question === null || progress.shown.includes(step.id)) return true;
  // An answer that is no option any more was given to another question.
  return isAnswer(question, progress.answers[step.id] ?? '');
}

function parseList(text: string): readonly unknown[] | null {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

/** The numbers of an answer: one, or those of a curve; null where it holds none. */
export function numbersIn(answer: string): readonly number[] | null {
  const list = parseList(answer) ?? (answer.trim() === '' ? [] : [Number(answer)]);
  return list.length > 0 && list.every(isNumber) ? list : null;
}

/** The items of an answer, first the one that was put first; null where it holds none. */
export function itemsIn(answer: string): readonly string[] | null {
  const list = parseList(answer);
  return list?.every(isText) ? list : null;
}

/** Whether a text answers the question. */
export function isAnswer(question: Question, answer: string): boolean {
  switch (question.type) {
    case 'choose':
      return question.options.includes(answer);
    case 'number':
    case 'axis':
      return numbersIn(answer)?.length === 1;
    case 'curve':
      return numbersIn(answer)?.length === question.over.length;
    case 'order': {
      const items = itemsIn(answer) ?? [];
      return items.length === question.items.length && question.items.every((item) => items.includes(item));
    }
  }
}

function matches(step: Step, event: GuideEvent): boolean {
  const { id, task } = step;
  switch (event.type) {
    case 'ran':
      return task.type === 'ran' && task.cell === event.cell;
    case 'did':
      return task.type === 'did' && task.cell === event.cell && task.act === event.act;
    case 'changed':
      return task.type === 'changed' && id === event.step;
    case 'answered': {
      const question = questionOf(step);
      return question !== null && id === event.step && isAnswer(question, event.answer);
    }
    case 'shown':
      return questionOf(step) !== null && id === event.step;
    case 'read':
      return task.type === 'read' && id === event.step;
  }
}

/**
 * The progress after one event. An event counts for one step: the one that the reader is at if it waits for that, else the first open
 * one that does. An event that no open step waits for changes nothing.
 * @param current id of the step that the reader is at
 */
export function afterEvent(
  steps: readonly Step[],
  progress: LessonProgress,
  event: GuideEvent,
  current: string | null
): LessonProgress {
  const waiting = steps.filter((step) => !isDone(progress, step) && matches(step, event));
  const step = waiting.find(({ id }) => id === current) ?? waiting[0];
  if (!step) return progress;
  const count = (progress.counts[step.id] ?? 0) + 1;
  const isEnough = step.task.type !== 'did' || count >= step.task.times;
  return {
    done: isEnough ? [...progress.done.filter((id) => id !== step.id), step.id] : progress.done,
    answers: event.type === 'answered' ? { ...progress.answers, [step.id]: event.answer } : progress.answers,
    shown: event.type === 'shown' ? [...progress.shown, step.id] : progress.shown.filter((each) => each !== step.id),
    counts: event.type === 'did' ? { ...progress.counts, [step.id]: count } : progress.counts
  };
}

/** The step that the guide proposes: the first that is not done, behind `after` where one is; null where all are done. */
export function nextOpen(steps: readonly Step[], progress: LessonProgress, after: string | null = null): string | null {
  const from = steps.findIndex(({ id }) => id === after) + 1;
  const inTurn = [...steps.slice(from), ...steps.slice(0, from)];
  return inTurn.find((step) => !isDone(progress, step))?.id ?? null;
}

export function countDone(steps: readonly Step[], progress: LessonProgress): number {
  return steps.filter((step) => isDone(progress, step)).length;
}

/** Index of the option that holds for `value`: option i from bounds[i − 1] (included) to bounds[i] (not included). */
export function optionFor({ bounds }: AnswerCheck, value: number): number {
  return bounds.filter((bound) => value >= bound).length;
}
