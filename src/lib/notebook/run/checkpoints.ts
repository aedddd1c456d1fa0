// Checkpoints of training runs among the artifacts: under an id made of the run's own, so that a changed setting or other data
// never meets one. A checkpoint holds on the backend and adapter that made it: elsewhere the bits would differ.
import {
  checkpointFromStored,
  CHECKPOINT_VERSION,
  storedCheckpoint,
  type Checkpoint,
  type CheckpointKeeper
} from '#lib/training/checkpoint/checkpoint';
import { artifactDigest, sha256Hex } from '#lib/storage/digest';
import type { ArtifactStore } from '#lib/storage/types';
import type { ComputeDevice } from './environment';
import { checkOf, type StoredForm } from '../kinds/stored-form';
import type { Artifacts } from './artifacts';

const CHECKPOINT_KIND = 'checkpoint';

export const checkpointForm: StoredForm<Checkpoint> = {
  kind: CHECKPOINT_KIND,
  version: CHECKPOINT_VERSION,
  read({ json, arrays }) {
    const checkpoint = checkpointFromStored(json, arrays);
    if (!checkpoint) throw new Error('it is no state of a training run');
    return checkpoint;
  }
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
      const found = await store.get(id, checkOf(checkpointForm)).catch(() => null);
      if (!found || found.meta.version !== CHECKPOINT_VERSION) return null;
      const { backend, adapter } = found.meta;
      if (backend !== device.backend || adapter !== device.adapter) return null;
      return checkpointFromStored(found.json, found.arrays);
    },
    async save(checkpoint) {
      const { json, arrays } = storedCheckpoint(checkpoint);
      await store.put({
        meta: {
          id,
          kind: CHECKPOINT_KIND,
          version: CHECKPOINT_VERSION,
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
export async function interruptedAt(runId: string, artifacts: Pick<Artifacts, 'read'>): Promise<Interrupted | null> {
  const found = await artifacts.read(await checkpointId(runId), checkpointForm).catch(() => null);
  const checkpoint = found && checkpointFromStored(found.json, found.arrays);
  return checkpoint && { epoch: checkpoint.epoch, step: checkpoint.step };
}
