// The best k of one row of scores, leaving some items out. An insertion list: after the first few items almost every score
// fails the one comparison with the worst of the list, so a row costs about one comparison an item.

/** The items of each user, ascending, as a CSR. */
export interface ItemsByUser {
  readonly rowPtr: Int32Array; // [users + 1]
  readonly items: Int32Array; // [pairs]
}

/** Groups pairs by user; the pairs may come in any order. */
export function groupByUser(
  pairs: { readonly users: Int32Array; readonly items: Int32Array },
  userCount: number
): ItemsByUser {
  const rowPtr = new Int32Array(userCount + 1);
  for (const user of pairs.users) {
    if (user < 0 || user >= userCount) throw new RangeError(`User ${user} is outside 0..${userCount - 1}`);
    rowPtr[user + 1] = (rowPtr[user + 1] ?? 0) + 1;
  }
  for (let user = 0; user < userCount; user++) rowPtr[user + 1] = (rowPtr[user + 1] ?? 0) + (rowPtr[user] ?? 0);
  const next = rowPtr.slice(0, userCount);
  const items = new Int32Array(pairs.items.length);
  pairs.users.forEach((user, pair) => {
    const at = next[user] ?? 0;
    next[user] = at + 1;
    items[at] = pairs.items[pair] ?? 0;
  });
  for (let user = 0; user < userCount; user++) items.subarray(rowPtr[user], rowPtr[user + 1]).sort();
  return { rowPtr, items };
}

export function itemsOf(group: ItemsByUser, user: number): Int32Array {
  return group.items.subarray(group.rowPtr[user], group.rowPtr[user + 1]);
}

/** Those who have any, ascending. */
export const usersWithItems = (group: ItemsByUser): Int32Array =>
  Int32Array.from({ length: group.rowPtr.length - 1 }, (_, user) => user).filter(
    (user) => itemsOf(group, user).length > 0
  );

export interface TopItems {
  /** Best first; shorter than k where too few items remain. */
  readonly items: readonly number[];
  readonly scores: readonly number[];
}

/**
 * The k best items of `scores` [items], best first. Of equal scores the lower item id comes first (the official order of
 * ties is unspecified).
 * @param excluded item ids, ascending, that take no part (the official code gives them −1e8)
 */
export function topItems(scores: Float32Array | Float64Array, k: number, excluded: Int32Array): TopItems {
  const items: number[] = [];
  const values: number[] = [];
  let worst = -Infinity;
  let nextExcluded = 0;
  let skip = excluded[0] ?? -1;
  for (let item = 0; item < scores.length; item++) {
    if (item === skip) {
      nextExcluded++;
      skip = excluded[nextExcluded] ?? -1;
      continue;
    }
    const score = scores[item] ?? 0;
    if (!(score > worst)) continue;
    let at = values.length < k ? values.length : k - 1;
    while (at > 0 && (values[at - 1] ?? 0) < score) {
      values[at] = values[at - 1] ?? 0;
      items[at] = items[at - 1] ?? 0;
      at--;
    }
    values[at] = score;
    items[at] = item;
    if (values.length === k) worst = values[k - 1] ?? 0;
  }
  return { items, scores: values };
}
