// The dataset cell: where interactions, split and texts come from.
import { NAME_FIELD } from './common';
import type { FieldReader } from './reader';
import type { CellSchema, ResolvedDataset } from './types';

export const datasetSchema: CellSchema = {
  kind: 'dataset',
  title: 'Data set',
  help: 'Interactions with their split into training, validation and test, and texts where there are some.',
  fields: [
    NAME_FIELD,
    {
      key: 'source',
      label: 'Source',
      help: 'The name of a bundled data set (bookshop), the URL of a folder that holds one, or on the command line a folder, relative to the notebook.',
      type: 'text',
      required: true
    }
  ]
};

export function resolveDataset(reader: FieldReader): ResolvedDataset {
  return { kind: 'dataset', name: reader.text('name'), source: reader.text('source') };
}
