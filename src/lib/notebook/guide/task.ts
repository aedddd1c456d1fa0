// Reads what a step asks for: one of five kinds of questions, each with what its answer is held against, or what is to be done. From the
// checked keys of a step (step.ts). Pure.
import { appError, type AppError } from '#lib/errors/app-error';
import type { NamedNumber, Question, Range, Task, Wording } from './types';

/** Keys of a step that its task is made of. */
export interface TaskKeys {
  readonly choose?: readonly string[] | undefined;
  readonly number?: string | undefined;
  readonly axis?: string | undefined;
  readonly curve?: string | undefined;
  readonly order?: readonly string[] | undefined;
  readonly value?: string | readonly string[] | undefined;
  readonly bounds?: readonly number[] | undefined;
  readonly over?: readonly number[] | undefined;
  readonly near?: number | undefined;
  readonly ends?: readonly string[] | undefined;
  readonly factor?: number | undefined;
  readonly unit?: string | undefined;
  readonly until?: string | undefined;
}

export const TASK_KEYS = ['choose', 'number', 'axis', 'curve', 'order', 'until'] as const;
type TaskKey = (typeof TASK_KEYS)[number];

/** What each task may have beside its own key, and what it cannot do without. */
const BESIDE: Readonly<Record<TaskKey, { readonly needs: readonly CheckKey[]; readonly may: readonly CheckKey[] }>> = {
  choose: { needs: [], may: ['value', 'bounds', 'factor', 'unit'] },
  number: { needs: ['value'], may: ['near', 'factor', 'unit'] },
  axis: { needs: ['value'], may: ['near', 'ends', 'factor', 'unit'] },
  curve: { needs: ['value', 'over'], may: ['factor', 'unit'] },
  order: { needs: ['value'], may: ['factor', 'unit'] },
  until: { needs: [], may: [] }
};
const CHECK_KEYS = ['value', 'bounds', 'over', 'near', 'ends', 'factor', 'unit'] as const;
type CheckKey = (typeof CHECK_KEYS)[number];

const NAME = String.raw`([\p{L}\p{N}][\p{L}\p{N}_-]*)`;
const VALUE = new RegExp(String.raw`^${NAME}\.(\S+)$`, 'u');
const NUMBER = String.raw`([-−]?\d+(?:\.\d+)?)`;
const RANGE = new RegExp(String.raw`^${NUMBER}\s+to\s+${NUMBER}$`);
const RAN = new RegExp(String.raw`^ran\s+${NAME}$`, 'u');
const CHANGED = new RegExp(String.raw`^changed\s+${NAME}\.(\w+)$`, 'u');
const DID = new RegExp(String.raw`^did\s+${NAME}\.([\w-]+)(?:\s+([1-9]\d{0,2})\s+times)?$`, 'u');

/** How each key of a task is written, in the words of an error. */
export const TASK_EXPECTED = {
  choose: 'a list of two to eight options, each one line of text',
  number: 'the least and the greatest answer, "0 to 100"',
  axis: 'the ends of the axis, "0 to 1"',
  curve: 'the lower and the upper end of what the curve may take, "0 to 1"',
  order: 'a list of two to eight items, each one line of text and no two alike',
  value: 'CELL.VALUE, a named number of a cell’s result; for "order" a list of them',
  bounds: 'a list of ascending numbers, one between each option and the next',
  over: 'a list of two to sixteen ascending numbers, the places of the curve',
  near: 'a number above 0',
  ends: 'a list of two, what the ends of the axis mean',
  factor: 'a number other than 0',
  unit: 'one line of text',
  until: '"ran CELL", "changed CELL.KEY", "did CELL.ACT", "did CELL.ACT 3 times" or "read"'
} satisfies Record<keyof TaskKeys, string>;

type WhereOf = (key: string) => { readonly line: number; readonly field: string };

/** "CELL.VALUE" in its two parts; null where it is none. */
export function namedNumber(text: string): NamedNumber | null {
  const [, cell, value] = VALUE.exec(text) ?? [];
  return cell === undefined || value === undefined ? null : { cell, value };
}

