// With which revisions of the code a result was made, and whether they are today's. A result names those of its own kind and of the
// kinds behind it; what it does not name is at its first revision, as in files written before revisions were. Pure.
import { REVISIONS, type ArtifactKind, type Revisions } from './identity';
import { kindOf, type CellKind } from '../kinds/registry';

/** A cell as far as what stands behind it is concerned. */
export interface KindAndReads {
  readonly kind: CellKind;
  /** Names of the cells that it reads. */
  readonly reads: readonly string[];
}

/** A kind whose code has changed since a result was made. */
export interface EarlierCode {
  readonly kind: ArtifactKind;
  /** The revision that the result was made with. */
  readonly made: number;
  readonly now: number;
}

/** The kinds of artifacts that a cell's result is made of: its own, and those of all that it reads, directly or through others. */
export function kindsBehind(name: string, cellOf: (name: string) => KindAndReads | undefined): readonly ArtifactKind[] {
  const kinds = new Set<ArtifactKind>();
  const seen = new Set<string>();
  const look = (at: string): void => {
    const cell = cellOf(at);
    if (!cell || seen.has(at)) return;
    seen.add(at);
    kinds.add(cell.kind);
    if (kindOf(cell.kind).runs) kinds.add('run');
    for (const read of cell.reads) look(read);
  };
  look(name);
  return [...kinds];
}

/** What a result that is made now says of its revisions; undefined where all are the first. */
export function revisionsToWrite(kinds: readonly ArtifactKind[], now: Revisions = REVISIONS): Revisions | undefined {
  const raised = kinds
    .map((kind) => ({ kind, revision: now[kind] ?? 1 }))
    .filter(({ revision }) => revision > 1)
    .sort((a, b) => (a.kind < b.kind ? -1 : 1));
  return raised.length > 0 ? Object.fromEntries(raised.map(({ kind, revision }) => [kind, revision])) : undefined;
}

/** Which of `kinds` had another code when a result with `made` was computed; none where it is today's. */
export function earlierCode(
  made: Revisions | undefined,
  kinds: readonly ArtifactKind[],
  now: Revisions = REVISIONS
): readonly EarlierCode[] {
  return kinds.flatMap((kind) => {
    const [then, today] = [made?.[kind] ?? 1, now[kind] ?? 1];
    return then === today ? [] : [{ kind, made: then, now: today }];
  });
}
