// The name of what a tune cell chose for one of its runs: "TUNE.RUN". No cell has a dot in its name. Pure.

export interface Choice {
  /** The tune cell. */
  readonly tune: string;
  readonly run: string;
}

/** null of a cell's own name. */
export function choiceOf(name: string): Choice | null {
  // Names of points have dots too, and spaces, which no cell's name has.
  const [, tune, run] = /^([^.\s]+)\.([^.\s]+)$/.exec(name) ?? [];
  return tune === undefined || run === undefined ? null : { tune, run };
}

/** The cell that is read under a name: the tune cell where it is a choice. */
export const cellRead = (name: string): string => choiceOf(name)?.tune ?? name;
