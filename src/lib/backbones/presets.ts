// What a preset is, and the parts that all backbones share.
import type { HyperparameterKey } from '#lib/training/hyperparameters';
import type { AlignmentName } from '#lib/training/types';

export const PRESETS = ['amazon', 'yelp', 'steam', 'general', 'small'] as const;
export type PresetName = (typeof PRESETS)[number];

/** Training interactions below which the official batches of 4096 would leave fewer than ten steps an epoch. */
const SMALL_BELOW = 40_000;

/** The preset to begin with on data that has none of its own. */
export const suggestedPreset = (trainInteractions: number): PresetName =>
  trainInteractions < SMALL_BELOW ? 'small' : 'general';

export type Values = Readonly<Partial<Record<HyperparameterKey, number | boolean>>>;

export interface Preset {
  /** Where the numbers come from, in one sentence. */
  readonly source: string;
  readonly values: Values;
}

export type PresetTable = Readonly<Record<AlignmentName, Readonly<Record<PresetName, Preset>>>>;

const OFFICIAL = 'official code, shipped configuration';
const UNRECORDED = 'the Amazon-book values: the shipped general block is not recorded in the specification';

/** The same for all official models (model spec §2). */
export const COMMON: Values = {
  dimensions: 32,
  learning_rate: 1e-3,
  batch_size: 4096,
  epochs: 3000,
  validate_every: 3,
  patience: 5,
  patience_steps: 0
};

/**
 * The bundled data has 10,800 training interactions: one epoch is 43 steps of 256. Learning rate and regularisation were
 * chosen on the validation recall of the LightGCN base arm alone (docs/bookshop.md). Patience: 450 steps, what 15 official
 * epochs on Amazon-book come to (12 epochs here are 516).
 */
const SMALL: Values = {
  ...COMMON,
  batch_size: 256,
  validate_every: 3,
  patience: 4,
  patience_steps: 450,
  learning_rate: 3e-3,
  reg_weight: 1e-4
};

/** Alignment values of `small`: contrastive as on Amazon-book and Yelp, generative from the official general block. */
const SMALL_ALIGNMENT: Readonly<Record<AlignmentName, { readonly values: Values; readonly source: string }>> = {
  none: { values: {}, source: 'this project, chosen on the base arm’s validation recall' },
  contrastive: {
    values: { kd_weight: 1e-2, kd_temperature: 0.2 },
    source: 'base arm as in `small`; alignment as official on Amazon-book and Yelp'
  },
  kar: { values: {}, source: 'base arm as in `small`' },
  generative: {
    values: { mask_ratio: 0.1, recon_weight: 0.1, re_temperature: 0.2 },
    source: 'base arm as in `small`; alignment from the official general block'
  }
};

interface Shipped {
  readonly amazon: Values;
  readonly yelp: Values;
  readonly steam: Values;
  /** Where the specification records the general block. */
  readonly general?: Preset;
}

/**
 * A backbone's presets.
 * @param fixed values that are the same for all data sets and arms
 * @param shipped the rest, by arm and data set (model spec §7)
 * @param small backbone settings on the bundled data, the same in all three arms
 * @param source of the shipped values
 */
export function presetTable(
  fixed: Values,
  shipped: Readonly<Record<Exclude<AlignmentName, 'kar'>, Shipped>>,
  small: Values,
  source = OFFICIAL
): PresetTable {
  const arm = (alignment: AlignmentName): Readonly<Record<PresetName, Preset>> => {
    // KAR has no configuration of its own in the official code: the base arm's backbone settings.
    const { amazon, yelp, steam, general } = shipped[alignment === 'kar' ? 'none' : alignment];
    const named = alignment === 'kar' ? `${source} of the base arm; KAR has none` : source;
    const official = (values: Values): Preset => ({ source: named, values: { ...fixed, ...values } });
    const inSmall = SMALL_ALIGNMENT[alignment];
    return {
      amazon: official(amazon),
      yelp: official(yelp),
      steam: official(steam),
      general: general
        ? { ...general, values: { ...fixed, ...general.values } }
        : { source: UNRECORDED, values: { ...fixed, ...amazon } },
      small: { source: inSmall.source, values: { ...SMALL, ...fixed, ...small, ...inSmall.values } }
    };
  };
  return { none: arm('none'), contrastive: arm('contrastive'), generative: arm('generative'), kar: arm('kar') };
}

/** Values of the contrastive alignment. */
export const con = (kd_weight: number, kd_temperature: number): Values => ({ kd_weight, kd_temperature });
/** Values of the generative alignment. */
export const gen = (recon_weight: number, re_temperature: number, mask_ratio: number): Values => ({
  mask_ratio,
  recon_weight,
  re_temperature
});
