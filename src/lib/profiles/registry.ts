// Profile generators by name, with their code. Generators that ask an LLM take their place here: the interface is
// asynchronous and can be cancelled already; what they add (an endpoint, an estimate of cost) is theirs to declare.
import type { TrainView } from '#lib/dataset/types';
import { appError } from '#lib/errors/app-error';
import type { GeneratorDescription } from './generators';
import type { ResolvedSettings, SettingValues } from './settings';
import { resolveSettings } from './settings';
import { readTemplateSettings, TEMPLATE } from './template/settings';
import { templateGenerator } from './template/template';
import type { JobControl, ProfileGenerator, ProfileSet } from './types';

export interface GeneratorEntry extends GeneratorDescription {
  /** Checked, with defaults filled in: what an artifact's id is made from. */
  resolve(values: SettingValues): ResolvedSettings;
  /** Profiles by index: [users], [items]. `values` as the document has them. */
  generate(view: TrainView, values: SettingValues, seed: number, control: JobControl): Promise<ProfileSet>;
}

function entry<Settings>(
  description: GeneratorDescription,
  generator: ProfileGenerator<Settings>,
  read: (resolved: ResolvedSettings) => Settings
): GeneratorEntry {
  const resolve = (values: SettingValues) => resolveSettings(description.name, description.fields, values);
  return {
    ...description,
    resolve,
    generate: async (view, values, seed, control) => generator.generate(view, read(resolve(values)), seed, control)
  };
}

export const PROFILE_GENERATORS: readonly GeneratorEntry[] = [entry(TEMPLATE, templateGenerator, readTemplateSettings)];

export function profileGenerator(name: string): GeneratorEntry {
  const found = PROFILE_GENERATORS.find((generator) => generator.name === name);
  if (!found) {
    const known = PROFILE_GENERATORS.map((generator) => generator.name).join(', ');
    throw appError('profiles/unknown-generator', { name, known }, { field: 'generator' });
  }
  return found;
}
