// Joins a backbone's code with its description: the code gets the settings of its own table, typed as the table has them.
import type { ResolvedSettings, SettingsOf } from '#lib/settings/field';
import { settingsOf } from '#lib/settings/reader';
import type { HyperparameterField } from './description';
import type { Backbone, BackboneContext } from './types';

/** @param settings by their names in notebooks; those of others may stand among them */
export type BuildBackbone = (context: BackboneContext, settings: ResolvedSettings) => Backbone;

/** @throws Error, when it is built, where a setting is missing or of another type */
export function backbone<const Fields extends readonly HyperparameterField[]>(
  description: { readonly fields: Fields },
  build: (context: BackboneContext, settings: SettingsOf<Fields>) => Backbone
): BuildBackbone {
  return (context, settings) => build(context, settingsOf(description.fields, settings));
}
