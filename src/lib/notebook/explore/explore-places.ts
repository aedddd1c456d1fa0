// Cells of a notebook by name and kind, the ids of what they make, and whether that is stored: what looking at runs and trying other
// words both begin with. Computes nothing.
import { appError, type AppError } from '#lib/errors/app-error';
import type { Artifacts } from '../run/artifacts';
import { datasetBehind } from '../plan/graph';
import { suggestionFor } from '../document/nearest';
import type { NotebookIds } from '../kinds/inputs';
import type { CellKind, ResolvedCell, ResolvedOf } from '../kinds/registry';
import type { ResolvedEmbeddings } from '../kinds/embeddings/describe';

/** Encoders that what-if.ts can put a new text through. */
const ENCODERS_FOR_EDITS: readonly string[] = ['lsa'];

/**
 * Why a changed text has no place among the vectors of an embeddings cell: explore/encoder-elsewhere, explore/vectors-changed. null where
 * they are just what an encoder made of profiles, and that encoder can be asked again.
 */
export function editProblem({ name, encoder, reads, texts, users, pca, perturb }: ResolvedEmbeddings): AppError | null {
  if (reads.kind !== 'profiles' || !ENCODERS_FOR_EDITS.includes(encoder))
    return appError('explore/encoder-elsewhere', { cell: name, encoder, can: ENCODERS_FOR_EDITS.join(', ') });
  const how = [
    pca > 0 && `"pca: ${pca}"`,
    perturb.how !== 'none' && `"perturb: ${perturb.how}"`,
    texts !== 'profiles' && `"texts: ${texts}"`,
    users !== 'profiles' && `"users: ${users}"`
  ].find((changed) => changed !== false);
  return how === undefined ? null : appError('explore/vectors-changed', { cell: name, how });
}

/** A cell of one kind by its name. @throws AppError notebook/no-such-cell, or what is wrong with it */
export function cellOfKind<Kind extends CellKind>(
  { graph, problems }: NotebookIds,
  name: string,
  kind: Kind
): ResolvedOf<Kind> {
  const problem = problems.get(name);
  if (problem) throw problem;
  const isKind = (cell: ResolvedCell): cell is ResolvedOf<Kind> => cell.kind === kind;
  const cell = graph.cells.get(name);
  if (cell && isKind(cell)) return cell;
  const names = [...graph.cells.values()].filter(isKind).map((other) => other.name);
  throw appError('notebook/no-such-cell', { name, nearest: suggestionFor(name, names) });
}

/** Id of a cell without a problem. @throws AppError the problem of what it reads */
export function idOfCell({ ids, problems, graph }: NotebookIds, name: string): string {
  const id = ids.get(name)?.id;
  if (id !== undefined) return id;
  const dataset = datasetBehind(name, graph.cells);
  throw (dataset !== null ? problems.get(dataset) : undefined) ?? appError('notebook/artifact-lost', { kind: 'cell' });
}

/** Id of a run of a train cell, stored or not. @throws AppError explore/no-such-seed, notebook/… */
export function idOfRun(plan: NotebookIds, name: string, seed: number): string {
  const cell = cellOfKind(plan, name, 'train');
  idOfCell(plan, name);
  const run = plan.ids.get(name)?.runs.find((entry) => entry.seed === seed);
  if (run) return run.id;
  throw appError('explore/no-such-seed', { cell: name, seed, seeds: cell.seeds.join(', ') });
}

/** @throws AppError explore/not-stored */
export async function mustBeStored(id: string, what: string, cell: string, artifacts: Artifacts): Promise<void> {
  if (!(await artifacts.isStored(id))) throw appError('explore/not-stored', { what, cell }, { cell });
}
