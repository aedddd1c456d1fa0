// A training run between two steps, as plain data: from it the run goes on to the same bits as if it had never stopped. What
// can be drawn again from seed and counters (triples, masks, noise) is not in it.
import * as v from 'valibot';
import type { StepState } from '#lib/backbones/types';
import type { Stored } from '#lib/storage/parse-stored';
import type { ArrayBlock } from '#lib/storage/types';
import { EpochForm } from '../forms';

/** Raised when the meaning of a checkpoint changes; older ones are then left unread and the run starts over. */
export const CHECKPOINT_VERSION = 1;

export interface Checkpoint {
  /** The epoch that is under way, 0-based, and how many of its triples are done. */
  readonly epoch: number;
  readonly position: number;
  /** Steps done in all. */
  readonly step: number;
  /** Seconds already spent on this epoch. */
  readonly seconds: number;
  /** Finished epochs. */
  readonly records: readonly Stored<typeof EpochForm>[];
  readonly stopping: StoppingState;
  /** Loss terms summed since the epoch began: their names, and over how many steps. */
  readonly termNames: readonly string[];
  readonly summed: number;
  /** Adam's state [3, P]. */
  readonly state: Float32Array;
  /** The best parameters so far [P]; null before the first validation. */
  readonly best: Float32Array | null;
  /** The sums, in the order of their names. */
  readonly lossSums: Float32Array;
  /** What the backbone and the alignment keep from step to step. */
  readonly backbone: StepState;
  readonly alignment: StepState;
}

export interface StoppingState {
  /** Best validation recall@20; null before the first validation. */
  readonly best: number | null;
  readonly bestEpoch: number;
  readonly bestStep: number;
  readonly misses: number;
}

/** Where the checkpoint of one run lies. */
export interface CheckpointKeeper {
  /** The last one, or null where there is none that fits this run. */
  load(): Promise<Checkpoint | null>;
  /** Replaces the last one. */
  save(checkpoint: Checkpoint): Promise<void>;
}

type Block = Float32Array | Int32Array | Uint8Array;
type Arrays = Readonly<Record<string, Block>>;

const Numbers = v.record(v.string(), v.number());
const CheckpointForm = v.object({
  epoch: v.number(),
  position: v.number(),
  step: v.number(),
  seconds: v.number(),
  records: v.array(EpochForm),
  stopping: v.object({
    best: v.nullable(v.number()),
    bestEpoch: v.number(),
    bestStep: v.number(),
    misses: v.number()
  }),
  termNames: v.array(v.string()),
  summed: v.number(),
  backbone: Numbers,
  alignment: Numbers
});

const PARTS = ['backbone', 'alignment'] as const;

/** As JSON and arrays, for storage. */
export function storedCheckpoint(checkpoint: Checkpoint): { readonly json: unknown; readonly arrays: Arrays } {
  const { state, best, lossSums, backbone, alignment, ...rest } = checkpoint;
  const arrays: Record<string, Arrays[string]> = { state, lossSums, ...(best ? { best } : {}) };
  const numbers: Record<string, Record<string, number>> = { backbone: {}, alignment: {} };
  for (const part of PARTS) {
    for (const [name, value] of Object.entries(part === 'backbone' ? backbone : alignment)) {
      if (typeof value === 'number') numbers[part] = { ...numbers[part], [name]: value };
      else arrays[`${part}.${name}`] = value;
    }
  }
  return { json: { ...rest, ...numbers }, arrays };
}

/** How far a run has come, by the JSON of its checkpoint; null for anything else. */
export function progressFromStored(json: unknown): Pick<Checkpoint, 'epoch' | 'step' | 'records'> | null {
  const parsed = v.safeParse(CheckpointForm, json);
  if (!parsed.success) return null;
  const { epoch, step, records } = parsed.output;
  return { epoch, step, records };
}

/** The checkpoint that `storedCheckpoint` wrote; null for anything else. */
export function checkpointFromStored(json: unknown, arrays: Readonly<Record<string, ArrayBlock>>): Checkpoint | null {
  const parsed = v.safeParse(CheckpointForm, json);
  const { state, best, lossSums } = arrays;
  if (!parsed.success || !(state instanceof Float32Array) || !(lossSums instanceof Float32Array)) return null;
  const partOf = (part: (typeof PARTS)[number]): StepState => {
    const prefix = `${part}.`;
    const own = Object.entries(arrays).flatMap(([name, array]): [string, Block][] =>
      name.startsWith(prefix) && !(array instanceof Float64Array) ? [[name.slice(prefix.length), array]] : []
    );
    return { ...parsed.output[part], ...Object.fromEntries(own) };
  };
  return {
    ...parsed.output,
    state,
    lossSums,
    best: best instanceof Float32Array ? best : null,
    backbone: partOf('backbone'),
    alignment: partOf('alignment')
  };
}
