// How a delimited file is written: which sign stands between its fields, whether fields may stand in quotes, and which first lines are
// remarks. Decided from its first lines.
import type { Dialect } from './parse';

const DELIMITERS = ['::', '\t', ',', ';', '|', '\u0001', ' '] as const;
/** Lines that must split alike. */
const ALIKE = 0.6;

/** The delimiter that splits the first lines alike and most often; spaces only where nothing else does, and every line alike. */
export function guessDialect(lines: readonly string[]): Dialect {
  const filled = lines.filter((line) => line.trim() !== '');
  let best: Dialect = { delimiter: ',', quotes: true };
  let most = 1;
  for (const delimiter of DELIMITERS) {
    if (delimiter === ' ' && most > 1) break;
    const runs = delimiter === ' ' && filled.some((line) => /^ | {2}/.test(line));
    const counts = filled.map((line) => (runs ? line.trim().split(/\s+/).length : outsideQuotes(line, delimiter)));
    const { value, share } = mostCommon(counts);
    if (delimiter === ' ' && share < 1) continue;
    const [first = value] = counts;
    // Names are as many as values, but for R's, which has none for the names of its rows.
    const fits = first === value || first === value - 1;
    if (fits && value > most && share > ALIKE) {
      most = value;
      best = {
        delimiter,
        quotes: quotesOf(delimiter),
        ...(escapes(lines) ? { escapes: true } : {}),
        ...(runs ? { runs } : {})
      };
      if (delimiter === '::') return best;
    }
  }
  return best;
}

function mostCommon(counts: readonly number[]): { readonly value: number; readonly share: number } {
  const times = new Map<number, number>();
  for (const count of counts) times.set(count, (times.get(count) ?? 0) + 1);
  const [value, own] = [...times].reduce((a, b) => (b[1] > a[1] ? b : a), [1, 0]);
  return { value, share: own / Math.max(1, counts.length) };
}

const quotesOf = (delimiter: string): Dialect['quotes'] =>
  delimiter === '::' ? false : delimiter === '\t' || delimiter === ' ' ? 'in-line' : true;

/** Fields of a line; a delimiter between quotes splits nothing, where the quotes come in pairs. */
function outsideQuotes(line: string, delimiter: string): number {
  const isPaired = (line.split('"').length - 1) % 2 === 0;
  return (isPaired ? line.replaceAll(/"[^"]*"/g, '') : line).split(delimiter).length;
}

/** Whether a backslash stands before a quote that closes nothing. */
const escapes = (lines: readonly string[]): boolean => lines.some((line) => /\\"(?!\s*$|[,;|\t])/.test(line));

/**
 * Lines before the first row that are none: remarks as KONECT and SNAP have them ("% …", "# …") and Excel's "sep=;". How many there are, and
 * the last remark without its sign.
 */
export function remarks(lines: readonly string[]): { readonly count: number; readonly last: string } {
  let count = 0;
  while (/^\s*[#%]|^sep=.$/.test(lines[count] ?? '')) count++;
  return { count, last: (lines[count - 1] ?? '').replace(/^\s*[#%]+\s*/, '') };
}
