// What a notebook may hold at most. Each is far above what anybody writes by hand and far below what would freeze a tab; whoever goes
// beyond one is told which (notebook/too-large).

/** Characters of a notebook. */
export const MOST_TEXT = 2_000_000;
/** Cells, and steps of a lesson, together. */
export const MOST_CELLS = 1000;
/** Characters between the fences of one cell or step. */
export const MOST_SOURCE = 32_768;
/** Keys of one cell, those inside its values too. */
export const MOST_KEYS = 1000;
/** Aliases ("*name") of one cell. */
export const MOST_ALIASES = 100;
/** How deep the values of a cell may lie in one another. */
export const DEEPEST = 32;
/** Values in a list, such as seeds. */
export const MOST_VALUES = 1000;
/** Trained runs, one a train cell and seed. */
export const MOST_RUNS = 2000;
/** Points of a sweep: combinations of the values of its axes. */
export const MOST_POINTS = 10_000;
