// Name, label and settings of the encoder "local", without its code. Which host the weights come from is no setting: a notebook never
// says where a page connects to.
import type { ResolvedSettings, SettingField } from '#lib/settings/field';
import { settingReader } from '#lib/settings/reader';
import { DEVICES, type Device } from '#lib/local-models/types';
import type { EncoderDescription } from '../types';
import { byPreset, KNOWN_ENCODERS, LOCAL_PRESETS } from './presets';

const POOLINGS = ['mean', 'cls', 'last', 'output'] as const;
export type Pooling = (typeof POOLINGS)[number];
const PRECISIONS = ['q4', 'q8', 'fp16', 'fp32'] as const;
export type Precision = (typeof PRECISIONS)[number];

export interface LocalSettings {
  /** 'none', or that of a known encoder. */
  readonly preset: string;
  readonly model: string;
  readonly revision: string;
  readonly precision: Precision;
  /** Put before each text, before that of its own side. */
  readonly prefix: string;
  readonly userPrefix: string;
  readonly itemPrefix: string;
  readonly pooling: Pooling;
  /** Numbers of a vector that are kept, from its beginning; 0 keeps all. */
  readonly truncate: number;
  readonly normalise: boolean;
  /** Tokens at which a text is cut. */
  readonly tokens: number;
  readonly batch: number;
  readonly device: Device;
}

const FIELDS: readonly SettingField[] = [
  {
    key: 'preset',
    label: 'Preset',
    help: 'A known encoder: its model, prefixes, pooling and length become the defaults.',
    type: 'choice',
    default: 'none',
    options: LOCAL_PRESETS,
    // What it sets does.
    identifies: 'never'
  },
  {
    key: 'model',
    label: 'Model',
    help: 'An encoder with ONNX weights on huggingface.co, downloaded once (MiniLM 23 MB, others some hundred) and run on your machine.',
    type: 'text',
    default: 'Xenova/all-MiniLM-L6-v2',
    defaultBy: byPreset('model'),
    maxLength: 200,
    suggestions: [
      ...KNOWN_ENCODERS.map(({ settings }) => settings.model),
      'Xenova/e5-small-v2',
      'Xenova/e5-base-v2',
      'Xenova/bge-small-en-v1.5'
    ]
  },
  {
    key: 'revision',
    label: 'Revision',
    help: 'A commit of the model on the hub, so that others get the same weights; "main" is the newest.',
    type: 'text',
    default: 'main',
    maxLength: 100,
    identifies: 'unless-default'
  },
  {
    key: 'precision',
    label: 'Weights',
    help: 'Bits a weight. q8: a quarter of the download, slightly other vectors, on WebAssembly. q4, fp16 and fp32 (as trained) run on a GPU where there is one.',
    type: 'choice',
    default: 'q8',
    options: PRECISIONS
  },
  {
    key: 'device',
    label: 'Device',
    help: 'webgpu: on the GPU, if two texts come out there as on WebAssembly; else, and with q8, on WebAssembly, which gives the same numbers everywhere.',
    type: 'choice',
    default: 'webgpu',
    options: DEVICES,
    // As a run's backend.
    identifies: 'never'
  },
  {
    key: 'prefix',
    label: 'Put before each text',
    help: 'What a model was trained to see first: “query: ” for E5. Empty for MiniLM and Contriever.',
    type: 'text',
    default: '',
    defaultBy: byPreset('prefix'),
    maxLength: 400
  },
  {
    key: 'user_prefix',
    label: 'Put before each user’s text',
    help: 'Likewise, for users: the instruction of models that tell who asks from what is found.',
    type: 'text',
    default: '',
    defaultBy: byPreset('user_prefix'),
    maxLength: 1000,
    multiline: true,
    identifies: 'unless-default'
  },
  {
    key: 'item_prefix',
    label: 'Put before each item’s text',
    help: 'Likewise, for items.',
    type: 'text',
    default: '',
    defaultBy: byPreset('item_prefix'),
    maxLength: 1000,
    multiline: true,
    identifies: 'unless-default'
  },
  {
    key: 'pooling',
    label: 'Pooling',
    help: 'From vectors of tokens to one: their mean, that of the first token or of the last; output: the model’s own sentence_embedding.',
    type: 'choice',
    default: 'mean',
    defaultBy: byPreset('pooling'),
    options: POOLINGS
  },
  {
    key: 'truncate',
    label: 'First numbers kept',
    help: 'Keeps the first so many numbers (Matryoshka: Qwen3-Embedding, EmbeddingGemma); 0 keeps all.',
    type: 'integer',
    default: 0,
    min: 0,
    max: 8192,
    unit: 'numbers',
    identifies: 'unless-default'
  },
  {
    key: 'normalise',
    label: 'Length 1',
    help: 'Every vector at length 1. Contriever’s authors leave it as it is.',
    type: 'boolean',
    default: true,
    defaultBy: byPreset('normalise')
  },
  {
    key: 'tokens',
    label: 'Tokens of a text',
    help: 'Texts are cut there; most of these models take 512 at most.',
    type: 'integer',
    default: 256,
    defaultBy: byPreset('tokens'),
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
    preset: read.choice('preset', LOCAL_PRESETS),
    model: read.text('model').trim(),
    revision: read.text('revision').trim(),
    precision: read.choice('precision', PRECISIONS),
    prefix: read.text('prefix'),
    userPrefix: read.text('user_prefix'),
    itemPrefix: read.text('item_prefix'),
    pooling: read.choice('pooling', POOLINGS),
    truncate: read.number('truncate'),
    normalise: read.boolean('normalise'),
    tokens: read.number('tokens'),
    batch: read.number('batch'),
    device: read.choice('device', DEVICES)
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
