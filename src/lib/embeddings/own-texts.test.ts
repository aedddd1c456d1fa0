// Vectors without profiles: what an item says of itself, and users as the mean of their training items.
import { describe, expect, it } from 'vitest';
import { textOfItem } from './item-texts';
import { usersFromItems } from './users-from-items';

describe('the text of an item', () => {
  it.each([
    [
      { title: 'The Tide', description: 'A harbour in winter.', attributes: { genre: 'Novel' } },
      'The Tide. A harbour in winter. genre: Novel'
    ],
    [{ title: 'Who goes there?', attributes: {} }, 'Who goes there?'],
    [{ title: ' ', description: ' ', attributes: { year: ' ' } }, null],
    [{ title: '', attributes: { author: 'J. Doe', year: '1999' } }, 'author: J. Doe. year: 1999']
  ])('holds title, description and attributes as they are: %o', (item, text) => {
    expect(textOfItem(item)).toBe(text);
  });
});

describe('users from items', () => {
  const items = Float32Array.of(1, 0, 0, 1, 9, 9);
  const vectors = {
    dimensions: 2,
    users: new Float32Array(8),
    items,
    userPresent: new Uint8Array(4),
    itemPresent: Uint8Array.of(1, 1, 0)
  };
  const train = { users: Int32Array.of(0, 0, 1, 1, 2), items: Int32Array.of(0, 1, 1, 2, 2) };
  it('are the means of their training items that have a vector; others have none', () => {
    const made = usersFromItems(vectors, train, 4);
    expect([...made.users]).toEqual([0.5, 0.5, 0, 1, 0, 0, 0, 0]);
    expect([...made.userPresent]).toEqual([1, 1, 0, 0]);
    expect([made.items, made.itemPresent]).toEqual([items, vectors.itemPresent]);
  });
});
