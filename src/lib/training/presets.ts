// Presets: hyperparameters as shipped with the official code (per model and data set; RLMRec model spec §7, from
// HKUDS/RLMRec at 2241375, encoder/config/modelconf), and `small` for the bundled data. A preset is data with its source: one
// file a backbone in presets/.
import { appError } from '#lib/errors/app-error';
import { hyperparametersOf, partOf, type Hyperparameter, type HyperparameterKey } from './hyperparameters';
import { autocf } from '#lib/backbones/autocf/settings';
import { bprMf } from '#lib/backbones/bpr-mf/settings';
import { dccf } from '#lib/backbones/dccf/settings';
import { gccf } from '#lib/backbones/gccf/settings';
import { lightgcn } from '#lib/backbones/lightgcn/settings';
import { sgl } from '#lib/backbones/sgl/settings';
import { simgcl } from '#lib/backbones/simgcl/settings';
import { COMMON, type PresetName, type PresetTable, type Values } from '#lib/backbones/presets';
import type { AlignmentName, BackboneName, RunSettings } from './types';

export { PRESETS, suggestedPreset, type PresetName } from '#lib/backbones/presets';

/** What a notebook sets beside the preset, by key. */
export type Overrides = Readonly<Record<string, number | boolean>>;

const BY_BACKBONE: Readonly<Record<BackboneName, PresetTable>> = {
  gccf,
  lightgcn,
  sgl,
  simgcl,
  dccf,
  autocf,
  'bpr-mf': bprMf
};

/** Where the numbers of a preset come from, in one sentence. */
export function presetSource(backbone: BackboneName, alignment: AlignmentName, preset: PresetName): string {
  return BY_BACKBONE[backbone][alignment][preset].source;
}

/** All hyperparameters of a run by key: the preset's, then what the notebook sets beside it. */
export function resolveHyperparameters(
  backbone: BackboneName,
  alignment: AlignmentName,
  preset: PresetName,
  overrides: Overrides = {}
): Readonly<Record<string, number | boolean>> {
  const table = hyperparametersOf(backbone, alignment);
  for (const key of Object.keys(overrides)) {
    if (!table.some((parameter) => parameter.key === key)) {
      throw appError('training/unknown-hyperparameter', { key, backbone, alignment, known: table.map((p) => p.key) });
    }
  }
  const values: Values = { ...COMMON, ...BY_BACKBONE[backbone][alignment][preset].values };
  return Object.fromEntries(
    table.flatMap((p): [string, number | boolean][] => {
      const value = overrides[p.key] ?? values[p.key];
      return p.optional && value === undefined ? [] : [[p.key, checked(p, value)]];
    })
  );
}

function checked(parameter: Hyperparameter, value: number | boolean | undefined): number | boolean {
  const { key, min = -Infinity, max = Infinity, type } = parameter;
  if (type === 'boolean') {
    if (typeof value === 'boolean') return value;
    throw appError('training/hyperparameter-type', { key, value: String(value) });
  }
  const isNumber = typeof value === 'number';
  const fits = isNumber && value >= min && value <= max && (type === 'number' || Number.isInteger(value));
  if (!fits) throw appError('training/hyperparameter-range', { key, value: String(value), min, max, type });
  return value;
}

/**
 * The settings of a run.
 * @throws AppError training/unknown-hyperparameter, training/hyperparameter-range
 */
export function resolveSettings(
  backbone: BackboneName,
  alignment: AlignmentName,
  preset: PresetName,
  overrides: Overrides = {}
): RunSettings {
  const values = resolveHyperparameters(backbone, alignment, preset, overrides);
  const get = (key: HyperparameterKey): number => {
    const value = values[key];
    if (typeof value !== 'number') throw new Error(`The preset has no ${key}`);
    return value;
  };
  const settingsOf = (part: 'backbone' | 'alignment'): Record<string, number | boolean> =>
    Object.fromEntries(Object.entries(values).filter(([key]) => partOf(key) === part));
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
    backboneSettings: settingsOf('backbone'),
    alignmentSettings: settingsOf('alignment')
  };
}
