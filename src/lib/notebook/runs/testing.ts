// Stored runs made up for tests: the numbers mean nothing. Only tests import this.
import { runLabel } from '#lib/studies/treatment';
import { parseStored } from '#lib/storage/parse-stored';
import type { Artifact } from '#lib/storage/types';
import type { AlignmentName } from '#lib/alignment/names';
import type { BackboneName } from '#lib/backbones/names';
import { STORED_VERSION } from '../kinds/stored-form';
import { Run, type StoredRun } from '../kinds/train/stored';
import { summaryOf, type RunSummary } from './run-summary';

interface MadeUp {
  readonly backbone?: BackboneName;
  readonly alignment?: AlignmentName;
  readonly seed?: number;
  readonly split?: string;
  readonly data?: string;
  readonly recall?: number;
  readonly created?: string;
  readonly backend?: string;
  readonly settings?: Readonly<Record<string, string | number | boolean>>;
}

const metrics = (value: number) => {
  const at = { '5': value / 4, '10': value / 2, '20': value };
  return { recall: at, ndcg: { ...at } };
};

/** An id of 64 hexadecimal digits. */
export const idOf = (at: number): string => at.toString(16).padStart(8, '0').padEnd(64, '0');

export function madeUpRun(at: number, given: MadeUp = {}): Artifact {
  const { backbone = 'lightgcn', alignment = 'none', seed = 1, split = 'aa'.repeat(32), data = 'Books' } = given;
  const { recall = 0.2, created = new Date(1.7e12 + 1e6 * at).toISOString(), backend = 'wasm', settings = {} } = given;
  const json: StoredRun = {
    label: runLabel({ backbone, alignment }),
    backbone,
    alignment,
    provenance: {
      dataset: data,
      splitHash: split,
      treatment: { backbone, alignment, layers: 2, ...settings },
      versions: { notebook: '1' }
    },
    result: {
      seed,
      epochs: [
        { epoch: 0, losses: { bpr_loss: 0.7 }, seconds: 1 },
        { epoch: 1, losses: { bpr_loss: 0.5 }, val: metrics(recall), seconds: 1 }
      ],
      best_epoch: 1,
      val: metrics(recall),
      test: metrics(recall)
    }
  };
  const users = 40;
  const arrays = {
    userEmbeddings: new Float32Array(users * 2).fill(0.5),
    itemEmbeddings: new Float32Array(10).fill(0.5),
    testUsers: Int32Array.from({ length: users }, (_, user) => user),
    testRecall20: Float32Array.from({ length: users }, (_, user) => recall + ((user * 7 + at) % 5) / 50),
    testNdcg20: Float32Array.from({ length: users }, (_, user) => recall + ((user * 3 + at) % 7) / 70)
  };
  const meta = { id: idOf(at), kind: 'run', version: STORED_VERSION, digest: idOf(at), backend, adapter: 'a test' };
  return { meta: { ...meta, created, seconds: 10 + at, bytes: 1000 }, json, arrays };
}

export function madeUpSummary(at: number, given: MadeUp = {}): RunSummary {
  const { meta, json } = madeUpRun(at, given);
  return summaryOf(meta, parseStored(Run, json));
}
