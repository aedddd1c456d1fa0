// What the bookshop is made from. The committed data uses the defaults; a study may vary them, in a dataset cell or with
// `npm run make-dataset`.
import type { IntegerField, NumberField, WithDefault } from '#lib/settings/field';

export interface BookshopParameters {
  readonly seed: number;
  readonly users: number;
  readonly items: number;
  /** Interactions wanted in all; the draw meets it exactly. */
  readonly interactions: number;
  /** 0..1: chance that a place in a text speaks of the book's own themes and not of drawn ones. */
  readonly textInformativeness: number;
  /** Share of clicks that are uniform misclicks. */
  readonly misclicks: number;
  /** Share of clicks made for popularity alone. */
  readonly popularityClicks: number;
}

export const BOOKSHOP: BookshopParameters = {
  seed: 20260101,
  users: 1000,
  items: 730,
  interactions: 18000,
  textInformativeness: 0.9,
  misclicks: 0.05,
  popularityClicks: 0.03
};

/** Made of other bytes for the same parameters: raised, and what was made from them is made anew. */
export const GENERATOR_REVISION = 1;

type ShopField = WithDefault<IntegerField | NumberField> & {
  /** What it sets. */
  readonly parameter: keyof BookshopParameters;
};

/** What may be varied, as a cell says it. Readers, books and taste stay as the seed has them, whatever else is set. */
export const SHOP_FIELDS: readonly ShopField[] = [
  {
    key: 'interactions',
    parameter: 'interactions',
    label: 'Interactions',
    help: 'How many clicks the invented shop has in all: its density.',
    type: 'integer',
    min: 5000,
    max: 100_000,
    default: BOOKSHOP.interactions
  },
  {
    key: 'text_informativeness',
    parameter: 'textInformativeness',
    label: 'Truth of texts',
    help: 'Chance that a place in a text speaks of what its book is about, and not of something drawn: 0 makes texts tell nothing.',
    type: 'number',
    min: 0,
    max: 1,
    default: BOOKSHOP.textInformativeness
  },
  {
    key: 'misclicks',
    parameter: 'misclicks',
    label: 'Misclicks',
    help: 'Share of the clicks, held-out ones too, that are made on anything.',
    type: 'number',
    min: 0,
    max: 0.5,
    default: BOOKSHOP.misclicks
  },
  {
    key: 'popularity_clicks',
    parameter: 'popularityClicks',
    label: 'Clicks for popularity',
    help: 'Share of the clicks, held-out ones too, that are made for popularity alone.',
    type: 'number',
    min: 0,
    max: 0.5,
    default: BOOKSHOP.popularityClicks
  },
  {
    key: 'shop_seed',
    parameter: 'seed',
    label: 'Another shop',
    help: 'Number from which readers, books, clicks and words are drawn.',
    type: 'integer',
    min: 0,
    max: 2 ** 32 - 1,
    default: BOOKSHOP.seed
  }
];

/** How much each kind of factor moves clicks, and how many of each there are. */
export const FACTORS = {
  /** Drive clicks and show in texts. */
  shared: 8,
  /** Drive clicks, never show. */
  clickOnly: 6,
  /** Show in texts, never drive clicks. */
  textOnly: 5,
  sharedStrength: 4.5,
  clickOnlyStrength: 4.5
} as const;

/** Share of clicks without a review, of items without a description. */
export const WITHOUT_REVIEW = 0.3;
export const WITHOUT_DESCRIPTION = 1 / 7;
