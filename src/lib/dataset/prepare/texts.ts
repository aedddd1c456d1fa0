// Items without words: dropped, as the paper did with nodes whose profile failed, or kept.
import { stepped, type Rows, type Stepped } from './rows';

/** Keeps interactions whose item has a description, a title or an attribute, or at least one review. */
export function dropWithoutText(rows: Rows): Stepped {
  const { titles, descriptions, attributes } = rows.raw.items;
  const { items, reviews } = rows.raw.interactions;
  const reviewed = new Uint8Array(rows.raw.items.ids.length);
  if (reviews) for (const at of rows.keep) if (reviews.byteLength(at) > 0) reviewed[items[at] ?? 0] = 1;
  const hasText = (item: number): boolean =>
    [titles, descriptions, attributes].some((column) => (column?.byteLength(item) ?? 0) > 0) || reviewed[item] === 1;
  return stepped('items without text', rows, 'items without title, description, attribute and review dropped', (at) =>
    hasText(items[at] ?? 0)
  );
}
