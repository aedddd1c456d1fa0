// Presets: hyperparameters as shipped with the official code (per model and data set; RLMRec model spec §7, from
// HKUDS/RLMRec at 2241375, encoder/config/modelconf), and `small` for the bundled data. A preset is data with its source.
import { appError } from '#lib/errors/app-error';
import { hyperparametersOf, type Hyperparameter, type HyperparameterKey } from './hyperparameters';
import type { AlignmentName, BackboneName, RunSettings } from './types';

export const PRESETS = ['amazon', 'yelp', 'steam', 'general', 'small'] as const;
export type PresetName = (typeof PRESETS)[number];

type Values = Partial<Record<HyperparameterKey, number>>;

interface Preset {
  readonly source: string;
  readonly values: Values;
}

const OFFICIAL = 'official code, shipped configuration';

/** The same for all official models (model spec §2). */
const COMMON: Values = {
  dimensions: 32,
  learning_rate: 1e-3,
  batch_size: 4096,
  epochs: 3000,
  validate_every: 3,
  patience: 5,
  patience_steps: 0
};

/**
 * The bundled data has 10,800 training interactions: one epoch is 43 steps of 256. Identical backbone settings in all
 * three arms, so that a table compares alignment and nothing else. reg_weight, layers and learning rate were chosen on the
 * validation recall of the base arm alone (docs/bookshop.md), alignment weights and temperatures are official ones.
 * Patience: 450 steps, what 15 official epochs on Amazon-book come to (12 epochs here are 516).
 */
const SMALL: Values = {
  ...COMMON,
  batch_size: 256,
  validate_every: 3,
  patience: 4,
  patience_steps: 450,
  learning_rate: 3e-3,
  reg_weight: 1e-4,
  layers: 3,
  keep_rate: 0.8
};

const lightgcn: Record<AlignmentName, Record<PresetName, Preset>> = {
  none: {
    amazon: { source: OFFICIAL, values: { layers: 3, keep_rate: 0.8, reg_weight: 1e-6 } },
    yelp: { source: OFFICIAL, values: { layers: 3, keep_rate: 0.8, reg_weight: 1e-6 } },
    steam: { source: OFFICIAL, values: { layers: 2, keep_rate: 0.8, reg_weight: 1e-6 } },
    general: {
      source: 'the Amazon-book values: the shipped general block is not recorded in the specification',
      values: { layers: 3, keep_rate: 0.8, reg_weight: 1e-6 }
    },
    small: { source: 'this project, chosen on the base arm’s validation recall', values: SMALL }
  },
  contrastive: {
    amazon: {
      source: OFFICIAL,
      values: { layers: 3, keep_rate: 0.8, reg_weight: 1e-7, kd_weight: 1e-2, kd_temperature: 0.2 }
    },
    yelp: {
      source: OFFICIAL,
      values: { layers: 3, keep_rate: 0.8, reg_weight: 1e-7, kd_weight: 1e-2, kd_temperature: 0.2 }
    },
    steam: {
      source: OFFICIAL,
      values: { layers: 3, keep_rate: 0.8, reg_weight: 1e-8, kd_weight: 1e-3, kd_temperature: 0.1 }
    },
    general: {
      source: 'the Amazon-book values: the shipped general block is not recorded in the specification',
      values: { layers: 3, keep_rate: 0.8, reg_weight: 1e-7, kd_weight: 1e-2, kd_temperature: 0.2 }
    },
    small: {
      source: 'base arm as in `small`; alignment as official on Amazon-book and Yelp',
      values: { ...SMALL, kd_weight: 1e-2, kd_temperature: 0.2 }
    }
  },
  generative: {
    amazon: {
      source: OFFICIAL,
      values: {
        layers: 2,
        keep_rate: 0.8,
        reg_weight: 1e-7,
        mask_ratio: 0.15,
        recon_weight: 0.1,
        re_temperature: 0.5
      }
    },
    yelp: {
      source: OFFICIAL,
      values: {
        layers: 2,
        keep_rate: 0.8,
        reg_weight: 1e-7,
        mask_ratio: 0.05,
        recon_weight: 0.01,
        re_temperature: 0.1
      }
    },
    steam: {
      source: OFFICIAL,
      values: {
        layers: 2,
        keep_rate: 0.8,
        reg_weight: 1e-6,
        mask_ratio: 0.15,
        recon_weight: 0.1,
        re_temperature: 0.5
      }
    },
    general: {
      source: 'official general block; reg_weight and keep_rate as on Amazon-book',
      values: {
        layers: 3,
        keep_rate: 0.8,
        reg_weight: 1e-7,
        mask_ratio: 0.1,
        recon_weight: 0.1,
        re_temperature: 0.2
      }
    },
    small: {
      source: 'base arm as in `small`; alignment from the official general block',
      values: { ...SMALL, mask_ratio: 0.1, recon_weight: 0.1, re_temperature: 0.2 }
    }
  }
};

