// Joins an alignment's code with its description: the code gets the settings of its own table, typed as the table has them.
import type { HyperparameterField } from '#lib/backbones/description';
import type { ResolvedSettings, SettingsOf } from '#lib/settings/field';
import { settingsOf } from '#lib/settings/reader';
import type { Alignment, AlignmentContext } from './types';

/** @param settings by their names in notebooks; those of others may stand among them */
export type BuildAlignment = (context: AlignmentContext, settings: ResolvedSettings) => Alignment;

/** @throws Error, when it is built, where a setting is missing or of another type */
export function alignment<const Fields extends readonly HyperparameterField[]>(
  description: { readonly fields: Fields },
  build: (context: AlignmentContext, settings: SettingsOf<Fields>) => Alignment
): BuildAlignment {
  return (context, settings) => build(context, settingsOf(description.fields, settings));
}
