// Profile generators by name, with their code. All of them read a TrainView; one asks a language model, which the environment
// brings, and two hand on what others wrote. What readers changed by hand is put in here, the same for all.
import type { TrainView } from '#lib/dataset/types';
import { appError } from '#lib/errors/app-error';
import { NO_EDITS, withEditedTexts } from './edits';
import { broughtProfiles } from './files/with-data';
import { BROUGHT, FILES } from './files/settings';
import { LLM, readLlmSettings } from './llm/settings';
import type { ResolvedSettings, SettingValues } from '#lib/settings/field';
import { resolveSettings } from '#lib/settings/resolve';
import { readTemplateSettings, TEMPLATE } from './template/settings';
import { templateGenerator } from './template/template';
import type { GeneratorContext, GeneratorDescription } from './generator';
import type { ProfileSet } from './types';

export interface GeneratorEntry extends GeneratorDescription {
  /** Checked, with defaults filled in: what an artifact's id is made from. */
  resolve(values: SettingValues): ResolvedSettings;
  /** Profiles by index: [users], [items]. `values` as the document has them. */
  generate(view: TrainView, values: SettingValues, seed: number, context: GeneratorContext): Promise<ProfileSet>;
}

function entry(
  description: GeneratorDescription,
  generate: (
    view: TrainView,
    resolved: ResolvedSettings,
    seed: number,
    context: GeneratorContext
  ) => Promise<ProfileSet>
): GeneratorEntry {
  const resolve = (values: SettingValues) => resolveSettings(description.name, description.fields, values);
  return {
    ...description,
    resolve,
    generate: async (view, values, seed, context) => {
      const set = await generate(view, resolve(values), seed, context);
      const edits = context.edits ?? NO_EDITS;
      return {
        ...set,
        users: withEditedTexts(set.users, 'user', view.userIds, edits),
        items: withEditedTexts(set.items, 'item', view.itemIds, edits)
      };
    }
  };
}

export const PROFILE_GENERATORS: readonly GeneratorEntry[] = [
  entry(TEMPLATE, (view, resolved, seed, context) =>
    templateGenerator.generate(view, readTemplateSettings(resolved), seed, context)
  ),
  entry(LLM, async (view, resolved, seed, context) => {
    // The client is large, and the engine has no use for it.
    const { generateWithLlm } = await import('./llm/generate');
    return generateWithLlm(view, readLlmSettings(resolved), seed, context);
  }),
  entry(BROUGHT, (view, _resolved, _seed, { brought }) => Promise.resolve(broughtProfiles(view, brought))),
  entry(FILES, async (view, resolved, _seed, context) => {
    const { profilesFromFiles } = await import('./files/read');
    return profilesFromFiles(view, resolved, context);
  })
];

export function profileGenerator(name: string): GeneratorEntry {
  const found = PROFILE_GENERATORS.find((generator) => generator.name === name);
  if (!found) {
    const known = PROFILE_GENERATORS.map((generator) => generator.name).join(', ');
    throw appError('profiles/unknown-generator', { name, known }, { field: 'generator' });
  }
  return found;
}
