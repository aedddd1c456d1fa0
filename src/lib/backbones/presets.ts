// What a preset is: hyperparameters by name, as shipped with the official code (per model and data set; RLMRec model spec §7, from
// HKUDS/RLMRec at 2241375, encoder/config/modelconf), and `small` for the bundled data. Each backbone has its own in its settings.ts,
// each alignment what it changes and adds in its; the trainer puts them together. A preset is data with its source. No code.

/** Data sets of the paper, the official block for all others, and data like the bundled one. */
export const PRESETS = ['amazon', 'yelp', 'steam', 'general', 'small'] as const;
export type PresetName = (typeof PRESETS)[number];

/** Training interactions below which the official batches of 4096 would leave fewer than ten steps an epoch. */
const SMALL_BELOW = 40_000;

/** The preset to begin with on data that has none of its own. */
export const suggestedPreset = (trainInteractions: number): PresetName =>
  trainInteractions < SMALL_BELOW ? 'small' : 'general';

/** Hyperparameters by key: a module's own, and the trainer's where a model wants them otherwise (`reg_weight`). */
export type Values = Readonly<Record<string, number | boolean>>;

export interface Preset {
  /** Where the numbers come from, in one sentence. */
  readonly source: string;
  readonly values: Values;
}

/** The official configuration of one model. */
export interface Shipped {
  readonly amazon: Values;
  readonly yelp: Values;
  readonly steam: Values;
  /** Where the specification records the general block; else the Amazon-book values stand for it. */
  readonly general?: Preset;
}

/** The presets of a backbone by itself, without an alignment. */
export interface BackbonePresets extends Shipped {
  /** Of `amazon`, `yelp` and `steam`; left out, the official code's shipped configuration. */
  readonly source?: string;
  /** The same for all presets, unless one says otherwise. */
  readonly fixed: Values;
  /** What `small` has otherwise than `fixed`. */
  readonly small: Values;
}

const OFFICIAL = 'official code, shipped configuration';
const UNRECORDED = 'the Amazon-book values: the shipped general block is not recorded in the specification';
const CHOSEN_HERE = 'this project, chosen on the base arm’s validation recall';

/** The shipped values of a data set of the paper, or of all others. */
export function shippedPreset(shipped: Shipped, preset: Exclude<PresetName, 'small'>, source = OFFICIAL): Preset {
  if (preset !== 'general') return { source, values: shipped[preset] };
  return shipped.general ?? { source: UNRECORDED, values: shipped.amazon };
}

/** A backbone's own part of a preset. */
export function backbonePreset(presets: BackbonePresets, preset: PresetName): Preset {
  const { source, values } =
    preset === 'small'
      ? { source: CHOSEN_HERE, values: presets.small }
      : shippedPreset(presets, preset, presets.source ?? OFFICIAL);
  return { source, values: { ...presets.fixed, ...values } };
}
