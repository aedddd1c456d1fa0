// What acts on a backbone beside clicks, by the names of notebooks. "kar" is no alignment in the paper's sense but its rival in
// Table 2: it stands here because it is chosen in the same place and reads the same vectors. Plain data.

export const ALIGNMENT_NAMES = ['none', 'contrastive', 'generative', 'kar'] as const;

export type AlignmentName = (typeof ALIGNMENT_NAMES)[number];

/** What a run's label has behind the backbone's. */
export const ALIGNMENT_SUFFIXES: Readonly<Record<AlignmentName, string>> = {
  none: '',
  contrastive: '-Con',
  generative: '-Gen',
  kar: '-KAR'
};
