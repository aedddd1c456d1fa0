// Name, label and settings of the generator "llm", without its code: what forms, validation and help are made from. The endpoint
// and the key are no settings: a notebook never holds them.
import { DOMAINS, type Domain } from '../domains';
import {
  LOCAL_CHAT_FIELDS,
  LOCAL_MODEL_DEFAULT,
  LOCAL_TEMPERATURE,
  PROVIDER_FIELD,
  readProvider,
  type Provider
} from '#lib/llm/local/settings';
import type { GeneratorDescription } from '../generator';
import type { ResolvedSettings, SettingField } from '#lib/settings/field';
import { settingReader } from '#lib/settings/reader';

export interface LlmProfileSettings {
  readonly provider: Provider;
  /** As answers are asked for and kept by it. */
  readonly model: string;
  readonly domain: Domain;
  readonly itemsPerUser: number;
  readonly reviewsPerItem: number;
  readonly attributes: 'without-description' | 'always';
  readonly temperature: number;
  readonly answerTokens: number;
  /** '' takes the bundled one of the domain. */
  readonly itemInstruction: string;
  readonly userInstruction: string;
}

const ATTRIBUTE_USE = ['without-description', 'always'] as const;

/** Chat models that are known to work here; any other name may be written. */
export const CHAT_MODELS = ['gpt-4o-mini', 'gpt-4.1-nano', 'gpt-4.1-mini', 'gpt-3.5-turbo', 'llama3.1', 'qwen2.5'];

const FIELDS: readonly SettingField[] = [
  PROVIDER_FIELD,
  {
    key: 'model',
    label: 'Model',
    help: 'A chat model of your endpoint; the paper used gpt-3.5-turbo. With provider: local, an instructed model with ONNX weights on huggingface.co.',
    type: 'text',
    default: 'gpt-4o-mini',
    defaultBy: LOCAL_MODEL_DEFAULT,
    maxLength: 200,
    suggestions: CHAT_MODELS
  },
  {
    key: 'domain',
    label: 'Domain',
    help: 'What the items are: the bundled instructions speak of them by name.',
    type: 'choice',
    default: 'generic',
    options: DOMAINS
  },
  {
    key: 'items_per_user',
    label: 'Items per user',
    help: 'How many of a user’s training items are drawn at random for the user’s profile.',
    type: 'integer',
    default: 10,
    min: 1,
    max: 100,
    unit: 'items'
  },
  {
    key: 'reviews_per_item',
    label: 'Reviews per item',
    help: 'How many training reviews are drawn at random for an item that has no description.',
    type: 'integer',
    default: 6,
    min: 0,
    max: 50,
    unit: 'reviews'
  },
  {
    key: 'attributes',
    label: 'Use of attributes',
    help: 'The paper reads attributes only of items without a description (eq. 13); “always” reads them of all items.',
    type: 'choice',
    default: 'without-description',
    options: ATTRIBUTE_USE
  },
  {
    key: 'temperature',
    label: 'Temperature',
    help: '1 is the services’ default and the paper’s, and is not sent; 0 answers alike each time, as far as a service can.',
    type: 'number',
    default: 1,
    defaultBy: { key: 'provider', values: { local: LOCAL_TEMPERATURE } },
    min: 0,
    max: 2
  },
  {
    key: 'answer_tokens',
    label: 'Longest answer',
    help: 'Tokens at which an answer is cut off; 0 leaves it to the service. Models that reason first need more.',
    type: 'integer',
    default: 1000,
    min: 0,
    max: 100_000,
    unit: 'tokens'
  },
  {
    key: 'item_instruction',
    label: 'Instruction for items',
    help: 'What the model is told before it sees an item. Empty takes the bundled instruction of the domain.',
    type: 'text',
    default: '',
    maxLength: 8000,
    multiline: true
  },
  {
    key: 'user_instruction',
    label: 'Instruction for users',
    help: 'What the model is told before it sees a user’s items. Empty takes the bundled instruction of the domain.',
    type: 'text',
    default: '',
    maxLength: 8000,
    multiline: true
  },
  ...LOCAL_CHAT_FIELDS
];

export function readLlmSettings(resolved: ResolvedSettings): LlmProfileSettings {
  const read = settingReader(resolved);
  return {
    ...readProvider(read),
    domain: read.choice('domain', DOMAINS),
    itemsPerUser: read.number('items_per_user'),
    reviewsPerItem: read.number('reviews_per_item'),
    attributes: read.choice('attributes', ATTRIBUTE_USE),
    temperature: read.number('temperature'),
    answerTokens: read.number('answer_tokens'),
    itemInstruction: read.text('item_instruction'),
    userInstruction: read.text('user_instruction')
  };
}

export const LLM: GeneratorDescription = {
  name: 'llm',
  label: 'Written by a language model from training data.',
  version: 1,
  asksService: true,
  readsTexts: true,
  fields: FIELDS
};
