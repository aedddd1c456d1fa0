// Settings of the preparation as a table: the dataset cell makes its form, its checks and its documentation from it. Defaults leave
// everything as it is, but for the split, which data without one of their own need.
import type { ChoiceField, IntegerField, NumberField, WithDefault } from '#lib/settings/field';
import { SPLIT_METHODS, type SplitMethod } from '../split/names';

export const DUPLICATE_RULES = ['last', 'first', 'highest'] as const;
export type DuplicateRule = (typeof DUPLICATE_RULES)[number];

/** What can be done to semantic vectors to see what they are worth; each is described in perturb.ts. */
export const VECTOR_PERTURBATIONS = ['none', 'shuffle', 'swap', 'remove'] as const;
export type VectorPerturbation = (typeof VECTOR_PERTURBATIONS)[number];

/** Whose words profiles are made from: each item's own, or those of another one (permuted-texts.ts). */
export const PROFILE_TEXTS = ['own', 'permuted'] as const;
export type ProfileTexts = (typeof PROFILE_TEXTS)[number];

export const PERIODS = ['all', 'earlier', 'later'] as const;
export type Period = (typeof PERIODS)[number];

export interface PrepareSettings {
  /** 0: no filter. */
  readonly min_rating: number;
  readonly unrated: 'keep' | 'drop';
  readonly unknown_items: 'keep' | 'drop';
  readonly duplicates: DuplicateRule;
  readonly sample_users: number;
  /** 0: none. */
  readonly core: number;
  readonly without_text: 'keep' | 'drop';
  /** `auto`: the files' own split where they have one, else the paper's. */
  readonly split: SplitMethod | 'auto';
  /** Of pairs that several parts of the files' own split have. */
  readonly overlap: 'refuse' | 'drop';
  readonly val_share: number;
  readonly test_share: number;
  readonly split_seed: number;
  readonly period: Period;
  readonly period_share: number;
  readonly noise: number;
  readonly drop_descriptions: number;
}

export const PREPARE_DEFAULTS: PrepareSettings = {
  min_rating: 0,
  unrated: 'keep',
  unknown_items: 'keep',
  duplicates: 'last',
  sample_users: 1,
  core: 0,
  without_text: 'keep',
  split: 'auto',
  overlap: 'refuse',
  val_share: 0.2,
  test_share: 0.2,
  split_seed: 2023,
  period: 'all',
  period_share: 0.5,
  noise: 0,
  drop_descriptions: 0
};

export type PrepareField = WithDefault<IntegerField | NumberField | ChoiceField> & {
  readonly key: keyof PrepareSettings;
};

const KEEP_OR_DROP = ['keep', 'drop'] as const;
const share = (
  key: keyof PrepareSettings,
  label: string,
  help: string,
  fallback: number,
  max = 1,
  min = 0
): PrepareField => ({
  key,
  label,
  help,
  type: 'number',
  default: fallback,
  min,
  max
});
const choice = (
  key: keyof PrepareSettings,
  label: string,
  help: string,
  fallback: string,
  options: readonly string[]
): PrepareField => ({
  key,
  label,
  help,
  type: 'choice',
  default: fallback,
  options
});
const whole = (
  key: keyof PrepareSettings,
  label: string,
  help: string,
  fallback: number,
  max: number
): PrepareField => ({
  key,
  label,
  help,
  type: 'integer',
  default: fallback,
  min: 0,
  max
});

const D = PREPARE_DEFAULTS;

/** In the order in which the steps are taken. */
export const PREPARE_FIELDS: readonly PrepareField[] = [
  share(
    'min_rating',
    'Least rating',
    'Keep interactions rated this or better; 0 keeps all. The paper takes 3.',
    D.min_rating,
    1e6
  ),
  choice(
    'unrated',
    'Without a rating',
    'What becomes of interactions without a rating where there is a least one.',
    D.unrated,
    KEEP_OR_DROP
  ),
  choice(
    'unknown_items',
    'Items without a line',
    'What becomes of interactions whose item no file of items describes.',
    D.unknown_items,
    KEEP_OR_DROP
  ),
  choice(
    'duplicates',
    'Repeated pairs',
    'Which interaction stays of a user with an item: the last or first by time, or the highest rated.',
    D.duplicates,
    DUPLICATE_RULES
  ),
  share(
    'sample_users',
    'Share of users',
    'A uniform sample of this share of the users; 1 keeps all. The paper takes 0.2 of Amazon-book.',
    D.sample_users,
    1,
    0.0001
  ),
  whole(
    'core',
    'k-core',
    'Every user and item keeps at least this many interactions; 0 switches it off. The paper takes 10.',
    D.core,
    1000
  ),
  choice(
    'without_text',
    'Items without words',
    'What becomes of items with neither title, description, attribute nor review; the core is taken again afterwards.',
    D.without_text,
    KEEP_OR_DROP
  ),
  choice(
    'split',
    'Split',
    'How interactions are held out. "paper": at random over all, every node keeps one for training; "cold-items": whole items, which then have none; "auto": the files’ own where they bring one, else that of the paper.',
    D.split,
    ['auto', ...SPLIT_METHODS]
  ),
  choice(
    'overlap',
    'Overlapping parts',
    'What becomes of pairs that several parts of the files’ own split have: "drop" takes them out of what is held out; training stays, then validation.',
    D.overlap,
    ['refuse', 'drop']
  ),
  share(
    'val_share',
    'Validation',
    'Share of the interactions for validation, of the items with "cold-items".',
    D.val_share,
    0.9
  ),
  share('test_share', 'Test', 'Share of the interactions for test, of the items with "cold-items".', D.test_share, 0.9),
  whole(
    'split_seed',
    'Seed of the split',
    'Number from which the sample and the split are drawn. Another seed gives another split of the same data.',
    D.split_seed,
    2 ** 32 - 1
  ),
  choice(
    'period',
    'Period',
    'Only the earlier or the later interactions by time, over the same users and items: for pre-training and what follows it.',
    D.period,
    PERIODS
  ),
  share(
    'period_share',
    'Earlier period',
    'Share of the interactions, by time, that counts as earlier.',
    D.period_share,
    0.99,
    0.01
  ),
  share(
    'noise',
    'Noise',
    'Training interactions added at random, as a share of the training ones. Pairs lie in no part of the split; a larger share holds those of a smaller one.',
    D.noise
  ),
  share(
    'drop_descriptions',
    'Descriptions dropped',
    'Share of the items that lose their description; a larger share holds those of a smaller one.',
    D.drop_descriptions
  )
];
