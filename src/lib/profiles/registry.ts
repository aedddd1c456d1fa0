// Profile generators by name. Generators that ask an LLM take their place here: the interface is asynchronous and can be
// cancelled already; what they add (an endpoint, an estimate of cost) is theirs to declare beside `fields`.
import type { TrainView } from '#lib/dataset/types';
import { appError } from '#lib/errors/app-error';
import type { ResolvedSettings, SettingField, SettingValues } from './settings';
import { resolveSettings } from './settings';
import { readTemplateSettings, TEMPLATE_FIELDS, templateGenerator } from './template/template';
import type { JobControl, ProfileGenerator, ProfileSet } from './types';

export interface GeneratorEntry {
  readonly name: string;
  readonly label: string;
  readonly version: number;
  readonly fields: readonly SettingField[];
  /** Checked, with defaults filled in: what an artifact's id is made from. */
  resolve(values: SettingValues): ResolvedSettings;
  /** Profiles by index: [users], [items]. `values` as the document has them. */
  generate(view: TrainView, values: SettingValues, seed: number, control: JobControl): Promise<ProfileSet>;
}

function entry<Settings>(
  generator: ProfileGenerator<Settings>,
  fields: readonly SettingField[],
  read: (resolved: ResolvedSettings) => Settings
): GeneratorEntry {
  const { name, label, version } = generator;
  const resolve = (values: SettingValues) => resolveSettings(name, fields, values);
  return {
    name,
    label,
    version,
    fields,
    resolve,
    generate: async (view, values, seed, control) => generator.generate(view, read(resolve(values)), seed, control)
  };
}

export const PROFILE_GENERATORS: readonly GeneratorEntry[] = [
  entry(templateGenerator, TEMPLATE_FIELDS, readTemplateSettings)
];

export function profileGenerator(name: string): GeneratorEntry {
  const found = PROFILE_GENERATORS.find((generator) => generator.name === name);
  if (!found) {
    const known = PROFILE_GENERATORS.map((generator) => generator.name).join(', ');
    throw appError('profiles/unknown-generator', { name, known }, { field: 'generator' });
  }
  return found;
}
