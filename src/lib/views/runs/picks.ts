// Sets of ids that are replaced, never changed. Pure.

export type Picks = ReadonlySet<string>;

export const NO_PICKS: Picks = new Set();

export const picksOf = (ids: Iterable<string>): Picks => new Set(ids);

/** With `id`, or without it where it was there. */
export function toggled(picks: Picks, id: string): Picks {
  const next = new Set(picks);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** With all of `ids`, or without them where all were there. */
export function allToggled(picks: Picks, ids: readonly string[]): Picks {
  const next = new Set(picks);
  const areAll = ids.every((id) => picks.has(id));
  for (const id of ids) {
    if (areAll) next.delete(id);
    else next.add(id);
  }
  return next;
}
