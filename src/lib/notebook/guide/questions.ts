// What is known of every kind of question without its answer: whether a task is one, and which numbers it is held against. Light, for pages.
import type { NamedNumber, Question, Step, Task } from './types';

export const isQuestion = (task: Task): task is Question =>
  task.type !== 'ran' && task.type !== 'changed' && task.type !== 'did' && task.type !== 'read';

/** The named numbers of an answer, in the order of options, places or items; none where no answer is right. */
export function checksOf(question: Question): readonly NamedNumber[] {
  switch (question.type) {
    case 'choose':
      return question.check === null ? [] : [question.check];
    case 'number':
    case 'axis':
      return [question.check];
    case 'curve': {
      const { cell, value } = question.check;
      return question.over.map((place) => ({ cell, value: value.replace('*', String(place)) }));
    }
    case 'order':
      return question.checks;
  }
}

/** The question of a step; null where it asks none. */
export const questionOf = ({ task }: Step): Question | null => (isQuestion(task) ? task : null);
