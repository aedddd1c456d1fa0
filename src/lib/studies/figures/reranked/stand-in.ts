// A program that answers re-ranking questions in the place of a language model, with faults that language models are known for and with
// rates that are known here: it favours what stands first, names what is not there, and names things twice. It is no language model and
// understands nothing: of a title it knows which words the titles in the question's history have too. Pure.
import * as v from 'valibot';
import { uniformAt, type RandomKey } from '#kernels/random/random';
import { tokenise } from '#lib/profiles/text/tokenise';
import { PLACES } from '#lib/studies/rerank/prompt';

export interface Faults {
  /** How often a place goes to the first candidate that is left, by the order shown. */
  readonly position: number;
  /** How often a place names no candidate. */
  readonly invents: number;
  /** How often a place names a candidate again. */
  readonly repeats: number;
}

/** What a question shows (studies/rerank/prompt.ts). */
export interface Shown {
  readonly history: readonly string[];
  readonly candidates: readonly string[];
}

/** Draws of one place: invent, which, repeat, which, position. */
const DRAWS = 5;

const stemsOf = (title: string): readonly string[] =>
  tokenise(title).flatMap(({ content, stem }) => (content ? [stem] : []));

/**
 * Twenty titles, as an answer names them. Draws depend on the key and the place alone, so that two orders of the same candidates are
 * answered by the same draws.
 */
export function standInAnswer({ history, candidates }: Shown, faults: Faults, key: RandomKey): readonly string[] {
  const known = new Set(history.flatMap(stemsOf));
  const liked = (title: string): number => stemsOf(title).filter((stem) => known.has(stem)).length;
  /** By taste, equal ones by their titles, so that this order knows nothing of the one shown. */
  const byTaste = [...candidates].sort((a, b) => liked(b) - liked(a) || (a < b ? -1 : 1));
  const left = new Set(candidates);
  const named: string[] = [];
  const answer: string[] = [];
  for (let place = 0; place < PLACES; place += 1) {
    const draw = (nth: number): number => uniformAt(key, DRAWS * place + nth);
    if (draw(0) < faults.invents) answer.push(invented(byTaste, draw(1)));
    else if (draw(2) < faults.repeats && named.length > 0) answer.push(named[Math.floor(draw(3) * named.length)] ?? '');
    else {
      const next = (draw(4) < faults.position ? candidates : byTaste).find((title) => left.has(title));
      if (next === undefined) continue;
      left.delete(next);
      named.push(next);
      answer.push(next);
    }
  }
  return answer;
}

/** The first half of one title with the second half of another: it sounds as if it were there, and is not. */
function invented(titles: readonly string[], draw: number): string {
  const count = titles.length;
  const pair = Math.floor(draw * count * count);
  for (let step = 0; step < count * count; step += 1) {
    const at = (pair + step) % (count * count);
    const first = (titles[Math.floor(at / count)] ?? '').split(' ');
    const second = (titles[at % count] ?? '').split(' ');
    const title = [...first.slice(0, Math.ceil(first.length / 2)), ...second.slice(Math.ceil(second.length / 2))].join(
      ' '
    );
    if (title !== '' && !titles.some((one) => one.toLowerCase() === title.toLowerCase())) return title;
  }
  // Titles of one word each make no other.
  return `${titles[0] ?? ''} II`;
}

const Question = v.object({ history: v.array(v.string()), candidates: v.array(v.object({ title: v.string() })) });

/** What the text of a question shows, as it would be sent. */
export function shownIn(question: string): Shown {
  const { history, candidates } = v.parse(Question, JSON.parse(question));
  return { history, candidates: candidates.map(({ title }) => title) };
}
