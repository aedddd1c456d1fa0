// Writes what a step's card says of its task. Pure.
import type { Task } from '#lib/notebook/guide/types';

/** What to do, in a sentence. @param count how often it was done so far */
export function taskWords(task: Task, count: number): string {
  switch (task.type) {
    case 'choose':
      return 'Choose what you think, then see.';
    case 'number':
      return 'Say a number, then see.';
    case 'axis':
      return 'Mark a point on the axis, then see.';
    case 'curve':
      return 'Draw the curve as you expect it, then see.';
    case 'order':
      return 'Put them in order, then see.';
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
