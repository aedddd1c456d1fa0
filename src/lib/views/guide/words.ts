// Writes what a step's card says of its task and of an answer. Pure.
import type { AnswerCheck, Task } from '#lib/notebook/guide/types';
import { formatNumber } from '../text/format';
import { optionFor } from './progress';

/** What to do, in a sentence. @param count how often it was done so far */
export function taskWords(task: Task, count: number): string {
  switch (task.type) {
    case 'choose':
      return 'Choose what you think, then see.';
    case 'ran':
      return `Run the cell “${task.cell}”.`;
    case 'changed':
      return `Change “${task.key}” in the settings of the cell “${task.cell}”.`;
    case 'did':
      return task.times === 1
        ? `Try it in the output of the cell “${task.cell}”.`
        : `Try it in the output of the cell “${task.cell}”: ${Math.min(count, task.times)} of ${task.times} times.`;
    case 'read':
      return '';
  }
}

export type Outcome =
  | { readonly type: 'open'; readonly words: string }
  | { readonly type: 'checked'; readonly right: number; readonly words: string };

/**
 * What is to be said of an answer; null where the question has no right one.
 * @param values the named numbers of the result that the cell shows now (notebook/guide/values.ts); null where it shows none
 */
export function outcomeOf(
  check: AnswerCheck | null,
  options: readonly string[],
  answer: string,
  values: Readonly<Record<string, number>> | null
): Outcome | null {
  if (check === null) return null;
  if (values === null) return { type: 'open', words: `Run the cell “${check.cell}” to see whether it holds.` };
  const value = values[check.value];
  if (value === undefined || !Number.isFinite(value)) {
    return { type: 'open', words: `The result of “${check.cell}” has no number “${check.value}” to check it against.` };
  }
  const right = optionFor(check, value);
  const holds = options[right] === answer;
  const said = formatNumber(value, 3);
  return {
    type: 'checked',
    right,
    words: holds ? `It is ${said}: your answer holds.` : `It is ${said}: “${options[right] ?? ''}”.`
  };
}
