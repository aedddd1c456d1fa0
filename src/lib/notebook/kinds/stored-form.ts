// What lies under the ids of one kind of artifact, and what a cell shows of it.
import type { Artifact, ArtifactForm, ArtifactHead, ArtifactMeta } from '#lib/storage/types';
import type { ProtocolCard } from './card';
import type { ResolvedBase, ResultBase } from './description';
import type { CellId } from './id-inputs';

/** Format version of every cell's JSON. A change of form raises it and brings a migration in storage/browser/migrations.ts. */
export const STORED_VERSION = 1;

export interface StoredForm<Content = unknown, From = Pick<Artifact, 'json' | 'arrays'>> {
  readonly kind: string;
  readonly version: number;
  /** @throws Error with the reason for what nothing of this kind wrote */
  read(artifact: From): Content;
}

/** A form that looks at no arrays. */
export type JsonForm<Content = unknown> = StoredForm<Content, Pick<Artifact, 'json'>>;

/** What an artifact holds by its form; null where it is of another version, which is not judged. @throws Error with the reason where it fits not */
export function contentOf<Content, From>(
  form: StoredForm<Content, From>,
  artifact: From & Pick<ArtifactHead, 'meta'>
): Content | null {
  const { kind, version } = artifact.meta;
  if (kind !== form.kind) throw new Error(`it is of the kind "${kind}" in the place of "${form.kind}"`);
  return version === form.version ? form.read(artifact) : null;
}

const checks = new WeakMap<StoredForm, ArtifactForm>();

/** The same for a store that holds what it reads against it once a session: one function a form. */
export function checkOf(form: StoredForm): ArtifactForm {
  const check = checks.get(form) ?? ((artifact) => contentOf(form, artifact));
  checks.set(form, check);
  return check;
}

export interface Shown<Result extends ResultBase = ResultBase> {
  readonly result: Result;
  readonly card?: ProtocolCard;
}

/** What is found of an artifact. */
export interface Found<Content> {
  readonly meta: ArtifactMeta;
  readonly content: Content;
}

/** Where stored artifacts are found. */
export interface Finder {
  /** What the JSON says; null where nothing is stored, or nothing of the form of today. */
  head<Content>(id: string, form: JsonForm<Content>): Promise<Found<Content> | null>;
}

/** What is stored of a kind of cell. Its functions are methods, as those of a description are. */
export interface KindStored<Cell extends ResolvedBase = ResolvedBase, Result extends ResultBase = ResultBase> {
  /** Of each artifact, whole. */
  readonly form: StoredForm;
  /** What is stored of a cell, as it is shown; null where it, or one of its seeds, is not stored. */
  record(
    cell: Cell,
    id: CellId,
    artifacts: Finder
  ): Promise<(Shown<Result> & { readonly id: string; readonly digest: string; readonly seconds: number }) | null>;
}

/**
 * Of a kind with one artifact a cell.
 * @param shown the form of its JSON, and of all of it where no other is given
 * @param show puts the names of cells in: results are stored without, so that renaming changes nothing
 */
export function oneArtifact<Cell extends ResolvedBase, Content, Result extends ResultBase>(
  shown: JsonForm<Content>,
  show: (content: Content, cell: Cell, meta: ArtifactMeta) => Shown<Result> | Promise<Shown<Result>>,
  form: StoredForm = shown
): KindStored<Cell, Result> {
  return {
    form,
    async record(cell, { id }, artifacts) {
      const found = await artifacts.head(id, shown);
      if (!found) return null;
      const { digest, seconds } = found.meta;
      return { id, digest, seconds, ...(await show(found.content, cell, found.meta)) };
    }
  };
}
