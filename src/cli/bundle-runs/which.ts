// Which runs come with the site: those that lessons, Explore and the case study open with.

export const NOTEBOOK = 'public/notebooks/quick-start.md';
export const FOLDER = 'public/runs';

/** Seeds by train cell of that notebook: all three, for the case study counts by seed. */
export const BUNDLED_SEEDS: Readonly<Record<string, readonly number[]>> = {
  base: [2023, 2024, 2025],
  con: [2023, 2024, 2025],
  gen: [2023, 2024, 2025]
};
