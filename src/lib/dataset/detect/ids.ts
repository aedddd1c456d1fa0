// Ids as texts: the same id is the same text wherever it is written. Spaces around it do not count; "12.0" is 12 where a column holds
// whole numbers only (pandas writes them so once a value is missing); an id above 2^53 keeps its digits; an object is no id, but for
// the wrappings of one ({"$oid": …}).
import { unwrapped } from '../formats/shared/values';
import { isMissing } from './missing';

/** Among ids words may be names ("Null"): only what no person writes is missing, but where all other ids are numbers. */
const NO_ID = new Set(['', 'nan', '\\N', '<NA>']);

const WHOLE = /^-?\d+$/;
/** 12.0, and 1.2e+01 as NumPy writes it. */
const WHOLE_AS_FRACTION = /^-?\d+\.\d*(e[+-]?\d+)?$/i;

/** The whole number that a text writes as a fraction; undefined for none. */
function wholeIn(text: string): string | undefined {
  const number = WHOLE_AS_FRACTION.test(text) ? Number(text) : NaN;
  return Number.isSafeInteger(number) ? String(number) : undefined;
}

export interface IdForm {
  /** Whether "12.0" is 12. */
  readonly wholeNumbers: boolean;
}

/** How the ids of a column are written. @param values of a sample */
export function idForm(values: Iterable<string>): IdForm {
  let any = false;
  for (const value of values) {
    const text = value.trim();
    if (isMissing(text)) continue;
    if (!WHOLE.test(text) && wholeIn(text) === undefined) return { wholeNumbers: false };
    any = true;
  }
  return { wholeNumbers: any };
}

/** The id that a text stands for; '' for none. */
export function idText(text: string | undefined, { wholeNumbers }: IdForm): string {
  if (text === undefined) return '';
  const id = text.trim();
  if (!wholeNumbers) return NO_ID.has(id) ? '' : id;
  if (isMissing(id)) return '';
  return id.includes('.') ? (wholeIn(id) ?? id) : id;
}

/** The id in a record's value, as text; '' where there is none, null where an object or a list stands in its place. */
export function idOfValue(wrapped: unknown): string | null {
  const value = unwrapped(wrapped);
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return idText(value, { wholeNumbers: false });
  if (typeof value === 'number') return Number.isNaN(value) ? '' : String(value);
  if (typeof value === 'bigint') return String(value);
  return null;
}
