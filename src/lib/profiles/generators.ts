// The profile generators there are, by name, label and settings: for forms, validation and help, which need no code of
// theirs (a page that only shows a form must not load the pipeline). The code is joined to them in registry.ts.
import { BROUGHT, FILES } from './files/settings';
import { LLM } from './llm/settings';
import type { SettingField } from '#lib/settings/field';
import { TEMPLATE } from './template/settings';

export interface GeneratorDescription {
  readonly name: string;
  /** One sentence that a reader sees beside every profile. */
  readonly label: string;
  /** Raised when a change of code changes results. */
  readonly version: number;
  /** It asks a service, which may cost money. */
  readonly asksService?: true;
  /** It reads what the data say of items. */
  readonly readsTexts?: true;
  /** It reads files that its setting "source" names. */
  readonly readsFiles?: 'profiles';
  readonly fields: readonly SettingField[];
}

export const GENERATORS: readonly GeneratorDescription[] = [TEMPLATE, LLM, BROUGHT, FILES];
