// Checks whether unknown JSON is a results file or a record of one: enough that a page never shows something as what it is not. The
// numbers inside were checked by what wrote them. Pure.
import type { CellRecord, ResultsFile } from '#lib/notebook/results/results';
import { shortNumber } from '../text/short-number';

function field(value: object, key: string): unknown {
  return Reflect.get(value, key);
}

/** Of any kind of cell: one that this page does not know has no cell to stand under. */
export function isCellRecord(value: unknown): value is CellRecord {
  if (typeof value !== 'object' || value === null) return false;
  const kind = field(value, 'kind');
  const result = field(value, 'result');
  return (
    typeof kind === 'string' &&
    ['name', 'id', 'digest'].every((key) => typeof field(value, key) === 'string') &&
    typeof field(value, 'seconds') === 'number' &&
    typeof result === 'object' &&
    result !== null &&
    field(result, 'kind') === kind &&
    areRevisions(field(value, 'revisions'))
  );
}

function areRevisions(value: unknown): boolean {
  if (value === undefined) return true;
  return typeof value === 'object' && value !== null && Object.values(value).every((each) => Number.isInteger(each));
}

export function isResultsFile(value: unknown): value is ResultsFile {
  if (typeof value !== 'object' || value === null) return false;
  const cells = field(value, 'cells');
  return (
    field(value, 'version') === 1 &&
    ['notebook', 'backend', 'adapter', 'created'].every((key) => typeof field(value, key) === 'string') &&
    Array.isArray(cells) &&
    cells.every(isCellRecord)
  );
}

/** Digits of numbers that are only drawn, as curves of a few hundred pixels: those of epochs, of losses in them, and of seconds, which no page shows; spreads likewise. */
const SHORT_DIGITS = 4;
const DIGITS_IN_EPOCHS: Readonly<Record<string, number>> = { losses: 3, seconds: 1 };

/**
 * JSON text with its fractions cut to `digits` significant digits, so that what is shown of them is as of the whole ones, and those of
 * epochs rounded to fewer: what a page shows needs no more, and a page that carries its results weighs a third.
 */
export function withShortNumbers(json: string, digits = 5): string {
  const cut = (value: unknown, to: number): unknown => {
    if (typeof value === 'number') {
      if (Number.isInteger(value)) return value;
      return to < digits ? Number(value.toPrecision(to)) : shortNumber(value, to);
    }
    if (Array.isArray(value)) return value.map((each) => cut(each, to));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => {
        const isShort = key === 'epochs' || key === 'sd';
        const wanted = isShort ? SHORT_DIGITS : to < digits ? DIGITS_IN_EPOCHS[key] : undefined;
        return [key, cut(inner, Math.min(to, wanted ?? to))];
      })
    );
  };
  return JSON.stringify(cut(JSON.parse(json), digits));
}
