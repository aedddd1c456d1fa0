// How a delimited file is written: which sign stands between its fields, whether fields may stand in quotes, and which first lines are
// remarks. Decided from its first lines.
import type { Dialect } from './parse';

const DELIMITERS = ['::', '\t', ',', ';', '|', ' '] as const;
/** Lines that must split alike. */
const ALIKE = 0.6;

/** The delimiter that splits the first lines alike and most often; spaces only where nothing else does, and every line alike. */
export function guessDialect(lines: readonly string[]): Dialect {
  const filled = lines.filter((line) => line.trim() !== '');
  let best: Dialect = { delimiter: ',', quotes: true };
  let most = 1;
  for (const delimiter of DELIMITERS) {
    if (delimiter === ' ' && most > 1) break;
    const counts = filled.map((line) => outsideQuotes(line, delimiter));
    const [first = 1] = counts;
    const alike = counts.filter((count) => count === first).length / Math.max(1, counts.length);
    if (delimiter === ' ' && (alike < 1 || filled.some((line) => line.includes('  ')))) continue;
    if (first > most && alike > ALIKE) {
      most = first;
      best = { delimiter, quotes: quotesOf(delimiter), ...(escapes(lines) ? { escapes: true } : {}) };
      if (delimiter === '::') return best;
    }
  }
  return best;
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

/** Remarks before the first row, as KONECT and SNAP have them ("% …", "# …"): how many lines, and the last of them without its sign. */
export function remarks(lines: readonly string[]): { readonly count: number; readonly last: string } {
  let count = 0;
  while (/^\s*[#%]/.test(lines[count] ?? '')) count++;
  return { count, last: (lines[count - 1] ?? '').replace(/^\s*[#%]+\s*/, '') };
}