function rangeOf(text: string): Range | null {
  const [, low, high] = (RANGE.exec(text) ?? []).map((part) => Number(part.replace('−', '-')));
  return low === undefined || high === undefined || low >= high ? null : [low, high];
}

/**
 * What a step asks for.
 * @param step its name in an error
 * @param at where a key stands
 */
export function taskOf(keys: TaskKeys, step: string, at: WhereOf): Task | AppError {
  const given = TASK_KEYS.filter((key) => keys[key] !== undefined);
  const [task, second] = given;
  if (task === undefined) return appError('lessons/no-task', { step }, at('id'));
  if (second !== undefined)
    return appError('lessons/two-tasks', { step, keys: `"${task}" and "${second}"` }, at(second));
  const { needs, may } = BESIDE[task];
  const loose = CHECK_KEYS.find((key) => keys[key] !== undefined && ![...needs, ...may].includes(key));
  if (loose !== undefined) return appError('lessons/key-not-here', { step, key: loose, task }, at(loose));
  const lacks = needs.find((key) => keys[key] === undefined);
  if (lacks !== undefined) {
    return appError('lessons/missing-key', { step, key: lacks, expected: TASK_EXPECTED[lacks] }, at(lacks));
  }
  const bad = (key: keyof TaskKeys): AppError =>
    appError(
      'lessons/bad-value',
      { step, key, value: JSON.stringify(keys[key]), expected: TASK_EXPECTED[key] },
      at(key)
    );
  if (keys.until !== undefined) return untilTask(keys.until) ?? bad('until');
  return questionOf(keys, step, at, bad);
}

function questionOf(
  keys: TaskKeys,
  step: string,
  at: WhereOf,
  bad: (key: keyof TaskKeys) => AppError
): Question | AppError {
  const wording: Wording = { factor: keys.factor ?? 1, unit: keys.unit ?? '' };
  const { choose, order, value, bounds, over = [] } = keys;
  const many = typeof value === 'string' || value === undefined ? null : value.map(namedNumber);
  const check = typeof value === 'string' ? namedNumber(value) : null;
  if (order !== undefined) {
    const checks = (many ?? []).filter((one) => one !== null);
    if (checks.length !== order.length || checks.length !== many?.length) return bad('value');
    return { type: 'order', items: order, checks, wording };
  }
  if (choose !== undefined) {
    if (value === undefined && bounds === undefined) return { type: 'choose', options: choose, check: null, wording };
    if (value === undefined || bounds === undefined) {
      const [key, lacks] = value === undefined ? ['bounds', 'value'] : ['value', 'bounds'];
      return appError('lessons/loose-check', { step, key, lacks }, at(key));
    }
    if (check === null) return bad('value');
    if (bounds.length !== choose.length - 1) {
      return appError('lessons/bounds-count', { step, options: choose.length, bounds: bounds.length }, at('bounds'));
    }
    return { type: 'choose', options: choose, check: { ...check, bounds }, wording };
  }
  if (check === null) return bad('value');
  if (keys.curve !== undefined) {
    const range = rangeOf(keys.curve);
    if (range === null) return bad('curve');
    if (!check.value.includes('*')) return appError('lessons/no-star', { step }, at('value'));
    return { type: 'curve', check, over, range, wording };
  }
  const type = keys.number === undefined ? 'axis' : 'number';
  const range = rangeOf(keys[type] ?? '');
  return range === null ? bad(type) : { type, check, range, near: keys.near ?? null, ends: keys.ends ?? [], wording };
}

/** The task that the text of "until" says; null where it says none. */
function untilTask(text: string): Task | null {
  if (text === 'read') return { type: 'read' };
  const [, ran] = RAN.exec(text) ?? [];
  if (ran !== undefined) return { type: 'ran', cell: ran };
  const [, changed, key] = CHANGED.exec(text) ?? [];
  if (changed !== undefined && key !== undefined) return { type: 'changed', cell: changed, key };
  const [, cell, act, times] = DID.exec(text) ?? [];
  return cell === undefined || act === undefined ? null : { type: 'did', cell, act, times: Number(times ?? 1) };
}
