// Models that think before they answer leave their thoughts in the text where a server does not take them out. What stands behind them is
// the answer. Pure.

/** How thoughts open and close, by family of models. */
const MARKS: readonly (readonly [open: string, close: string])[] = [
  ['<think>', '</think>'],
  ['<thinking>', '</thinking>'],
  ['<thought>', '</thought>'],
  ['<thoughts>', '</thoughts>'],
  ['<reasoning>', '</reasoning>'],
  ['<reflection>', '</reflection>'],
  ['<seed:think>', '</seed:think>'],
  ['[THINK]', '[/THINK]'],
  ['◁think▷', '◁/think▷'],
  ['<|begin_of_thought|>', '<|end_of_thought|>'],
  // gpt-oss: thoughts are one channel of several, and the answer is the last one.
  ['<|channel|>analysis<|message|>', '<|channel|>final<|message|>'],
  ['<|channel>thought', '<channel|>']
];

/** Signs that end a turn, which some servers leave in. */
const END = /(<\|(im_end|eot_id|end|return|endoftext|end_of_text)\|>|<\/s>|<end_of_turn>)$/i;
const LONGEST_END = 20;

/** Not one expression for the whole tail: that looks at every run of spaces in the text from each of its signs. */
function withoutEnds(text: string): string {
  for (let left = text.trimEnd(); ;) {
    const end = END.exec(left.slice(-LONGEST_END))?.[0];
    if (end === undefined) return left;
    left = left.slice(0, -end.length).trimEnd();
  }
}

export interface Spoken {
  readonly text: string;
  /** Thoughts began and never ended, or nothing stands outside them: an answer can only be the last thing that was written. */
  readonly isUnended: boolean;
}

/** The text without what was thought. Openings may be missing (the prompt had them), doubled, or never closed. */
export function withoutThoughts(text: string): Spoken {
  let spoken: Spoken = { text: withoutEnds(text), isUnended: false };
  for (const [open, close] of MARKS)
    spoken = without(spoken, placesOf(spoken.text, open), placesOf(spoken.text, close));
  return { ...spoken, text: spoken.text.trim() };
}

interface Place {
  readonly start: number;
  readonly end: number;
}

const placesOf = (text: string, mark: string): readonly Place[] =>
  [...text.matchAll(new RegExp(mark.replace(/[[\]|/\\]/g, '\\$&'), 'gi'))].map(({ 0: { length }, index }) => ({
    start: index,
    end: index + length
  }));

function without({ text, isUnended }: Spoken, opens: readonly Place[], closes: readonly Place[]): Spoken {
  const close = closes.at(-1);
  const [first] = opens;
  if (!close) return first ? unended(text, first) : { text, isUnended };
  const behind = text.slice(close.end);
  const reopened = opens.find(({ start }) => start >= close.end);
  if (behind.trim() !== '') {
    return reopened
      ? unended(behind, { start: reopened.start - close.end, end: reopened.end - close.end })
      : { text: behind, isUnended };
  }
  const before = text.slice(0, first?.start ?? 0);
  if (before.trim() !== '') return { text: before, isUnended };
  return { text: text.slice(first?.end ?? 0, close.start), isUnended: true };
}

/** What stands before thoughts that never end is the answer where an object is in it. */
function unended(text: string, { start, end }: Place): Spoken {
  const before = text.slice(0, start);
  return before.includes('{') ? { text: before, isUnended: false } : { text: text.slice(end), isUnended: true };
}
