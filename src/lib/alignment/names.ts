// What acts on a backbone beside clicks, by the names of notebooks: read off the registry. Plain data.
import { ALIGNMENTS } from './registry';
import type { AlignmentDescription } from './types';

/** The name of an alignment; "none" is a backbone by itself. */
export type AlignmentName = 'none' | (typeof ALIGNMENTS)[number]['name'];

export const ALIGNMENT_NAMES: readonly AlignmentName[] = ['none', ...ALIGNMENTS.map(({ name }) => name)];

/** The alignments of the paper's kind, without their rivals. */
export const PROPER_ALIGNMENTS: readonly AlignmentName[] = described().flatMap(({ description, name }) =>
  description.isRival ? [] : [name]
);

/** Those whose loss is a bound on what nodes and their profiles know of each other. */
export const MATCHING_ALIGNMENTS: readonly AlignmentName[] = described().flatMap(({ description, name }) =>
  description.matchesProfiles ? [name] : []
);

/** What is laid side by side where somebody asks what alignment does. */
export const COMPARED_ALIGNMENTS: readonly AlignmentName[] = ['none', ...PROPER_ALIGNMENTS];

/** @returns what an alignment says of itself; null for "none" */
export function alignmentNamed(name: AlignmentName): AlignmentDescription | null {
  return described().find((alignment) => alignment.name === name)?.description ?? null;
}

/** What a run's label has behind the backbone's: "-Con"; '' without an alignment. */
export function alignmentSuffix(name: AlignmentName): string {
  const description = alignmentNamed(name);
  return description ? `-${description.suffix}` : '';
}

/** Whether an alignment puts something in the place of rows of the node table. */
export const masksNodes = (name: AlignmentName): boolean => alignmentNamed(name)?.masksNodes ?? false;

function described(): readonly { readonly name: AlignmentName; readonly description: AlignmentDescription }[] {
  return ALIGNMENTS.map((description) => ({ name: description.name, description }));
}
