// What was done in a run, as flat settings under the names that notebooks use, and how two treatments differ. Pure.
import { alignmentSuffix } from '#lib/alignment/names';
import { backboneNamed } from '#lib/backbones/names';
import { partOf } from '#lib/training/settings/hyperparameters';
import type { RunSettings } from '#lib/training/types';

export type Treatment = Readonly<Record<string, string | number | boolean>>;

/**
 * All settings of a run.
 * @param embeddings what an alignment reads, in a few words; left out where it reads nothing
 */
export function treatmentOf(settings: RunSettings, embeddings?: string): Treatment {
  return {
    backbone: settings.backbone,
    alignment: settings.alignment,
    ...(embeddings === undefined ? {} : { embeddings }),
    dimensions: settings.dimensions,
    ...settings.backboneSettings,
    reg_weight: settings.regWeight,
    ...(settings.init === undefined ? {} : { init: settings.init }),
    ...settings.alignmentSettings,
    learning_rate: settings.learningRate,
    batch_size: settings.batchSize,
    epochs: settings.epochs,
    validate_every: settings.validateEvery,
    patience: settings.patience,
    patience_steps: settings.patienceSteps
  };
}

export interface SettingDifference {
  readonly key: string;
  /** "key: ours (theirs)"; a setting that one side does not have is "none". */
  readonly text: string;
}

export function treatmentDifferences(ours: Treatment, theirs: Treatment): SettingDifference[] {
  const keys = [...new Set([...Object.keys(theirs), ...Object.keys(ours)])];
  return keys
    .filter((key) => ours[key] !== theirs[key])
    .map((key) => ({ key, text: `${key}: ${String(ours[key] ?? 'none')} (${String(theirs[key] ?? 'none')})` }));
}

/** Whether a key of a treatment says how the run is aligned: which alignment, what it reads, and its hyperparameters. */
export const isOfAlignment = (key: string): boolean =>
  key === 'alignment' || key === 'embeddings' || partOf(key) === 'alignment';

/** A run's name as the field writes it: "LightGCN", "LightGCN-Con", "LightGCN-Gen". */
export function runLabel({ backbone, alignment }: Pick<RunSettings, 'backbone' | 'alignment'>): string {
  return backboneNamed(backbone).label + alignmentSuffix(alignment);
}
