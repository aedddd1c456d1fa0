// What a claim expects of stored results, as its text has it: under "NOTEBOOK/CELL" pairs such as "con > base", or "con@0.1 > base@0.1" of one
// value of a sweep. Pure.
import * as v from 'valibot';
import { appError } from '#lib/errors/app-error';
import { MOST_VALUES } from '../../document/limits';
import type { FieldReader } from '../../schema/reader';

/** A run of a table, or a reference of it; of a sweep at one value of each axis, or at every level where none is named. */
export interface Term {
  readonly run: string;
  readonly at: readonly string[] | null;
}

export interface Pair {
  readonly above: Term;
  readonly below: Term;
}

/** Pairs of one cell of another notebook. */
export interface Expectation {
  readonly notebook: string;
  readonly cell: string;
  readonly pairs: readonly Pair[];
}

const Given = v.record(v.string(), v.union([v.string(), v.array(v.string())]));
const TARGET = /^((?:lessons\/)?[a-z0-9][\w-]*)\/([a-z][\w-]*)$/i;
const PAIR = /^([^\s<>@]+)(?:@([^\s<>@]+))?\s*([<>])\s*([^\s<>@]+)(?:@([^\s<>@]+))?$/;

export const EXPECTED =
  'at least one line like "table-1/table: [lightgcn-con > lightgcn-base]": a notebook and its cell, then pairs of its runs';

/** @throws AppError notebook/bad-value, claim/bad-expectation */
export function readExpected(reader: FieldReader, key: string): readonly Expectation[] {
  if (!reader.isGiven(key)) return [];
  const parsed = v.safeParse(Given, reader.given([key])[key]);
  if (!parsed.success || Object.keys(parsed.output).length === 0) throw reader.bad(key, EXPECTED);
  return Object.entries(parsed.output).map(([target, given]) => {
    const refuse = (text: string, reason: string, cure: string) =>
      appError(
        'claim/bad-expectation',
        { text, reason, cure },
        { ...reader.where(`${key}.${target}`), field: `${key}.${target}` }
      );
    const [, notebook, cell] = TARGET.exec(target) ?? [];
    if (notebook === undefined || cell === undefined) {
      throw refuse(target, 'it names no cell of a notebook', 'Write it as NOTEBOOK/CELL, such as "table-1/table".');
    }
    const texts = typeof given === 'string' ? [given] : given;
    if (texts.length === 0 || texts.length > MOST_VALUES) {
      throw refuse(target, `it has ${texts.length} pairs`, `List from 1 to ${MOST_VALUES}, such as "con > base".`);
    }
    return { notebook, cell, pairs: texts.map((text) => pairOf(text) ?? fail(text)) };

    function fail(text: string): never {
      throw refuse(
        text,
        'it is no pair of runs',
        'Write "ABOVE > BELOW"; of a sweep with a value, "con@0.1 > base@0.1".'
      );
    }
  });
}

function pairOf(text: string): Pair | null {
  const [, left, leftAt, sign, right, rightAt] = PAIR.exec(text.trim()) ?? [];
  if (left === undefined || right === undefined) return null;
  const one = { run: left, at: leftAt === undefined ? null : leftAt.split(',') };
  const other = { run: right, at: rightAt === undefined ? null : rightAt.split(',') };
  return sign === '>' ? { above: one, below: other } : { above: other, below: one };
}

/** "con@0.1". */
export const termText = ({ run, at }: Term): string => (at === null ? run : `${run}@${at.join(',')}`);
/** The greater first. */
export const pairText = ({ above, below }: Pair): string => `${termText(above)} > ${termText(below)}`;
