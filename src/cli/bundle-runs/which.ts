// Which runs come with the site: enough for lessons and Explore to open at once, few enough to be fetched by everybody.

export const NOTEBOOK = 'public/notebooks/quick-start.md';
export const FOLDER = 'public/runs';

/** Seeds by train cell of that notebook. The second seed of the base run is the null of the case study. */
export const BUNDLED_SEEDS: Readonly<Record<string, readonly number[]>> = {
  base: [2023, 2024],
  con: [2023],
  gen: [2023]
};
