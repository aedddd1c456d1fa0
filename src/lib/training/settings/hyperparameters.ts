// Every hyperparameter that a notebook may set, as one table: the trainer's own, then those of the backbones, then those of the
// alignments, merged from their modules. Forms, validation and documentation are made from it. Values are presets' (presets.ts).
import { ALIGNMENTS } from '#lib/alignment/registry';
import type { HyperparameterField } from '#lib/backbones/description';
import { BACKBONES } from '#lib/backbones/registry';
import type { AlignmentName } from '#lib/alignment/names';
import type { BackboneName } from '#lib/backbones/names';
import { TRAINING_FIELDS } from './settings';

/**
 * Whose a hyperparameter is: of training whatever is trained, or of the backbones or alignments that are named. What a run hands to which
 * part, where a form shows a key and what a comparison counts as alignment follow from it.
 */
export type Owner =
  { readonly part: 'training' } | { readonly part: 'backbone' | 'alignment'; readonly names: readonly string[] };

export type Hyperparameter = HyperparameterField & { readonly belongsTo: Owner };

/** A backbone or an alignment, as far as the table asks. */
interface Module {
  readonly name: string;
  readonly fields: readonly HyperparameterField[];
}

/**
 * The table of all that may be set.
 * @throws Error where two modules mean different things by one key: results could not be told apart
 */
export function hyperparameterTable(
  backbones: readonly Module[],
  alignments: readonly Module[]
): readonly Hyperparameter[] {
  const table = [
    ...TRAINING_FIELDS.map((field): Hyperparameter => ({ ...field, belongsTo: { part: 'training' } })),
    ...joined('backbone', backbones),
    ...joined('alignment', alignments)
  ];
  const twice = table.find(({ key }, at) => table.findIndex((other) => other.key === key) !== at);
  if (twice) throw new Error(`The hyperparameter ${twice.key} has two meanings: give one of them another key.`);
  return table;
}

/** Fields of several modules as one list, each once with the names of all that have it: numbers, then switches. */
function joined(part: 'backbone' | 'alignment', modules: readonly Module[]): Hyperparameter[] {
  const found = new Map<string, { readonly field: HyperparameterField; readonly names: string[] }>();
  for (const { name, fields } of modules) {
    for (const field of fields) {
      // What means something else is another entry, which the caller refuses.
      const meaning = JSON.stringify(Object.entries(field).sort(([a], [b]) => (a < b ? -1 : 1)));
      const before = found.get(meaning);
      if (before) before.names.push(name);
      else found.set(meaning, { field, names: [name] });
    }
  }
  const all = [...found.values()].map(({ field, names }): Hyperparameter => ({ ...field, belongsTo: { part, names } }));
  const isSwitch = ({ type }: Hyperparameter): boolean => type === 'boolean';
  return [...all.filter((one) => !isSwitch(one)), ...all.filter(isSwitch)];
}

export const HYPERPARAMETERS = hyperparameterTable(BACKBONES, ALIGNMENTS);

/** The hyperparameters that a run of this backbone and alignment has. */
export function hyperparametersOf(backbone: BackboneName, alignment: AlignmentName): readonly Hyperparameter[] {
  return HYPERPARAMETERS.filter(
    ({ belongsTo }) =>
      belongsTo.part === 'training' || belongsTo.names.includes(belongsTo.part === 'backbone' ? backbone : alignment)
  );
}

/** Whose a key is; null for what is no hyperparameter. */
export function partOf(key: string): Owner['part'] | null {
  return HYPERPARAMETERS.find((parameter) => parameter.key === key)?.belongsTo.part ?? null;
}
