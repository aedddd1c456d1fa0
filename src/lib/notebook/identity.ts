// Ids of artifacts: SHA-256 over what a result depends on, and nothing else. A cell's name is no part of it, nor are the
// names of cells it reads (their ids are), nor defaults written out. Pure but for the platform's hash.
import { sha256 } from '#lib/dataset/digest';
import { canonicalJson } from '#lib/storage/digest';
import type { CellKind } from './kinds';

/** What makes artifacts: a cell kind, one seed's run of a train cell, or such a run trained on with changed profiles. */
export type ArtifactKind = CellKind | 'run' | 'what-if';

/** Raised only when a change of code changes what a kind of artifact holds. */
export const REVISIONS: Readonly<Record<ArtifactKind, number>> = {
  dataset: 2,
  profiles: 2,
  embeddings: 2,
  run: 2,
  train: 1,
  compare: 2,
  recommend: 1,
  rerank: 2,
  'case-study': 2,
  figure: 2,
  'what-if': 2
};

/** Revisions of the code by kind of artifact; a kind that is not named is at its first. */
export type Revisions = Readonly<Partial<Record<ArtifactKind, number>>>;

/** Every kind at its first revision: what was stored before revisions were written down. */
export const FIRST_REVISIONS: Revisions = {};

/** Ids read, by role ("dataset", "embeddings", "runs"); a list keeps its order. */
export type InputIds = Readonly<Record<string, string | readonly string[] | undefined>>;

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
