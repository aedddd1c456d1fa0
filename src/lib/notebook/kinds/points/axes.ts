// Axes of a sweep as the text has them: `cell.key` with a list of values or a range. Read, held against the cells that they name, and
// written out as values. Pure.
import * as v from 'valibot';
import { appError, type AppError } from '#lib/errors/app-error';
import { exp } from '#lib/elementary/exponential';
import { log } from '#lib/elementary/logarithm';
import { MOST_POINTS } from '../../document/limits';
import { suggestionFor } from '../../document/nearest';
import type { FieldReader } from '../../schema/reader';
import type { FieldSchema } from '../../schema/types';
import type { Axis, AxisValue, CellFields, Range, ValuedAxis } from './types';

const Value = v.union([v.string(), v.pipe(v.number(), v.finite()), v.boolean()]);
const Steps = v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(MOST_POINTS));
const range = {
  from: v.pipe(v.number(), v.finite()),
  to: v.pipe(v.number(), v.finite()),
  scale: v.optional(v.picklist(['linear', 'log']), 'linear')
};
const axesForm = <Form extends v.GenericSchema>(rangeForm: Form) =>
  v.record(v.string(), v.union([Value, v.array(Value), rangeForm]));
const OF_STEPS = axesForm(v.strictObject({ ...range, steps: Steps }));
const OF_RANGES = axesForm(v.strictObject({ ...range, steps: v.optional(Steps) }));

const EXPECTED =
  'at least one line like "books.noise: [0, 0.1, 0.2]" or "con.kd_weight: {from: 0.001, to: 1, steps: 4, scale: log}"';

/** Keys that are no setting of a run: its name, and its repetitions, over which a sweep takes means. */
const NOT_VARIED: Readonly<Record<string, string>> = {
  name: 'a name changes nothing',
  seeds: 'seeds are its repetitions: list them in the train cells'
};

export const fieldOfAxis = (key: string, { cell, key: own }: Pick<Axis, 'cell' | 'key'>): string =>
  `${key}.${cell}.${own}`;

/**
 * The axes under a key.
 * @param steps whether a range says how many values it has
 * @throws AppError notebook/bad-value, notebook/bad-axis
 */
export function readAxes(reader: FieldReader, key: string, steps: 'needed' | 'optional' = 'needed'): readonly Axis[] {
  const given = reader.given([key])[key];
  const parsed = v.safeParse(steps === 'needed' ? OF_STEPS : OF_RANGES, given);
  if (!parsed.success || Object.keys(parsed.output).length === 0) throw reader.bad(key, EXPECTED);
  return Object.entries(parsed.output).map(([target, found]) => {
    const [, cell, own] = /^([^.]+)\.([^.]+)$/.exec(target) ?? [];
    const where = { ...reader.where(`${key}.${target}`), field: `${key}.${target}` };
    if (cell === undefined || own === undefined) {
      const reason = 'an axis is a key of a cell';
      throw appError(
        'notebook/bad-axis',
        { axis: target, reason, cure: 'Write it as CELL.KEY, such as "books.noise".' },
        where
      );
    }
    const values = typeof found === 'object' ? found : [found];
    const problem = Array.isArray(values) ? problemOfList(values) : problemOfRange(values);
    if (problem !== null) throw appError('notebook/bad-axis', { axis: target, ...problem }, where);
    return { cell, key: own, values };
  });
}

type Problem = { readonly reason: string; readonly cure: string };

function problemOfList(values: readonly AxisValue[]): Problem | null {
  if (values.length === 0) return { reason: 'it has no values', cure: 'List some, or leave the axis out.' };
  const twice = values.find((value, at) => values.indexOf(value) !== at);
  if (twice === undefined) return null;
  return { reason: `${JSON.stringify(twice)} stands twice`, cure: 'Name every value once.' };
}

function problemOfRange({ from, to, scale }: Range): Problem | null {
  if (from === to) return { reason: 'it begins where it ends', cure: 'Give "from" and "to" different values.' };
  if (scale === 'linear' || (from > 0 && to > 0)) return null;
  return { reason: 'a scale of equal ratios has only values above 0', cure: 'Begin above 0, or say "scale: linear".' };
}

