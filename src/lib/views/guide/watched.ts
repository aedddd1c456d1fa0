// Watches the settings that steps of a lesson wait for a change of: it holds what they were when the reader was last looked at, and tells
// which of them changed since. What was changed before (in a kept copy, before starting over) does not finish a step by itself. Pure.
import type { StepBlock } from '../document/prepared';

/** By id of the step: the setting's value as JSON; null where it is not given, or its cell is gone. */
export type WatchedValues = ReadonlyMap<string, string | null>;

export function watchedValues(blocks: readonly StepBlock[]): WatchedValues {
  return new Map(
    blocks.flatMap(({ step, watched }) => (step.task.type === 'changed' ? [[step.id, watched] as const] : []))
  );
}

/**
 * Steps whose setting was given another value, one that it did not have in the lesson as it came. A step that was not there before,
 * or whose setting is gone, is none of them.
 * @param came of the lesson as it came
 */
export function changedSteps(before: WatchedValues, now: WatchedValues, came: WatchedValues): readonly string[] {
  return [...now].flatMap(([id, value]) =>
    before.has(id) && came.has(id) && value !== null && value !== before.get(id) && value !== came.get(id) ? [id] : []
  );
}
