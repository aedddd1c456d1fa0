// What the bookshop is made from. The committed data uses the defaults; a study may vary one at a time.

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
