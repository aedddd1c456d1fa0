// Writes the text of a first notebook about one's own data: the dataset cell as prepared, and the arms of the quick start on it. Pure.
import { alignmentSuffix, PROPER_ALIGNMENTS } from '#lib/alignment/names';
import type { DatasetResult } from '#lib/notebook/kinds/dataset/stored';
import type { PresetName } from '#lib/backbones/presets';

/** One cell an alignment, called as labels call it: "con" of "LightGCN-Con". */
const ALIGNED = PROPER_ALIGNMENTS.map((alignment) => ({
  cell: alignmentSuffix(alignment).slice(1).toLowerCase(),
  alignment
}));

/** Whether the data have words to make profiles of; without them only the base and the references can run. */
export interface StarterOptions {
  readonly title: string;
  /** The dataset cell's YAML. */
  readonly cell: string;
  /** Its name. */
  readonly name: string;
  readonly hasTexts: boolean;
  readonly hasVectors: boolean;
  readonly preset: PresetName;
  /** Under the title; what the Data page says, where it is left out. */
  readonly words?: string;
}

/** Whether there are words that profiles may be made of: descriptions, or reviews of training interactions. Held-out ones do not count. */
export function hasTrainingTexts(texts: DatasetResult['texts']): boolean {
  if (texts === null) return false;
  const { withDescription, reviews } = texts;
  return withDescription + (typeof reviews === 'number' ? reviews : reviews.train) > 0;
}

export const fence = (kind: string, lines: readonly string[]): string => ['```' + kind, ...lines, '```'].join('\n');

export function starterNotebook({
  title,
  cell,
  name,
  hasTexts,
  hasVectors,
  preset,
  words = 'Your data, as prepared on the Data page. Every step can be changed here; what is below a change is marked stale.'
}: StarterOptions): string {
  const aligned = hasTexts || hasVectors;
  const parts = [`# ${title}`, words, fence('dataset', [cell.trimEnd()])];
  if (hasVectors) {
    parts.push(
      'The vectors that came with the data. Nobody here knows what they were made from: whether held-out reviews were among it has to be known elsewhere.',
      fence('embeddings', ['name: semantics', `dataset: ${name}`, 'encoder: dataset'])
    );
  } else if (hasTexts) {
    parts.push(
      'Profiles by a template, from training data only, and their vectors by latent semantic analysis: no key, no download. They show how the pipeline works; an LLM writes better ones.',
      fence('profiles', ['name: profiles', `dataset: ${name}`, 'generator: template']),
      fence('embeddings', ['name: semantics', 'profiles: profiles', 'encoder: lsa'])
    );
  }
  const arm = (own: string, alignment: string): string =>
    fence('train', [
      `name: ${own}`,
      `dataset: ${name}`,
      ...(alignment === 'none' ? [] : ['embeddings: semantics']),
      'backbone: lightgcn',
      `alignment: ${alignment}`,
      `preset: ${preset}`,
      'seeds: [2023, 2024, 2025]'
    ]);
  parts.push(arm('base', 'none'));
  if (aligned) for (const { cell, alignment } of ALIGNED) parts.push(arm(cell, alignment));
  else
    parts.push('The data bring no texts and no vectors, so there is nothing to align with: only the base is trained.');
  parts.push(
    fence('compare', [
      'name: table',
      `runs: [${['base', ...(aligned ? ALIGNED.map(({ cell }) => cell) : [])].join(', ')}]`,
      aligned ? 'references: [popularity, item-knn, semantic-only]' : 'references: [popularity, item-knn]',
      ...(aligned ? ['embeddings: semantics'] : [])
    ])
  );
  return `${parts.join('\n\n')}\n`;
}
