// Checkpoints of training runs among the artifacts: under an id made of the run's own, so that a changed setting or other data
// never meets one. A checkpoint holds on the backend and adapter that made it: elsewhere the bits would differ.
import {
  checkpointFromStored,
  CHECKPOINT_VERSION,
  progressFromStored,
  storedCheckpoint,
  type Checkpoint,
  type CheckpointKeeper
} from '#lib/training/checkpoint/checkpoint';
import { artifactDigest, sha256Hex } from '#lib/storage/digest';
import { readAs } from '#lib/storage/read-as';
import type { Artifact, ArtifactStore } from '#lib/storage/types';
import type { ComputeDevice } from './environment';
import { contentOf, type Finder, type JsonForm, type StoredForm } from '../kinds/stored-form';

const CHECKPOINT_KIND = 'checkpoint';

const place = { kind: CHECKPOINT_KIND, version: CHECKPOINT_VERSION };
const found = <State>(state: State | null): State => {
  if (state === null) throw new Error('it is no state of a training run');
  return state;
};
export const checkpointForm: StoredForm<Checkpoint> = {
  ...place,
  read: ({ json, arrays }) => found(checkpointFromStored(json, arrays))
};
const progressForm: JsonForm<Interrupted & Pick<Checkpoint, 'records'>> = {
  ...place,
  read: ({ json }) => found(progressFromStored(json))
};

export const checkpointId = (runId: string): Promise<string> =>
  sha256Hex(new TextEncoder().encode(`${CHECKPOINT_KIND} ${runId}`));

export interface RunCheckpoints extends CheckpointKeeper {
  clear(): Promise<void>;
}

export async function checkpointsOf(
  runId: string,
  store: ArtifactStore,
  device: ComputeDevice
): Promise<RunCheckpoints> {
  const id = await checkpointId(runId);
  return {
    async load() {
      // One that cannot be read is worth nothing, but it is no reason not to train.
      const { backend, adapter } = (await store.getMeta(id)) ?? {};
      if (backend !== device.backend || adapter !== device.adapter) return null;
      return readAs(
        (check) => store.get(id, check),
        (artifact: Artifact) => contentOf(checkpointForm, artifact)
      ).catch(() => null);
    },
    async save(checkpoint) {
      const { json, arrays } = storedCheckpoint(checkpoint);
      await store.put({
        meta: {
          id,
          ...place,
          digest: await artifactDigest(json, arrays),
          backend: device.backend,
          adapter: device.adapter,
          created: new Date().toISOString(),
          seconds: 0,
          bytes: Object.values(arrays).reduce((sum, array) => sum + array.byteLength, 0)
        },
        json,
        arrays
      });
    },
    clear: () => store.delete(id)
  };
}

/** How far an interrupted run has come. */
export interface Interrupted {
  readonly epoch: number;
  readonly step: number;
}

/** null where the run has no checkpoint that can be read. */
export async function interruptedAt(runId: string, artifacts: Finder): Promise<Interrupted | null> {
  const found = await progressOf(runId, artifacts);
  return found && { epoch: found.epoch, step: found.step };
}

/** The finished epochs of a run that is held or was interrupted; null where it has no checkpoint that can be read. */
export const epochsHeld = async (runId: string, artifacts: Finder): Promise<Checkpoint['records'] | null> =>
  (await progressOf(runId, artifacts))?.records ?? null;

const progressOf = async (runId: string, artifacts: Finder) =>
  (await artifacts.head(await checkpointId(runId), progressForm).catch(() => null))?.content ?? null;
