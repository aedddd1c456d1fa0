// The profile generators there are, by name, label and settings: for forms, validation and help, which need no code of
// theirs (a page that only shows a form must not load the pipeline). The code is joined to them in registry.ts.
import { BROUGHT, FILES } from './files/settings';
import { LLM } from './llm/settings';
import type { GeneratorDescription } from './generator';
import { TEMPLATE } from './template/settings';

export const GENERATORS: readonly GeneratorDescription[] = [TEMPLATE, LLM, BROUGHT, FILES];
