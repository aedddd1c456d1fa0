// What a generator may read of each item: the choice of paper eq. 13 (§3.2) made on a TrainView. With a description:
// title and description. Without: title, attributes and a random subset of the item's training reviews.
import { STREAM } from '#kernels/random/streams';
import { ratingAt, reviewTextAt } from '#lib/dataset/columns/interaction-columns';
import type { InteractionColumns, ItemText, TrainView } from '#lib/dataset/types';
import { sample } from './sample';
import { inSentence } from './text/wording';

/** How much of it. */
export interface EvidenceSettings {
  readonly reviewsPerItem: number;
  readonly attributes: 'without-description' | 'always';
}

export interface Review {
  readonly text: string;
  readonly rating: number | undefined;
}

export interface ItemEvidence {
  readonly title: string;
  readonly description: string | null;
  readonly attributes: readonly (readonly [label: string, value: string])[];
  readonly reviews: readonly Review[];
  /** Training reviews there are, of which `reviews` were drawn. */
  readonly reviewsAtHand: number;
}

/** Rows of `train` by user or by item, ascending. */
export function rowsBy(nodes: Int32Array, count: number): number[][] {
  const rows = Array.from({ length: count }, (): number[] => []);
  nodes.forEach((node, row) => rows[node]?.push(row));
  return rows;
}

export function reviewAt(columns: InteractionColumns | undefined, row: number): Review | null {
  const text = reviewTextAt(columns, row)?.trim();
  return text ? { text, rating: ratingAt(columns, row) } : null;
}

function attributesOf(text: ItemText | undefined): [string, string][] {
  return Object.entries(text?.attributes ?? {})
    .map(([label, value]): [string, string] => [label.replace(/_/gu, ' '), inSentence(value)])
    .filter(([, value]) => value !== '');
}

/** One evidence an item, by item index. A node's draws are keyed by its joint id: users first, then items. */
export function itemEvidence(view: TrainView, settings: EvidenceSettings, seed: number): ItemEvidence[] {
  const rows = rowsBy(view.train.items, view.itemCount);
  return rows.map((itemRows, item) => {
    const text = view.itemTexts?.[item];
    const title = inSentence(text?.title ?? '') || view.itemIds[item] || String(item);
    const description = text?.description?.trim() || null;
    const attributes = description === null || settings.attributes === 'always' ? attributesOf(text) : [];
    if (description !== null) return { title, description, attributes, reviews: [], reviewsAtHand: 0 };
    const reviews = itemRows.map((row) => reviewAt(view.trainColumns, row)).filter((review) => review !== null);
    const drawn = new Set(
      sample(reviews.length, settings.reviewsPerItem, { seed, stream: STREAM.profiles, step: view.userCount + item })
    );
    return {
      title,
      description,
      attributes,
      reviews: reviews.filter((_, index) => drawn.has(index)),
      reviewsAtHand: reviews.length
    };
  });
}

/** The texts that stand for an item in the collection in which phrases are counted; none where there is only a title. */
export function evidenceTexts(evidence: ItemEvidence): string[] {
  return evidence.description === null ? evidence.reviews.map((review) => review.text) : [evidence.description];
}
