// Attributes of the open format, which holds texts as they are: what sums up ratings is left out of them as in every format, and said.
import { LeftOut } from '../../text/attributes';
import type { Dataset, ItemText, UserText } from '../../types';

export function withKeptAttributes(dataset: Dataset): Dataset {
  const leftOut = new LeftOut();
  const kept = <Text extends ItemText | UserText>(of: 'items' | 'users', texts: readonly Text[]): Text[] =>
    texts.map((text) => {
      const names = leftOut.kept(of, new Map(Object.entries(text.attributes)));
      return {
        ...text,
        attributes: Object.fromEntries(Object.entries(text.attributes).filter(([name]) => names.has(name)))
      };
    });
  const { itemTexts, userTexts, provenance } = dataset;
  const items = itemTexts && kept('items', itemTexts);
  const users = userTexts && kept('users', userTexts);
  const remarks = leftOut.remarks();
  if (remarks.length === 0) return dataset;
  return {
    ...dataset,
    provenance: { ...provenance, description: [provenance.description, ...remarks].join(' ') },
    itemTexts: items,
    userTexts: users
  };
}
