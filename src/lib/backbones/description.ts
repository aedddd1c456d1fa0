// What a backbone says of itself without its code: forms, validation, documentation, labels and presets are made from it. Its code is
// in the same folder and keeps the contract of types.ts.
import type { BooleanField, IntegerField, NumberField } from '#lib/settings/field';
import type { BackbonePresets } from './presets';

/** A setting of a trained model: a number or a switch. Its value is the preset's where a notebook says nothing. */
export type HyperparameterField = IntegerField | NumberField | BooleanField;

export interface BackboneDescription {
  /** As notebooks write it. */
  readonly name: string;
  /** As the field writes it. */
  readonly label: string;
  /** Its own settings; what several backbones mean alike is in shared/fields.ts. Numbers before switches. */
  readonly fields: readonly HyperparameterField[];
  readonly presets: BackbonePresets;
  /** It has no node table: what it learns from are the items' semantic vectors. */
  readonly isOfTexts?: true;
}