/**
 * The axes with their values written out, held against the cells that they name.
 * @throws AppError notebook/bad-axis
 */
export function valuedAxes(axes: readonly Axis[], key: string, notebook: CellFields): readonly ValuedAxis[] {
  return axes.map((axis) => {
    const field = fieldOf(axis, key, notebook);
    const whole = field.type === 'integer';
    const { label, unit } = field;
    const named = { ...axis, label, ...(unit === undefined ? {} : { unit }) };
    if (!('from' in axis.values)) return { ...named, values: axis.values };
    const { steps } = axis.values;
    if (steps === undefined) return { ...named, values: [], drawn: { ...axis.values, whole } };
    return { ...named, values: valuesOfRange(axis.values, steps, whole) };
  });
}

function fieldOf(axis: Axis, key: string, notebook: CellFields): FieldSchema {
  const { cell, key: own } = axis;
  const refuse = (reason: string, cure: string): AppError =>
    appError('notebook/bad-axis', { axis: `${cell}.${own}`, reason, cure }, { field: fieldOfAxis(key, axis) });
  const kind = notebook.kind(cell);
  if (kind === undefined) {
    const nearest = suggestionFor(cell, notebook.names);
    throw refuse(
      `there is no cell "${cell}"`,
      nearest ? `Did you mean "${nearest}"?` : `Cells are: ${notebook.names.join(', ')}.`
    );
  }
  if (kind === 'sweep' || kind === 'tune') {
    throw refuse(`a "${kind}" cell cannot be swept over`, 'Name the keys that it varies as axes of your own.');
  }
  const field = notebook.fields(cell).find((each) => each.key === own);
  if (!field) {
    const known = notebook.fields(cell).map((each) => each.key);
    const nearest = suggestionFor(own, known);
    throw refuse(
      `a "${kind}" cell has no key "${own}"`,
      `${nearest ? `Did you mean "${nearest}"? ` : ''}Its keys are: ${known.join(', ')}.`
    );
  }
  const because = NOT_VARIED[own];
  if (because !== undefined) throw refuse(because, 'Leave this axis out.');
  return field;
}

/** Digits of a value that was computed: such as somebody would write them. */
const DIGITS = 6;

const between = ({ from, to, scale }: Range, share: number): number =>
  scale === 'log' ? exp(log(from) + share * (log(to) - log(from))) : from + share * (to - from);

/** The values of a range, both ends as they are given; of whole numbers each once. */
function valuesOfRange(range: Range, steps: number, whole: boolean): readonly number[] {
  const { from, to } = range;
  const values = Array.from({ length: steps }, (_, step) => {
    if (step === 0) return from;
    return step === steps - 1 ? to : Number(between(range, step / (steps - 1)).toPrecision(DIGITS));
  });
  return whole ? [...new Set(values.map(Math.round))] : values;
}

/** Every combination of values, the last axis changing first, as indices of each axis's values. */
export function combinations(axes: readonly Pick<ValuedAxis, 'values'>[]): readonly (readonly number[])[] {
  return axes.reduce<readonly (readonly number[])[]>(
    (before, { values }) => before.flatMap((at) => values.map((_, index) => [...at, index])),
    [[]]
  );
}

/** Digits of a value that was drawn: more would tell nobody more. */
const DRAWN_DIGITS = 4;

/** The value of an axis at a share of it, in [0, 1). */
export function valueAt({ values, drawn }: ValuedAxis, share: number): AxisValue {
  if (!drawn) return values[Math.floor(share * values.length)] ?? '';
  const { from, to, whole } = drawn;
  // Each whole number has the same room: the ends are no rarer than the others.
  if (whole && drawn.scale === 'linear') return Math.floor(Math.min(from, to) + share * (Math.abs(to - from) + 1));
  const value = Number(between(drawn, share).toPrecision(DRAWN_DIGITS));
  return whole ? Math.round(value) : value;
}
