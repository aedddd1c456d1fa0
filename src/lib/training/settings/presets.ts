// Presets put together: the trainer's values, the backbone's over them, the alignment's over both; and a run's settings from them, with
// what a notebook sets beside. Where the values come from is in the modules: backbones/presets.ts says what a preset is.
import { alignmentNamed, type AlignmentName } from '#lib/alignment/names';
import type { AlignmentDescription } from '#lib/alignment/types';
import type { BackboneDescription } from '#lib/backbones/description';
import { backboneNamed, type BackboneName } from '#lib/backbones/names';
import { backbonePreset, shippedPreset, type Preset, type PresetName, type Shipped } from '#lib/backbones/presets';
import { appError } from '#lib/errors/app-error';
import { takes } from '#lib/settings/expectation';
import type { SettingsOf } from '#lib/settings/field';
import { settingsOf } from '#lib/settings/reader';
import { hyperparametersOf, partOf, type Hyperparameter } from './hyperparameters';
import { COMMON, SMALL, TRAINING_FIELDS } from './settings';
import type { RunSettings } from '../types';

/** What a notebook sets beside the preset, by key. */
export type Overrides = Readonly<Record<string, number | boolean>>;

/** A preset of a backbone, aligned or by itself: its values, and where they come from. */
export function presetOf(
  backbone: BackboneDescription,
  alignment: AlignmentDescription | null,
  preset: PresetName
): Preset {
  const base = backbonePreset(backbone.presets, preset);
  const own = alignment ? alignedPreset(backbone, alignment, base, preset) : base;
  return {
    source: own.source,
    values: { ...COMMON, ...(preset === 'small' ? SMALL : {}), ...base.values, ...own.values }
  };
}

/** What an alignment changes and adds: shipped where it was for this backbone and data, else its own values over the base arm's. */
function alignedPreset(
  { name }: BackboneDescription,
  { presets }: AlignmentDescription,
  base: Preset,
  preset: PresetName
): Preset {
  const byBackbone: Readonly<Record<string, Shipped>> = presets.shipped ?? {};
  const shipped = byBackbone[name];
  if (shipped && preset !== 'small') return shippedPreset(shipped, preset);
  return { source: `${base.source}; ${presets.own.source}`, values: presets.own.values };
}

/** Where the numbers of a preset come from, in one sentence. */
export function presetSource(backbone: BackboneName, alignment: AlignmentName, preset: PresetName): string {
  return presetOf(backboneNamed(backbone), alignmentNamed(alignment), preset).source;
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
  const { values } = presetOf(backboneNamed(backbone), alignmentNamed(alignment), preset);
  return Object.fromEntries(
    table.flatMap((p): [string, number | boolean][] => {
      const value = overrides[p.key] ?? values[p.key];
      return p.optional && value === undefined ? [] : [[p.key, checked(p, value)]];
    })
  );
}

function checked(parameter: Hyperparameter, value: number | boolean | undefined): number | boolean {
  const { key, type } = parameter;
  if (value !== undefined && takes(parameter, value)) return value;
  if (type === 'boolean') throw appError('training/hyperparameter-type', { key, value: String(value) });
  const { min, max } = parameter;
  throw appError('training/hyperparameter-range', { key, value: String(value), min, max, type });
}

/**
 * The settings of a run.
 * @throws AppError training/unknown-hyperparameter, training/hyperparameter-range, training/hyperparameter-type
 */
export function resolveSettings(
  backbone: BackboneName,
  alignment: AlignmentName,
  preset: PresetName,
  overrides: Overrides = {}
): RunSettings {
  const values = resolveHyperparameters(backbone, alignment, preset, overrides);
  const of = (part: 'backbone' | 'alignment'): Record<string, number | boolean> =>
    Object.fromEntries(Object.entries(values).filter(([key]) => partOf(key) === part));
  const own: SettingsOf<typeof TRAINING_FIELDS> = settingsOf(TRAINING_FIELDS, values);
  return {
    backbone,
    alignment,
    dimensions: own.dimensions,
    learningRate: own.learning_rate,
    batchSize: own.batch_size,
    epochs: own.epochs,
    validateEvery: own.validate_every,
    patience: own.patience,
    patienceSteps: own.patience_steps,
    regWeight: own.reg_weight,
    backboneSettings: of('backbone'),
    alignmentSettings: of('alignment')
  };
}
