// What lies under the ids of one kind of artifact, and what a cell shows of it.
import type { Artifact, ArtifactForm, ArtifactMeta } from '#lib/storage/types';
import type { ProtocolCard } from './card';
import type { ResolvedBase, ResultBase } from './description';
import type { CellId } from './id-inputs';

/** Format version of every cell's JSON. A change of form raises it and brings a migration in storage/browser/migrations.ts. */
export const STORED_VERSION = 1;

export interface StoredForm<Content = unknown> {
  readonly kind: string;
  readonly version: number;
  /** @throws Error with the reason for what nothing of this kind wrote */
  read(artifact: Pick<Artifact, 'json' | 'arrays'>): Content;
}

/** The same for a store, which holds what it reads against it: of that kind, and of that form. One of another version is not judged. */
export function checkOf(form: StoredForm): ArtifactForm {
  return (artifact) => {
    const { meta } = artifact;
    if (meta.kind !== form.kind) throw new Error(`it is of the kind "${meta.kind}" in the place of "${form.kind}"`);
    return meta.version === form.version ? form.read(artifact) : null;
  };
}

export interface Shown<Result extends ResultBase = ResultBase> {
  readonly result: Result;
  readonly card?: ProtocolCard;
}

/** Where stored artifacts are found. */
export interface Finder {
  /** null where nothing is, or nothing of the form of today. */
  find(id: string, form: StoredForm): Promise<Artifact | null>;
}

/** What is stored of a kind of cell. Its functions are methods, as those of a description are. */
export interface KindStored<Cell extends ResolvedBase = ResolvedBase, Result extends ResultBase = ResultBase> {
  readonly form: StoredForm;
  /** What is stored of a cell, as it is shown; null where it, or one of its seeds, is not stored. */
  record(
    cell: Cell,
    id: CellId,
    artifacts: Finder
  ): Promise<(Shown<Result> & { readonly id: string; readonly digest: string; readonly seconds: number }) | null>;
}

/** Of a kind with one artifact a cell. @param show puts the names of cells in: results are stored without, so that renaming changes nothing */
export function oneArtifact<Cell extends ResolvedBase, Content, Result extends ResultBase>(
  form: StoredForm<Content>,
  show: (content: Content, cell: Cell, meta: ArtifactMeta) => Shown<Result> | Promise<Shown<Result>>
): KindStored<Cell, Result> {
  return {
    form,
    async record(cell, { id }, artifacts) {
      const artifact = await artifacts.find(id, form);
      if (!artifact) return null;
      const { digest, seconds } = artifact.meta;
      return { id, digest, seconds, ...(await show(form.read(artifact), cell, artifact.meta)) };
    }
  };
}
