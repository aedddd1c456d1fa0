// Reads one step block: its YAML against a schema, its places and its task from their short forms. Whether the cells and parts that it
// names exist is checked once all cells are known (check.ts). Pure.
import * as v from 'valibot';
import { appError, type AppError } from '#lib/errors/app-error';
import { suggestionFor } from '../document/nearest';
import { readYaml } from '../document/yaml-block';
import { KEEP_EXPECTED, keepOf } from './keep';
import { TASK_EXPECTED, taskOf } from './task';
import { isQuestion } from './questions';
import type { PlacedStep, Place, Step } from './types';

const LINE = 'one line of text';
const IN_LETTERS = 'small letters, digits and "-", beginning with a letter or digit, at most 64 of them';

const Id = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,63}$/));
const Line = v.pipe(v.string(), v.trim(), v.minLength(1), v.regex(/^[^\n]*$/));
const Words = v.pipe(v.string(), v.trim(), v.minLength(1));
const Trimmed = v.pipe(v.string(), v.trim());
/** YAML reads an option like "3" as a number. */
const Option = v.union([Line, v.pipe(v.number(), v.transform(String))]);
const isAscending = (numbers: readonly number[]): boolean =>
  numbers.every((one, index) => index === 0 || one > (numbers[index - 1] ?? one));

const PLACE = /^([\p{L}\p{N}][\p{L}\p{N}_-]*)(?:\s*>\s*([\w-]+))?$/u;
const PlaceText = v.pipe(v.string(), v.trim(), v.regex(PLACE));
const Options = v.pipe(v.array(Option), v.minLength(2), v.maxLength(8));
const Finite = v.pipe(v.number(), v.finite());

/** The form of a step, with what each key expects in the words of an error. */
const Form = v.strictObject({
  id: Id,
  title: Line,
  say: Words,
  at: v.optional(PlaceText),
  covers: v.optional(
    v.union([
      v.pipe(v.array(PlaceText), v.minLength(1)),
      v.pipe(
        PlaceText,
        v.transform((one) => [one])
      )
    ])
  ),
  choose: v.optional(Options),
  number: v.optional(Trimmed),
  axis: v.optional(Trimmed),
  curve: v.optional(Trimmed),
  order: v.optional(
    v.pipe(
      Options,
      v.check((items) => new Set(items).size === items.length)
    )
  ),
  value: v.optional(v.union([Trimmed, v.array(Trimmed)])),
  bounds: v.optional(
    v.pipe(
      v.array(Finite),
      v.minLength(1),
      v.check((bounds) => isAscending(bounds))
    )
  ),
  over: v.optional(
    v.pipe(
      v.array(Finite),
      v.minLength(2),
      v.maxLength(16),
      v.check((places) => isAscending(places))
    )
  ),
  near: v.optional(v.pipe(Finite, v.gtValue(0))),
  ends: v.optional(v.pipe(v.array(Option), v.length(2))),
  factor: v.optional(v.pipe(Finite, v.notValue(0))),
  unit: v.optional(Line),
  until: v.optional(Trimmed),
  keep: v.optional(Trimmed),
  then: v.optional(Words)
});
type Form = v.InferOutput<typeof Form>;

const EXPECTED: Readonly<Record<keyof Form, string>> = {
  id: IN_LETTERS,
  title: LINE,
  say: 'one or two sentences',
  at: 'CELL, or CELL > PART',
  covers: 'a list of places, each CELL or CELL > PART',
  ...TASK_EXPECTED,
  keep: KEEP_EXPECTED,
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
  const { id, title, say, then = '', covers = [] } = parsed.output;
  if (covers.length > 0 && !isQuestion(task)) {
    report(appError('lessons/covers-no-question', { step }, at('covers')));
    return null;
  }
  const keep = parsed.output.keep === undefined ? null : keepOf(parsed.output.keep);
  if (parsed.output.keep !== undefined && keep === null) {
    const details = { step, key: 'keep', value: shown(parsed.output.keep), expected: KEEP_EXPECTED };
    report(appError('lessons/bad-value', details, at('keep')));
    return null;
  }
  return {
    step: {
      id,
      title,
      say: paragraphs(say),
      at: parsed.output.at === undefined ? null : placeOf(parsed.output.at),
      covers: covers.flatMap((place) => placeOf(place) ?? []),
      task,
      keep,
      then: paragraphs(then)
    } satisfies Step,
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
