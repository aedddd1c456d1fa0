// Name, label and settings of the encoder "local", without its code. Which host the weights come from is no setting: a notebook never
// says where a page connects to.
import type { ResolvedSettings, SettingField } from '#lib/settings/field';
import { settingReader } from '#lib/settings/reader';
import type { EncoderDescription } from '../types';

const POOLINGS = ['mean', 'cls'] as const;
export type Pooling = (typeof POOLINGS)[number];
const PRECISIONS = ['q8', 'fp32'] as const;
export type Precision = (typeof PRECISIONS)[number];

export interface LocalSettings {
  readonly model: string;
  readonly precision: Precision;
  readonly prefix: string;
  readonly pooling: Pooling;
  readonly normalise: boolean;
  /** Tokens at which a text is cut. */
  readonly tokens: number;
  readonly batch: number;
}

const FIELDS: readonly SettingField[] = [
  {
    key: 'model',
    label: 'Model',
    help: 'An encoder with ONNX weights on huggingface.co, by its name there. Its weights are downloaded once (MiniLM 23 MB, others some hundred) and run on your machine.',
    type: 'text',
    default: 'Xenova/all-MiniLM-L6-v2',
    maxLength: 200,
    suggestions: [
      'Xenova/all-MiniLM-L6-v2',
      'Xenova/e5-small-v2',
      'Xenova/e5-base-v2',
      'Xenova/contriever-msmarco',
      'Xenova/bge-small-en-v1.5'
    ]
  },
  {
    key: 'precision',
    label: 'Weights',
    help: 'q8: eight bits a weight, a quarter of the download, slightly other vectors; fp32: as they were trained.',
    type: 'choice',
    default: 'q8',
    options: PRECISIONS
  },
  {
    key: 'prefix',
    label: 'Put before each text',
    help: 'What a model was trained to see first: “query: ” for E5. Empty for MiniLM and Contriever.',
    type: 'text',
    default: '',
    maxLength: 400
  },
  {
    key: 'pooling',
    label: 'Pooling',
    help: 'From vectors of tokens to one: their mean (MiniLM, E5, Contriever), or that of the first token (BGE).',
    type: 'choice',
    default: 'mean',
    options: POOLINGS
  },
  {
    key: 'normalise',
    label: 'Length 1',
    help: 'Every vector at length 1, as these models are compared by their direction. Contriever’s authors leave it as it is.',
    type: 'boolean',
    default: true
  },
  {
    key: 'tokens',
    label: 'Tokens of a text',
    help: 'Texts are cut there; most of these models take 512 at most.',
    type: 'integer',
    default: 256,
    min: 8,
    max: 8192,
    unit: 'tokens'
  },
  {
    key: 'batch',
    label: 'Texts at a time',
    help: 'More need more memory and save little time without a GPU.',
    type: 'integer',
    default: 8,
    min: 1,
    max: 256,
    unit: 'texts'
  }
];

export function readLocalSettings(resolved: ResolvedSettings): LocalSettings {
  const read = settingReader(resolved);
  return {
    model: read.text('model').trim(),
    precision: read.choice('precision', PRECISIONS),
    prefix: read.text('prefix'),
    pooling: read.choice('pooling', POOLINGS),
    normalise: read.boolean('normalise'),
    tokens: read.number('tokens'),
    batch: read.number('batch')
  };
}

export const LOCAL: EncoderDescription & { readonly reads: 'profiles' } = {
  name: 'local',
  label: 'A text encoder that runs on this machine.',
  version: 1,
  runsBeside: true,
  reads: 'profiles',
  fields: FIELDS
};
