// What a claim expects of stored results, as its text has it: under "NOTEBOOK/CELL" pairs such as "con > base", "con@0.1 > base@0.1" of one
// value of a sweep, or "1.2*base > con" of a share. Pure.
import * as v from 'valibot';
import { appError } from '#lib/errors/app-error';
import { MOST_VALUES } from '../../document/limits';
import type { FieldReader } from '../../schema/reader';

/** A run of a table, or a reference of it; of a sweep at one value of each axis, or at every level where none is named. */
export interface Term {
  readonly run: string;
  readonly at: readonly string[] | null;
  /** Its values are taken so many times; 1 where none is said. */
  readonly factor: number;
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
/** "con", "con@0.1", "1.2*con". */
const TERM = /^(?:(\d+(?:\.\d+)?)\*)?([^\s<>@*]+)(?:@([^\s<>@*]+))?$/;

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
        'Write "ABOVE > BELOW"; of a sweep with a value, "con@0.1 > base@0.1"; of a share, "1.2*base > con".'
      );
    }
  });
}

function pairOf(text: string): Pair | null {
  const sides = text.split(/[<>]/);
  const [one, other] = sides.map((side) => termOf(side.trim()));
  if (!one || !other || sides.length > 2) return null;
  return text.includes('>') ? { above: one, below: other } : { above: other, below: one };
}

function termOf(text: string): Term | null {
  const [, factor = '1', run, at] = TERM.exec(text) ?? [];
  if (run === undefined || !(Number(factor) > 0)) return null;
  return { run, at: at === undefined ? null : at.split(','), factor: Number(factor) };
}

/** "con@0.1", "1.2*con". */
export const termText = ({ run, at, factor }: Term): string =>
  `${factor === 1 ? '' : `${factor}*`}${run}${at === null ? '' : `@${at.join(',')}`}`;
/** The greater first. */
export const pairText = ({ above, below }: Pair): string => `${termText(above)} > ${termText(below)}`;
