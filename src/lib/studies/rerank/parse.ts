// The answer to a re-ranking question, read into the places of a list. What is not among the candidates keeps its place and counts as a
// hallucination; what stands twice is taken once. Pure.
import * as v from 'valibot';
import type { Parsed } from '#lib/llm/answers/answers';
import { jsonObjectIn } from '#lib/llm/answers/json-object';
import { PLACES } from './prompt';

export interface RerankedList {
  /** Position among the shown candidates at each place, best first, twenty at most; null where the answer named none of them. */
  readonly places: readonly (number | null)[];
  /** What was named and is not among the candidates, as it was written. */
  readonly hallucinated: readonly string[];
  /** Places that named a candidate again. */
  readonly repeated: number;
  /** Places of the twenty that were left empty. */
  readonly missing: number;
  readonly reasoning: string;
}

const Form = v.object({ rank: v.array(v.unknown()), reasoning: v.fallback(v.string(), '') });

const plain = (title: string): string => title.normalize('NFKC').replace(/\s+/gu, ' ').trim().toLowerCase();

/**
 * @param titles of the candidates as they were shown; models without structured output may answer with a title or with an object that
 * has an `index`
 */
export function parseRerankAnswer(text: string, titles: readonly string[]): Parsed<RerankedList> {
  const object = jsonObjectIn(text, 'rank');
  if (object === null) return { ok: false, problem: 'invalid', detail: 'it is not one JSON object' };
  const parsed = v.safeParse(Form, object);
  if (!parsed.success) return { ok: false, problem: 'invalid', detail: 'the JSON object lacks the list "rank"' };
  const { rank, reasoning } = parsed.output;
  if (rank.length === 0) return { ok: false, problem: 'empty', detail: 'the list "rank" is empty' };
  const places: (number | null)[] = [];
  const hallucinated: string[] = [];
  let repeated = 0;
  for (const entry of rank) {
    if (places.length === PLACES) break;
    const at = positionOf(entry, titles);
    if (at === null) {
      hallucinated.push(typeof entry === 'string' ? entry : JSON.stringify(entry));
      places.push(null);
    } else if (places.includes(at)) repeated += 1;
    else places.push(at);
  }
  return { ok: true, value: { places, hallucinated, repeated, missing: PLACES - places.length, reasoning } };
}

function positionOf(entry: unknown, titles: readonly string[]): number | null {
  if (typeof entry === 'object' && entry !== null && 'index' in entry) return positionOf(entry.index, titles);
  if (typeof entry === 'number')
    return Number.isInteger(entry) && entry >= 1 && entry <= titles.length ? entry - 1 : null;
  if (typeof entry !== 'string') return null;
  if (/^\s*\d+\s*$/.test(entry)) return positionOf(Number(entry), titles);
  const found = titles.findIndex((title) => plain(title) === plain(entry));
  return found === -1 ? null : found;
}
