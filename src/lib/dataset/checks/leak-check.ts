// Proof that held-out data did not reach what is learned from. A TrainView cannot hold them by construction; this check looks at
// what came out all the same, so that a mistake fails loudly and names the row.
import { appError } from '#lib/errors/app-error';
import { reviewTextAt } from '../columns/interaction-columns';
import type { Dataset, InteractionList, SplitName } from '../types';

const HELD_OUT: readonly Exclude<SplitName, 'train'>[] = ['val', 'test'];
const WORDS: Readonly<Record<string, string>> = { val: 'validation', test: 'test' };

/** Reviews shorter than this say what many say ("Great book!"): the same words elsewhere are no leak. */
const TELLING_CHARACTERS = 40;

/**
 * No held-out pair is among the pairs that a graph, a sampler or profiles were made from.
 * @param place where the pairs were found, in words
 * @throws AppError prepare/leak
 */
export function checkPairs(dataset: Dataset, pairs: InteractionList, place: string): void {
  const seen = new Set<number>();
  pairs.users.forEach((user, at) => seen.add(user * dataset.itemCount + (pairs.items[at] ?? 0)));
  for (const part of HELD_OUT) {
    const { users, items } = dataset.split[part];
    users.forEach((user, at) => {
      const item = items[at] ?? 0;
      if (seen.has(user * dataset.itemCount + item))
        throw leak(dataset, user, item, place, `a ${WORDS[part] ?? part} interaction`);
    });
  }
}

const plain = (text: string): string => text.toLowerCase().replace(/\s+/g, ' ').trim();

interface HeldOutReview {
  readonly review: string;
  readonly user: number;
  readonly item: number;
  readonly part: string;
}

/** Held-out reviews by their first characters; those that stand in a training review or an item's own text too are none. */
export class HeldOutReviews {
  readonly #byStart = new Map<string, HeldOutReview[]>();
  /** Of reviews that were found somewhere: whether training data hold them too, inside a longer text. */
  readonly #inTraining = new Map<string, boolean>();
  readonly #dataset: Dataset;

  constructor(dataset: Dataset) {
    this.#dataset = dataset;
    const { interactionColumns, split, itemTexts } = dataset;
    if (!interactionColumns) return;
    const known = new Set<string>();
    const { train } = interactionColumns;
    for (let row = 0; row < split.train.users.length; row++) known.add(plain(reviewTextAt(train, row) ?? ''));
    for (const text of itemTexts ?? []) known.add(plain(text.description ?? ''));
    for (const part of HELD_OUT) {
      const { users, items } = split[part];
      for (let row = 0; row < users.length; row++) {
        const review = plain(reviewTextAt(interactionColumns[part], row) ?? '');
        if (review.length < TELLING_CHARACTERS || known.has(review)) continue;
        const start = review.slice(0, TELLING_CHARACTERS);
        const others = this.#byStart.get(start) ?? [];
        others.push({ review, user: users[row] ?? 0, item: items[row] ?? 0, part });
        this.#byStart.set(start, others);
      }
    }
  }

  /**
   * None of these texts holds a held-out review. Time linear in the texts' characters.
   * @throws AppError prepare/leak
   */
  check(texts: Iterable<string | null>, place: string): void {
    if (this.#byStart.size === 0) return;
    for (const raw of texts) {
      if (raw === null || raw.length < TELLING_CHARACTERS) continue;
      const text = plain(raw);
      for (let at = 0; at + TELLING_CHARACTERS <= text.length; at++) {
        const candidates = this.#byStart.get(text.slice(at, at + TELLING_CHARACTERS));
        const found = candidates?.find(({ review }) => text.startsWith(review, at) && !this.#isInTraining(review));
        if (found)
          throw leak(this.#dataset, found.user, found.item, place, `a ${WORDS[found.part] ?? found.part} review`);
      }
    }
  }

  #isInTraining(review: string): boolean {
    const before = this.#inTraining.get(review);
    if (before !== undefined) return before;
    const known = this.#holdsInTraining(review);
    this.#inTraining.set(review, known);
    return known;
  }

  #holdsInTraining(review: string): boolean {
    const { interactionColumns, split, itemTexts } = this.#dataset;
    for (let row = 0; row < split.train.users.length; row++) {
      if (plain(reviewTextAt(interactionColumns?.train, row) ?? '').includes(review)) return true;
    }
    return itemTexts?.some(({ description }) => plain(description ?? '').includes(review)) ?? false;
  }
}

const leak = (dataset: Dataset, user: number, item: number, place: string, what: string) =>
  appError('prepare/leak', { user: dataset.userIds[user] ?? '', item: dataset.itemIds[item] ?? '', place, what });

/** What is known of whether held-out data were used to make something. */
export type LeakStatus = { readonly status: 'checked' | 'unknown'; readonly sentence: string };

/** Vectors and profiles that came with the data or from files: nobody here saw how they were made. */
export const UNKNOWN: LeakStatus = {
  status: 'unknown',
  sentence: 'Leak status unknown: whether held-out reviews went into them is not known here.'
};
