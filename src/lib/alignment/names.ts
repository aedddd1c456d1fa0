// What acts on a backbone beside clicks, by the names of notebooks: read off the registry. Plain data.
import { ALIGNMENTS } from './registry';
import type { AlignmentDescription } from './types';

/** The name of an alignment; "none" is a backbone by itself. */
export type AlignmentName = 'none' | (typeof ALIGNMENTS)[number]['name'];

export const ALIGNMENT_NAMES: readonly AlignmentName[] = ['none', ...ALIGNMENTS.map(({ name }) => name)];

/** "none" and the alignments of the paper's kind: what is laid side by side where somebody asks what alignment does. */
export const COMPARED_ALIGNMENTS: readonly AlignmentName[] = [
  'none',
  ...described().flatMap(({ description, name }) => (description.isRival ? [] : [name]))
];

/** @returns what an alignment says of itself; null for "none" */
export function alignmentNamed(name: AlignmentName): AlignmentDescription | null {
  return described().find((alignment) => alignment.name === name)?.description ?? null;
}

/** What a run's label has behind the backbone's: "-Con"; '' without an alignment. */
export function alignmentSuffix(name: AlignmentName): string {
  const description = alignmentNamed(name);
  return description ? `-${description.suffix}` : '';
}

function described(): readonly { readonly name: AlignmentName; readonly description: AlignmentDescription }[] {
  return ALIGNMENTS.map((description) => ({ name: description.name, description }));
}
