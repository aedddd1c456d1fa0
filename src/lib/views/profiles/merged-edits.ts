// Two tabs' changes to one set of profiles, brought together.
import type { ProfileEdit } from '#lib/profiles/edits';

const keyOf = ({ node, id }: ProfileEdit): string => `${node} ${id}`;

/**
 * Both started from `before`: of profiles that `mine` changed otherwise than that what `mine` says, of all others what `theirs` says.
 */
export function mergedEdits(
  before: readonly ProfileEdit[],
  mine: readonly ProfileEdit[],
  theirs: readonly ProfileEdit[]
): readonly ProfileEdit[] {
  const byKey = (list: readonly ProfileEdit[]) => new Map(list.map((edit) => [keyOf(edit), JSON.stringify(edit)]));
  const [old, own] = [byKey(before), byKey(mine)];
  const isOwn = (edit: ProfileEdit): boolean => old.get(keyOf(edit)) !== own.get(keyOf(edit));
  return [...theirs.filter((edit) => !isOwn(edit)), ...mine.filter(isOwn)];
}
