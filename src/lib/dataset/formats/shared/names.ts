// The formats by the names that a dataset cell's `format` gives them. Names only: readers are joined to them in dataset/reading/import.ts.

/** Read row by row; of equally sure readers the first reads. */
export const ROW_FORMATS = [
  'movielens',
  'recbole',
  'amazon',
  'yelp',
  'steam',
  'mind',
  'netflix',
  'adjacency',
  'table'
] as const;
export type RowFormat = (typeof ROW_FORMATS)[number];

/** Read whole. */
export const WHOLE_FORMATS = ['open', 'official'] as const;
export type WholeFormat = (typeof WHOLE_FORMATS)[number];
