// The stored runs of a train cell, one a seed, and what is shown of them together.
import * as v from 'valibot';
import { sha256 } from '#lib/dataset/stored/digest';
import { MetricsForm } from '#lib/evaluation/forms';
import { summariseMetrics } from '#lib/evaluation/metrics';
import type { Metrics } from '#lib/evaluation/types';
import { parseStored, type Stored } from '#lib/storage/parse-stored';
import { RunResultForm } from '#lib/training/forms';
import type { RunArrays, RunResult } from '#lib/training/types';
import { cardOf, secondsOf } from '../card';
import { jsonForm, Provenance } from '../forms';
import { STORED_VERSION, type KindStored, type StoredForm } from '../stored-form';

const TestAndVal = v.object({ test: MetricsForm, val: MetricsForm });

export const Run = v.object({
  label: v.string(),
  backbone: v.string(),
  alignment: v.string(),
  provenance: Provenance,
  result: RunResultForm,
  /** Where each trained array lies among the array `parameters`; absent in runs of before. */
  places: v.optional(v.array(v.object({ name: v.string(), shape: v.array(v.number()), offset: v.number() })))
});

export type StoredRun = Stored<typeof Run>;

/** One seed's run as it is shown; its own figures are left out on pages, which show those of all seeds together. */
export type ShownRun = Omit<RunResult, 'val' | 'test'> & Partial<Pick<RunResult, 'val' | 'test'>>;

export interface TrainResult {
  readonly kind: 'train';
  readonly backbone: string;
  readonly alignment: string;
  readonly runs: readonly ShownRun[];
  readonly mean: { readonly test: Metrics; readonly val: Metrics };
  /** Sample standard deviation over seeds (n − 1); zeros for one seed. */
  readonly sd: { readonly test: Metrics; readonly val: Metrics };
}

export const runForm: StoredForm<{ readonly run: StoredRun; readonly arrays: RunArrays }> = {
  kind: 'run',
  version: STORED_VERSION,
  read({ json, arrays: stored }) {
    const run = parseStored(Run, json);
    const { userEmbeddings, itemEmbeddings, testUsers, testRecall20, testNdcg20, parameters } = stored;
    if (!(userEmbeddings instanceof Float32Array) || !(itemEmbeddings instanceof Float32Array)) {
      throw new Error('its embeddings are missing');
    }
    if (
      !(testUsers instanceof Int32Array) ||
      !(testRecall20 instanceof Float32Array) ||
      !(testNdcg20 instanceof Float32Array) ||
      testRecall20.length !== testUsers.length ||
      testNdcg20.length !== testUsers.length
    ) {
      throw new Error('its figures of single users are missing, or do not fit each other');
    }
    const kept = parameters instanceof Float32Array ? { parameters } : {};
    return { run, arrays: { userEmbeddings, itemEmbeddings, testUsers, testRecall20, testNdcg20, ...kept } };
  }
};

/** A run by its JSON alone. */
export const runHead = jsonForm('run', Run);

/** What of it a choice may be made of: its test figures are not read. */
export const validationHead = jsonForm(
  'run',
  v.object({ result: v.pick(RunResultForm, ['seed', 'epochs', 'best_epoch', 'val']) })
);

interface TrainCell {
  readonly kind: 'train';
  readonly name: string;
  readonly backbone: string;
  readonly alignment: string;
  readonly seeds: readonly number[];
}

export const trainStored: KindStored<TrainCell, TrainResult> = {
  form: runForm,
  async record(cell, { id, runs: wanted }, artifacts) {
    const found = (await Promise.all(wanted.map((run) => artifacts.head(run.id, runHead)))).filter(
      (run) => run !== null
    );
    if (found.length < wanted.length) return null;
    const stored = found.map(({ content }) => content);
    const metas = found.map(({ meta }) => meta);
    const runs = stored.map(({ result }) => result);
    const test = summariseMetrics(runs.map((run) => run.test));
    const val = summariseMetrics(runs.map((run) => run.val));
    const [first] = stored;
    return {
      id,
      digest: await sha256(metas.map(({ digest }) => digest).join('\n')),
      seconds: secondsOf(metas),
      result: {
        kind: 'train',
        backbone: cell.backbone,
        alignment: cell.alignment,
        runs,
        mean: { test: test.mean, val: val.mean },
        sd: { test: test.sd, val: val.sd }
      },
      ...(first && { card: cardOf(first.provenance, cell.seeds, metas) })
    };
  }
};

/** What is shown, where it comes from elsewhere. */
export const trainShown = v.object({
  kind: v.literal('train'),
  backbone: v.string(),
  alignment: v.string(),
  runs: v.array(
    v.object({ ...RunResultForm.entries, val: v.exactOptional(MetricsForm), test: v.exactOptional(MetricsForm) })
  ),
  mean: TestAndVal,
  sd: TestAndVal
});
