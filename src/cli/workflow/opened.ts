// A notebook and a store, opened for a plan: read, nothing computed, no device started.
import { dirname, join, resolve } from 'node:path';
import { appError } from '#lib/errors/app-error';
import type { FileSource } from '#lib/dataset/sources/source';
import { folderSource } from '#lib/dataset/sources/source.folder.node';
import type { NotebookDocument } from '#lib/notebook/document/parse';
import type { NotebookIds } from '#lib/notebook/kinds/inputs';
import { identifyCells } from '#lib/notebook/plan/identify';
import { unitsOf, type WorkUnit } from '#lib/notebook/plan/units';
import { Artifacts } from '#lib/notebook/run/artifacts';
import { openFolderStore } from '#lib/storage/folder/folder.node';
import type { ArtifactStore } from '#lib/storage/types';
import { sourcesOf } from '../notebook/environment';
import { readNotebookFile } from '../notebook/read-notebook';
import { TRUTH_FOLDER, type Workflow } from './workflow-file';

export interface OpenedPlan {
  readonly document: NotebookDocument;
  readonly artifacts: Artifacts;
  readonly store: ArtifactStore;
  readonly plan: NotebookIds;
  readonly units: readonly WorkUnit[];
}

/** Where a notebook is, and where what it makes. */
export interface PlanPlace {
  /** The notebook's file, absolute. */
  readonly path: string;
  /** As the reader named it, for messages. */
  readonly file: string;
  /** From where its sources count, where that is another file. */
  readonly origin?: string;
  readonly store: string;
  readonly overrides: Readonly<Record<string, string>>;
  readonly contents?: Workflow['contents'];
  readonly truths?: Workflow['truths'];
}

/** Opens sources where they lie; of data whose files are not here, the folder with their truth file. */
export const sourcesIn = ({ path, origin, truths = {} }: Pick<PlanPlace, 'path' | 'origin' | 'truths'>) => {
  const open = sourcesOf({ program: programOf(), file: origin ?? path });
  return (source: string): Promise<FileSource> =>
    open(source).catch((error: unknown) => {
      const folder = Object.hasOwn(truths, source) ? truths[source] : undefined;
      if (folder === undefined) throw error;
      return folderSource(join(dirname(path), TRUTH_FOLDER, folder));
    });
};

/** @throws AppError notebook/…, storage/…; what is wrong with a cell */
export async function openPlan({
  path,
  file,
  origin,
  truths,
  store,
  overrides,
  contents
}: PlanPlace): Promise<OpenedPlan> {
  const { notebook: document } = await readNotebookFile(path, file, overrides);
  const folder = await openFolderStore(store);
  const artifacts = new Artifacts(folder);
  const plan = await identifyCells(
    document,
    {
      store: folder,
      openSource: sourcesIn({ path, origin, truths }),
      ...(contents && { contents: new Map(Object.entries(contents)) })
    },
    artifacts
  );
  const [problem] = plan.problems.values();
  if (problem) throw problem;
  const units = await unitsOf(plan, folder);
  const others = units.filter(({ otherVersion }) => otherVersion !== null);
  if (others[0]) throw appError('workflow/other-version', { store, count: others.length, id: others[0].id });
  return { document, artifacts, store: folder, plan, units };
}

/** The built program: what starts a process of its own, and beside which the bundled data lie. */
export const programOf = (): string => resolve(process.argv[1] ?? '');
