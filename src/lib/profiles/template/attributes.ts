// Attributes of items in a form that reads: "Crime and Drama (genres)". Numbers, addresses and identifiers stay out of sentences, and of
// long lists (a cast of forty) what other items have too comes first.
import { log } from '#lib/elementary/logarithm';
import { listed } from '../text/wording';

/** A label as the file has it, with the values that a sentence can say. */
export interface AttributeValues {
  readonly label: string;
  readonly values: readonly string[];
}

export type Attributes = readonly (readonly [label: string, value: string])[];

const LONGEST_VALUE = 60;
const MOST_VALUES = 3;
const LETTER = /\p{L}/u;
const ADDRESS = /^(?:https?:|www\.)|@|\.(?:com|org|net|jpe?g|png)\b/iu;
const YEAR_LABEL = /\byear\b/iu;
const YEAR = /^[12]\d{3}$/u;

/** A field may hold several values in one text. */
function valuesOf(text: string): string[] {
  const parts = text.split(/\s*[,;|]\s*/u).filter((part) => part !== '');
  return [...new Set(parts)].filter((part) => LETTER.test(part) && part.length <= LONGEST_VALUE && !ADDRESS.test(part));
}

const keyOf = (label: string, value: string) => `${label}\n${value}`;

/** How many items of a collection have each value. */
export class AttributeCounts {
  readonly items: number;
  readonly #frequency = new Map<string, number>();
  readonly #isSmall: boolean;

  /** `isSmall`: too few items for values to be shared. */
  constructor(all: readonly Attributes[], isSmall: boolean) {
    this.items = all.length;
    this.#isSmall = isSmall;
    for (const attributes of all) {
      for (const [label, text] of attributes) {
        for (const value of valuesOf(text)) {
          const key = keyOf(label, value);
          this.#frequency.set(key, (this.#frequency.get(key) ?? 0) + 1);
        }
      }
    }
  }

  of(label: string, value: string): number {
    return this.#frequency.get(keyOf(label, value)) ?? 0;
  }

  /** What can be said of one item: at most three values a label, none that it alone has (an id, a rare name), nor its title again. */
  readable(attributes: Attributes, title: string): AttributeValues[] {
    return attributes.flatMap(([label, text]) => {
      const values = valuesOf(text).filter((value) => value !== title && (this.#isSmall || this.of(label, value) > 1));
      return values.length > 0 ? [{ label, values: values.slice(0, MOST_VALUES) }] : [];
    });
  }
}

export function yearOf(attributes: Attributes): string | undefined {
  return attributes.find(([label, value]) => YEAR_LABEL.test(label) && YEAR.test(value))?.[1];
}

/** "Crime and Drama (genres) and Jon Amiel (directors)"; '' for none. */
export function saidOf(attributes: readonly AttributeValues[]): string {
  return listed(attributes.map(({ label, values }) => `${listed(values)} (${label})`));
}

export interface SharedValue {
  readonly label: string;
  readonly value: string;
  readonly items: number;
}

/**
 * Values that at least two of `items` have, and more of them than of all items, by k · ln(share here / share of all). At most `limit`.
 */
export function sharedValues(
  items: readonly (readonly AttributeValues[])[],
  counts: AttributeCounts,
  limit: number
): SharedValue[] {
  const found = new Map<string, { label: string; value: string; items: number }>();
  for (const attributes of items) {
    for (const { label, values } of attributes) {
      for (const value of values) {
        const known = found.get(keyOf(label, value));
        if (known) known.items += 1;
        else found.set(keyOf(label, value), { label, value, items: 1 });
      }
    }
  }
  return [...found.values()]
    .filter(({ items: k }) => k > 1)
    .map((shared) => {
      const lift = (shared.items / items.length) * (counts.items / Math.max(1, counts.of(shared.label, shared.value)));
      return { shared, score: shared.items * log(lift) };
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ shared }) => shared);
}

/** By label, in the order of their first values. */
export function byLabel(shared: readonly SharedValue[]): AttributeValues[] {
  const labels = [...new Set(shared.map(({ label }) => label))];
  return labels.map((label) => ({
    label,
    values: shared.filter((each) => each.label === label).map(({ value }) => value)
  }));
}
