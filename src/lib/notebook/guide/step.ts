// Reads one step block: its YAML against a schema, its places and its task from their short forms. Whether the cells and parts that it
// names exist is checked once all cells are known (check.ts). Pure.
import * as v from 'valibot';
import { appError, type AppError } from '#lib/errors/app-error';
import { suggestionFor } from '../document/nearest';
import { readYaml } from '../document/yaml-block';
import type { PlacedStep, Place, Step, Task } from './types';

const LINE = 'one line of text';
const IN_LETTERS = 'small letters, digits and "-", beginning with a letter or digit, at most 64 of them';

const Id = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,63}$/));
const Line = v.pipe(v.string(), v.trim(), v.minLength(1), v.regex(/^[^\n]*$/));
const Words = v.pipe(v.string(), v.trim(), v.minLength(1));
/** YAML reads an option like "3" as a number. */
const Option = v.union([Line, v.pipe(v.number(), v.transform(String))]);
const Bounds = v.pipe(
  v.array(v.pipe(v.number(), v.finite())),
  v.minLength(1),
  v.check((bounds) => bounds.every((bound, index) => index === 0 || bound > (bounds[index - 1] ?? bound)))
);

const NAME = String.raw`([\p{L}\p{N}][\p{L}\p{N}_-]*)`;
const PLACE = new RegExp(String.raw`^${NAME}(?:\s*>\s*([\w-]+))?$`, 'u');
const VALUE = new RegExp(String.raw`^${NAME}\.(\S+)$`, 'u');
const RAN = new RegExp(String.raw`^ran\s+${NAME}$`, 'u');
const CHANGED = new RegExp(String.raw`^changed\s+${NAME}\.(\w+)$`, 'u');
const DID = new RegExp(String.raw`^did\s+${NAME}\.([\w-]+)(?:\s+([1-9]\d{0,2})\s+times)?$`, 'u');

/** The form of a step, with what each key expects in the words of an error. */
const Form = v.strictObject({
  id: Id,
  title: Line,
  say: Words,
  at: v.optional(v.pipe(v.string(), v.trim(), v.regex(PLACE))),
  choose: v.optional(v.pipe(v.array(Option), v.minLength(2), v.maxLength(8))),
  value: v.optional(v.pipe(v.string(), v.trim(), v.regex(VALUE))),
  bounds: v.optional(Bounds),
  until: v.optional(v.pipe(v.string(), v.trim())),
  then: v.optional(Words)
});
type Form = v.InferOutput<typeof Form>;

const EXPECTED: Readonly<Record<keyof Form, string>> = {
  id: IN_LETTERS,
  title: LINE,
  say: 'one or two sentences',
  at: 'CELL, or CELL > PART',
  choose: 'a list of two to eight options, each one line of text',
  value: 'CELL.VALUE, a named number of a cell’s result',
  bounds: 'a list of ascending numbers, one between each option and the next',
  until: '"ran CELL", "changed CELL.KEY", "did CELL.ACT", "did CELL.ACT 3 times" or "read"',
  then: 'a sentence or two'
};

const isKey = (key: string): key is keyof Form => Object.hasOwn(EXPECTED, key);

/** The value as an error shows it: short, and quoted where it is text. */
function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** One blank line, and not more, between paragraphs; line ends within a paragraph are spaces. */
function paragraphs(text: string): string {
  return text
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replace(/\s+/g, ' ').trim())
    .join('\n\n');
}

/**
 * Reads the body of a step block.
 * @param line of its opening fence in the file, from 1
 * @returns null where something is wrong, which `report` has then been told, with line and field
 */
export function readStep(source: string, line: number, report: (error: AppError) => void): PlacedStep | null {
  const reading = readYaml(source, line);
  if (reading.type === 'bad') {
    report(appError('lessons/bad-yaml', { reason: reading.reason }, { line: reading.line }, reading.cause));
    return null;
  }
  if (reading.type === 'too-large') {
    const { most, of } = reading;
    report(appError('notebook/too-large', { what: 'The step', most, of }, { line }));
    return null;
  }
  if (reading.type === 'other') {
    report(appError('lessons/not-a-step', {}, { line }));
    return null;
  }
  const { values, keyLines } = reading;
  // An empty key is one that is not there, as in cells.
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
  const step = typeof given.id === 'string' ? `"${given.id}"` : 'without an id';
  const at = (key: string) => ({ line: keyLines.get(key) ?? line, field: key });

  const unknown = Object.keys(given).find((key) => !isKey(key));
  if (unknown !== undefined) {
    const known = Object.keys(EXPECTED);
    const details = { step, key: unknown, nearest: suggestionFor(unknown, known), known: known.join(', ') };
    report(appError('lessons/unknown-key', details, at(unknown)));
    return null;
  }
  const parsed = v.safeParse(Form, given);
  if (!parsed.success) {
    report(problemOf(parsed.issues[0], given, step, at));
    return null;
  }
  const task = taskOf(parsed.output, step, at);
  if ('code' in task) {
    report(task);
    return null;
  }
  const { id, title, say, then = '' } = parsed.output;
  const place = parsed.output.at === undefined ? null : placeOf(parsed.output.at);
  return {
    step: { id, title, say: paragraphs(say), at: place, task, then: paragraphs(then) } satisfies Step,
    line,
    keyLines
  };
}

type WhereOf = (key: string) => { readonly line: number; readonly field: string };

function problemOf(
  issue: v.BaseIssue<unknown>,
  given: Readonly<Record<string, unknown>>,
  step: string,
  at: WhereOf
): AppError {
  const key = String(issue.path?.[0]?.key);
  const expected = isKey(key) ? EXPECTED[key] : LINE;
  if (!(key in given)) return appError('lessons/missing-key', { step, key, expected }, at(key));
  return appError('lessons/bad-value', { step, key, value: shown(given[key]), expected }, at(key));
}

function placeOf(text: string): Place | null {
  const [, cell, part] = PLACE.exec(text) ?? [];
  return cell === undefined ? null : { cell, part: part ?? null };
}

function taskOf(form: Form, step: string, at: WhereOf): Task | AppError {
  const { choose, until, value, bounds } = form;
  if (choose !== undefined && until !== undefined) return appError('lessons/two-tasks', { step }, at('until'));
  if (value !== undefined && bounds === undefined) return loose(step, 'value', 'bounds', at);
  if (bounds !== undefined && value === undefined) return loose(step, 'bounds', 'value', at);
  if (until !== undefined) {
    if (value !== undefined) return loose(step, 'value', 'choose', at);
    const task = untilTask(until);
    if (task) return task;
    return appError(
      'lessons/bad-value',
      { step, key: 'until', value: shown(until), expected: EXPECTED.until },
      at('until')
    );
  }
  if (choose === undefined) return appError('lessons/no-task', { step }, at('id'));
  if (value === undefined || bounds === undefined) return { type: 'choose', options: choose, check: null };
  if (bounds.length !== choose.length - 1) {
    return appError('lessons/bounds-count', { step, options: choose.length, bounds: bounds.length }, at('bounds'));
  }
  const [, cell = '', name = ''] = VALUE.exec(value) ?? [];
  return { type: 'choose', options: choose, check: { cell, value: name, bounds } };
}

function loose(step: string, key: string, lacks: string, at: WhereOf): AppError {
  return appError('lessons/loose-check', { step, key, lacks }, at(key));
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
