// What a cell says to read files that were made elsewhere: their name in this browser, or their folder on the command line. Shared by
// the generator and the encoder "files". Without their code.
import type { GeneratorDescription } from '../generator';
import type { SettingField } from '#lib/settings/field';
import { UNKNOWN } from '#lib/dataset/checks/leak-check';

/** Its content, not its name, is what an artifact's id is made from. */
export const SOURCE_KEY = 'source';

export const sourceField = (help: string): SettingField => ({
  key: SOURCE_KEY,
  label: 'Files',
  help,
  type: 'text',
  default: '',
  maxLength: 400
});

export const FILES: GeneratorDescription = {
  name: 'files',
  label: `Read from files, not written here. ${UNKNOWN.sentence}`,
  version: 2,
  readsFiles: 'profiles',
  fields: [
    sourceField(
      'Profiles from files: the name they were given on the Data page, or a folder beside the notebook on the command line (profiles.jsonl, or usr_prf.pkl and itm_prf.pkl); "bookshop" reads those that came with the bundled data, where some did.'
    )
  ]
};

export const BROUGHT: GeneratorDescription = {
  name: 'dataset',
  label: `Profiles that came with the data. ${UNKNOWN.sentence}`,
  version: 1,
  fields: []
};
