// What the command line and its training processes say to each other. Everything that arrives is checked: it is the same
// program on both sides, but not necessarily the same build.
import * as v from 'valibot';
import { ALIGNMENT_NAMES } from '#lib/alignment/names';
import { BACKBONE_NAMES } from '#lib/backbones/names';
import type { SeedJob } from '#lib/notebook/run/environment';
import { INITS, type EpochRecord, type TrainProgress } from '#lib/training/types';
import { AppError, isErrorCode, toAppError, type ErrorCode, type SerializedError } from '#lib/errors/app-error';
import { BACKEND_CHOICES } from '#kernels/backend/choices';

const Cutoffs = v.object({ '5': v.number(), '10': v.number(), '20': v.number() });
/** A run that diverges has losses that are no numbers, until its epoch ends and says so. */
const Losses = v.record(v.string(), v.union([v.number(), v.nan()]));
const Settings = v.record(v.string(), v.union([v.number(), v.boolean()]));

const Job = v.object({
  id: v.string(),
  seed: v.number(),
  datasetId: v.string(),
  embeddingsId: v.nullable(v.string()),
  vectorsDatasetId: v.nullable(v.string()),
  startFromId: v.nullable(v.string()),
  startDatasetId: v.nullable(v.string()),
  fresh: v.boolean(),
  until: v.exactOptional(v.number()),
  settings: v.object({
    backbone: v.picklist(BACKBONE_NAMES),
    alignment: v.picklist(ALIGNMENT_NAMES),
    dimensions: v.number(),
    learningRate: v.number(),
    batchSize: v.number(),
    epochs: v.number(),
    validateEvery: v.number(),
    patience: v.number(),
    patienceSteps: v.number(),
    regWeight: v.number(),
    init: v.optional(v.picklist(INITS)),
    backboneSettings: Settings,
    alignmentSettings: Settings
  })
});

const Command = v.variant('type', [
  v.object({
    type: v.literal('start'),
    store: v.string(),
    backend: v.picklist(BACKEND_CHOICES),
    workers: v.number()
  }),
  v.object({ type: v.literal('workers'), workers: v.number() }),
  v.object({ type: v.literal('train'), job: Job }),
  v.object({ type: v.literal('cancel') })
]);

const Where = v.object({
  file: v.optional(v.string()),
  line: v.optional(v.number()),
  cell: v.optional(v.string()),
  field: v.optional(v.string())
});

const isCode = (code: unknown): code is ErrorCode => typeof code === 'string' && isErrorCode(code);

const Report = v.variant('type', [
  v.object({ type: v.literal('ready') }),
  v.object({
    type: v.literal('progress'),
    progress: v.object({
      epoch: v.number(),
      step: v.number(),
      stepsPerEpoch: v.number(),
      rate: v.number(),
      secondsLeft: v.nullable(v.number()),
      losses: Losses
    })
  }),
  v.object({
    type: v.literal('epoch'),
    record: v.object({
      epoch: v.number(),
      losses: Losses,
      val: v.optional(v.object({ recall: Cutoffs, ndcg: Cutoffs })),
      seconds: v.number()
    })
  }),
  v.object({ type: v.literal('done'), peak: v.exactOptional(v.number()) }),
  v.object({
    type: v.literal('failed'),
    error: v.object({ code: v.custom<ErrorCode>(isCode), message: v.string(), cure: v.string(), where: Where })
  })
]);

export type ProcessCommand =
  | {
      readonly type: 'start';
      readonly store: string;
      readonly backend: (typeof BACKEND_CHOICES)[number];
      readonly workers: number;
    }
  /** Another number of workers for rows, from the next step on. */
  | { readonly type: 'workers'; readonly workers: number }
  | { readonly type: 'train'; readonly job: SeedJob }
  | { readonly type: 'cancel' };

export type ProcessReport =
  | { readonly type: 'ready' }
  | { readonly type: 'progress'; readonly progress: TrainProgress }
  | { readonly type: 'epoch'; readonly record: EpochRecord }
  /** With the bytes that the process took at its peak, where this run took more than those before it. */
  | { readonly type: 'done'; readonly peak?: number }
  | { readonly type: 'failed'; readonly error: SerializedError };

/** @throws ValiError */
export const readCommand = (message: unknown): ProcessCommand => v.parse(Command, message);
/** null for what no training process of this build says. */
export function readReport(message: unknown): ProcessReport | null {
  const parsed = v.safeParse(Report, message);
  return parsed.success ? parsed.output : null;
}

export const failedReport = (error: unknown): ProcessReport => ({ type: 'failed', error: toAppError(error).toJSON() });
export const errorOf = (error: SerializedError): AppError => AppError.fromJSON(error);