const BY_BACKBONE: Record<BackboneName, Record<AlignmentName, Record<PresetName, Preset>>> = { lightgcn };

/** Where the numbers of a preset come from, in one sentence. */
export function presetSource(backbone: BackboneName, alignment: AlignmentName, preset: PresetName): string {
  return BY_BACKBONE[backbone][alignment][preset].source;
}

/** All hyperparameters of a run by key: the preset's, then what the notebook sets beside it. */
export function resolveHyperparameters(
  backbone: BackboneName,
  alignment: AlignmentName,
  preset: PresetName,
  overrides: Readonly<Record<string, number>> = {}
): Readonly<Record<string, number>> {
  const table = hyperparametersOf(backbone, alignment);
  for (const key of Object.keys(overrides)) {
    if (!table.some((parameter) => parameter.key === key)) {
      throw appError('training/unknown-hyperparameter', { key, backbone, alignment, known: table.map((p) => p.key) });
    }
  }
  const values: Values = { ...COMMON, ...BY_BACKBONE[backbone][alignment][preset].values };
  return Object.fromEntries(table.map((p) => [p.key, checked(p, overrides[p.key] ?? values[p.key])]));
}

function checked(parameter: Hyperparameter, value: number | undefined): number {
  const { key, min, max, type } = parameter;
  const fits = value !== undefined && value >= min && value <= max && (type === 'number' || Number.isInteger(value));
  if (!fits) throw appError('training/hyperparameter-range', { key, value: String(value), min, max, type });
  return value;
}

const TRAINING_KEYS: ReadonlySet<string> = new Set([
  'dimensions',
  'learning_rate',
  'batch_size',
  'epochs',
  'validate_every',
  'patience',
  'patience_steps',
  'reg_weight'
]);
const ALIGNMENT_KEYS: ReadonlySet<string> = new Set([
  'kd_weight',
  'kd_temperature',
  'mask_ratio',
  'recon_weight',
  're_temperature'
]);

/**
 * The settings of a run.
 * @throws AppError training/unknown-hyperparameter, training/hyperparameter-range
 */
export function resolveSettings(
  backbone: BackboneName,
  alignment: AlignmentName,
  preset: PresetName,
  overrides: Readonly<Record<string, number>> = {}
): RunSettings {
  const values = resolveHyperparameters(backbone, alignment, preset, overrides);
  const get = (key: HyperparameterKey): number => {
    const value = values[key];
    if (value === undefined) throw new Error(`The preset has no ${key}`);
    return value;
  };
  const pick = (belongs: (key: string) => boolean): Record<string, number> =>
    Object.fromEntries(Object.entries(values).filter(([key]) => belongs(key)));
  return {
    backbone,
    alignment,
    dimensions: get('dimensions'),
    learningRate: get('learning_rate'),
    batchSize: get('batch_size'),
    epochs: get('epochs'),
    validateEvery: get('validate_every'),
    patience: get('patience'),
    patienceSteps: get('patience_steps'),
    regWeight: get('reg_weight'),
    backboneSettings: pick((key) => !TRAINING_KEYS.has(key) && !ALIGNMENT_KEYS.has(key)),
    alignmentSettings: pick((key) => ALIGNMENT_KEYS.has(key))
  };
}
