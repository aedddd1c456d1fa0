// Name, label and settings of the generator "template", without its code: what forms, validation and help are made from.
import type { GeneratorDescription } from '../generator';
import type { ResolvedSettings, SettingField } from '#lib/settings/field';
import { settingReader } from '#lib/settings/reader';

const ATTRIBUTE_USE = ['without-description', 'always'] as const;

export interface TemplateSettings {
  readonly itemsPerUser: number;
  readonly reviewsPerItem: number;
  readonly itemThemes: number;
  readonly userThemes: number;
  readonly reviewAspects: number;
  readonly attributes: (typeof ATTRIBUTE_USE)[number];
}

const TEMPLATE_FIELDS: readonly SettingField[] = [
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
    key: 'item_themes',
    label: 'Themes of an item',
    help: 'How many phrases an item’s profile names at most, those that set it apart first.',
    type: 'integer',
    default: 10,
    min: 1,
    max: 40,
    unit: 'phrases'
  },
  {
    key: 'user_themes',
    label: 'Themes of a user',
    help: 'How many phrases of the items’ profiles a user’s profile names at most.',
    type: 'integer',
    default: 12,
    min: 1,
    max: 40,
    unit: 'phrases'
  },
  {
    key: 'review_aspects',
    label: 'Aspects from reviews',
    help: 'How many phrases are named at most as praised, and as many as disliked; 0 leaves reviews out of the sentences.',
    type: 'integer',
    default: 4,
    min: 0,
    max: 20,
    unit: 'phrases'
  },
  {
    key: 'attributes',
    label: 'Use of attributes',
    help: 'Whether genre, shelf, author and their like are read of all items, or only of those without a description, as in the paper (eq. 13).',
    type: 'choice',
    default: 'always',
    options: ATTRIBUTE_USE
  }
];

export function readTemplateSettings(resolved: ResolvedSettings): TemplateSettings {
  const read = settingReader(resolved);
  return {
    itemsPerUser: read.number('items_per_user'),
    reviewsPerItem: read.number('reviews_per_item'),
    itemThemes: read.number('item_themes'),
    userThemes: read.number('user_themes'),
    reviewAspects: read.number('review_aspects'),
    attributes: read.choice('attributes', ATTRIBUTE_USE)
  };
}

export const TEMPLATE: GeneratorDescription = {
  name: 'template',
  label: 'Composed by a template from training data, not written by an LLM.',
  version: 2,
  readsTexts: true,
  fields: TEMPLATE_FIELDS
};
