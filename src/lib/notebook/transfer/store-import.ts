// A store from elsewhere (made by the command line, on a cluster), taken into this one: as the files of a folder or of an archive. Each artifact
// is held against its seal and against the form of its kind before it is stored; what is here already stays as it is. What was taken in says
// so by the machine in its meta data. Answers of services, checkpoints and imports of data are left where they are.
import type { InputFile } from '#lib/dataset/bytes/types';
import { allBytes } from '#lib/dataset/bytes/input-files';
import { appError, AppError } from '#lib/errors/app-error';
import { blocksOf, faultOf, misfitOf, reasonOf } from '#lib/storage/checked';
import { ARTIFACTS_FOLDER, parseFolder, SAFE_ID } from '#lib/storage/folder-form';
import type { Artifact, ArtifactStore, Machine } from '#lib/storage/types';
import type { WorkStep } from '#lib/work/work';
import { makerOf } from '../kinds/load-maker';
import { isCellKind } from '../kinds/registry';
import { contentOf, STORED_VERSION, type StoredForm } from '../kinds/stored-form';
import { runForm } from '../kinds/train/stored';
import { rankingForm } from '../rankings/ranking-form';

/** Bytes of one file of an artifact. */
const LARGEST_FILE = 2 ** 30;
/** Bytes of artifacts that are stored together. */
const TOGETHER = 2 ** 24;
/** Artifacts at work on at a time: while one is written and one is hashed, both by others, the next one is read. */
const LANES = 3;

/** Of what tells nothing of where it was made. */
const SOMEWHERE: Machine = { host: '', processor: 'not known', runtime: 'not known', program: 'not known' };

export interface TakenStore {
  readonly taken: number;
  /** Of these, runs. */
  readonly runs: number;
  /** Here already; they stayed as they are. */
  readonly present: number;
  /** Of kinds that are not taken in. */
  readonly left: number;
  /** Why others were not, each with the first digits of its id. */
  readonly refused: readonly { readonly id: string; readonly reason: string }[];
}

/**
 * @param files of a store's folder, whatever lies above it
 * Where it ends early, what was stored until then is whole and stays.
 * @throws AppError import/… where the archive itself is refused (nothing is stored then), runs/no-store, storage/…, internal/cancelled
 */
export async function takeStore(
  files: readonly InputFile[],
  store: ArtifactStore,
  step: WorkStep
): Promise<TakenStore> {
  const found = artifactsAmong(files);
  if (found.size === 0) throw appError('runs/no-store', {});
  const refused = new Map<string, string>();
  let [taken, runs, present, left, done, bytes] = [0, 0, 0, 0, 0, 0];
  let ready: Whole[] = [];
  const put = async (): Promise<void> => {
    const artifacts = ready.map(({ artifact }) => artifact);
    const told = new Map(ready.map(({ artifact, blocks }) => [artifact.meta.id, blocks]));
    [ready, bytes] = [[], 0];
    if (artifacts.length > 0) await store.putAll(artifacts, told);
    taken += artifacts.length;
    runs += artifacts.filter(({ meta }) => meta.kind === 'run').length;
  };
  const takeOne = async (id: string, parts: ReadonlyMap<string, InputFile>): Promise<void> => {
    if (await store.getMeta(id)) {
      present++;
      return;
    }
    const found = await wholeArtifact(id, parts);
    if (found === null) left++;
    else if ('reason' in found) refused.set(id, found.reason);
    else {
      const { artifact, blocks } = found;
      const { machine = SOMEWHERE } = artifact.meta;
      ready.push({ artifact: { ...artifact, meta: { ...artifact.meta, machine } }, blocks });
      // Not what its meta data say that it has: that may be anything.
      for (const { size } of parts.values()) bytes += size ?? 0;
    }
    if (bytes >= TOGETHER) await put();
  };
  await inLanes(found, async ([id, parts]) => {
    await step(done++, found.size);
    await takeOne(id, parts);
  });
  await put();
  const reasons = [...found.keys()].flatMap((id) => {
    const reason = refused.get(id);
    return reason === undefined ? [] : [{ id, reason }];
  });
  return { taken, runs, present, left, refused: reasons };
}

/** Does the work of one after the other, a few at a time. Where one fails, no other is begun; what has begun is waited for. */
async function inLanes<One>(all: Iterable<One>, work: (one: One) => Promise<void>): Promise<void> {
  const waiting = [...all].reverse();
  const lane = async (): Promise<void> => {
    try {
      for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) await work(one);
    } catch (error) {
      waiting.length = 0;
      throw error;
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: LANES }, lane));
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
}

/** Files of each artifact, by its id and by their names. */
function artifactsAmong(files: readonly InputFile[]): ReadonlyMap<string, ReadonlyMap<string, InputFile>> {
  const found = new Map<string, Map<string, InputFile>>();
  for (const file of files) {
    const [name = '', id = '', folder] = file.path.split('/').reverse();
    if (folder !== ARTIFACTS_FOLDER || !SAFE_ID.test(id)) continue;
    const parts = found.get(id) ?? new Map<string, InputFile>();
    found.set(id, parts.set(name, file));
  }
  return found;
}

interface Whole {
  readonly artifact: Artifact;
  /** What its seal says of its arrays, which was found to be so. */
  readonly blocks: readonly string[];
}

/** null of what is not taken in. @throws AppError import/bomb, import/unsafe-path, import/broken-zip, storage/… */
async function wholeArtifact(
  id: string,
  parts: ReadonlyMap<string, InputFile>
): Promise<Whole | { readonly reason: string } | null> {
  try {
    const sealed = await parseFolder(async (name) => {
      const file = parts.get(name);
      return file ? await allBytes(file, LARGEST_FILE) : null;
    });
    const { artifact, seal } = sealed;
    const form = await formOf(artifact.meta.kind);
    if (form === null) return null;
    if (artifact.meta.version !== STORED_VERSION) return { reason: 'it is of another version of the program' };
    if (seal === null) return { reason: 'it has no seal' };
    const blocks = await blocksOf(artifact.arrays);
    const reason = (await faultOf(id, sealed, blocks)) ?? misfitOf(artifact, (one) => contentOf(form, one));
    return reason === null ? { artifact, blocks } : { reason };
  } catch (error) {
    if (error instanceof AppError) throw error;
    return { reason: reasonOf(error) };
  }
}

async function formOf(kind: string): Promise<StoredForm | null> {
  if (kind === runForm.kind) return runForm;
  if (kind === rankingForm.kind) return rankingForm;
  return isCellKind(kind) ? (await makerOf(kind)).stored.form : null;
}
