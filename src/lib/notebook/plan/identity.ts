// Ids of artifacts: SHA-256 over what a result depends on, and nothing else. A cell's name is no part of it, nor are the
// names of cells it reads (their ids are), nor defaults written out. Pure but for the platform's hash.
import { sha256 } from '#lib/dataset/stored/digest';
import { canonicalJson } from '#lib/storage/digest';
import { KIND_DESCRIPTIONS } from '../kinds/descriptions';
import { type CellKind } from '../kinds/registry';
import type { InputIds } from '../kinds/id-inputs';

/**
 * What makes artifacts: a cell kind, one seed's run of a train cell, such a run trained on with changed profiles, a model without training
 * in a comparison, or a map of a space that took long to lay out.
 */
export type ArtifactKind = CellKind | 'run' | 'what-if' | 'ranking' | 'projection';

/** Revisions of the code by kind of artifact; a kind that is not named is at its first. */
export type Revisions = Readonly<Partial<Record<ArtifactKind, number>>>;

/** Today's. Raised only when a change of code changes what a kind of artifact holds; those of cells stand in their descriptions. */
export const REVISIONS: Revisions = {
  'what-if': 2,
  ...Object.fromEntries(
    KIND_DESCRIPTIONS.flatMap(({ kind, revision, runs }) => [
      [kind, revision],
      ...(runs ? [['run', runs.revision]] : [])
    ])
  )
};

/** Every kind at its first revision: what was stored before revisions were written down. */
export const FIRST_REVISIONS: Revisions = {};

/**
 * Id of an artifact.
 * @param settings resolved settings, defaults filled in, without names of cells
 * @param inputs ids of the artifacts read
 * @param revisions of the code that makes it: today's, unless told
 * @returns 64 hexadecimal digits
 */
export function artifactId(
  kind: ArtifactKind,
  settings: unknown,
  inputs: InputIds,
  revisions: Revisions = REVISIONS
): Promise<string> {
  return sha256(canonicalJson({ kind, revision: revisions[kind] ?? 1, settings, inputs }));
}
