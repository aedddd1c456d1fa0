// How a column writes its numbers: with a decimal comma ("4,5"), with commas between thousands ("1,234"), or as everybody does; and which
// value of a scale stands for no rating (−1 beside 1 to 10). Decided once a column, from a sample.
import { largest } from '#lib/elementary/extent';
import { isMissing } from './missing';

export interface NumberForm {
  readonly comma: 'none' | 'decimal' | 'thousands';
  /** A value that says "not rated". */
  readonly none: number | null;
}

const THOUSANDS = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/;
const DECIMAL_COMMA = /^[+-]?\d+,\d+$/;
/** "4 stars", "4.0 out of 5 stars", "4/5". */
const OF_A_SCALE = /^([+-]?\d+(?:[.,]\d+)?)\s*(?:\/\s*\d+|(?:out )?of \d+(?: stars?)?|stars?)$/i;

/** How a column's numbers are written. @param values of a sample */
export function numberForm(values: Iterable<string>): NumberForm {
  const texts = [...values].map((value) => value.trim()).filter((text) => !isMissing(text));
  const withComma = texts.filter((text) => text.includes(','));
  const comma =
    withComma.length === 0
      ? 'none'
      : withComma.every((text) => THOUSANDS.test(text))
        ? 'thousands'
        : withComma.every((text) => DECIMAL_COMMA.test(text)) && !texts.some((text) => text.includes('.'))
          ? 'decimal'
          : 'none';
  return { comma, none: notRated(texts.map((text) => numberIn(text, { comma, none: null }) ?? NaN)) };
}

/**
 * −1 where it is the only value below zero and all others are whole; 0 where the others are the whole numbers of a scale of 5 or 10 from
 * 1 on and more than a quarter of all are 0, as where people read without rating.
 */
function notRated(numbers: readonly number[]): number | null {
  const known = numbers.filter((number) => !Number.isNaN(number));
  const distinct = new Set(known);
  const others = [...distinct].filter((number) => number > 0);
  const most = largest(others, 0);
  if (others.length < 2 || !others.every(Number.isInteger)) return null;
  if (distinct.has(-1) && ![...distinct].some((number) => number < 0 && number !== -1) && most <= 100) return -1;
  const zeros = known.filter((number) => number === 0).length;
  const isScale = (most === 5 || most === 10) && ![...distinct].some((number) => number < 0);
  return isScale && zeros > known.length / 4 ? 0 : null;
}

/** "4,5": no thousands, whatever the rest of the column has. */
const SURELY_DECIMAL = /^[+-]?\d+,\d{1,2}$/;

/** The number in a text; undefined where there is none, or where it says that there is none. */
export function numberIn(text: string | undefined, { comma, none }: NumberForm): number | undefined {
  if (text === undefined) return undefined;
  const trimmed = text.trim();
  if (trimmed === '' || isMissing(trimmed)) return undefined;
  const plain = comma === 'none' ? trimmed : trimmed.replaceAll(',', comma === 'decimal' ? '.' : '');
  let value = Number(plain);
  if (!Number.isFinite(value)) {
    if (comma === 'none' && SURELY_DECIMAL.test(plain)) value = Number(plain.replace(',', '.'));
    else value = Number((OF_A_SCALE.exec(plain)?.[1] ?? '').replace(',', '.') || NaN);
    if (!Number.isFinite(value)) return undefined;
  }
  return value === none ? undefined : value;
}
