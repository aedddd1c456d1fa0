// What the linear models are made of: clicks grouped both ways, and XᵀX + λI, the number of users that two items share.
import type { Clicks } from '#kernels/neighbours/neighbours';
import { Triangle } from '#kernels/inverse/triangle';
import { groupByUser, itemsOf, type ItemsByUser } from '#kernels/top-k/select';
import type { InteractionList } from '#lib/dataset/types';

export function clicksOf(train: InteractionList, userCount: number, itemCount: number): Clicks {
  return {
    byUser: groupByUser(train, userCount),
    byItem: groupByUser({ users: train.items, items: train.users }, itemCount)
  };
}

/** The lower triangle of XᵀX + shift · I. @throws RangeError where there is no memory for it */
export function clickGram({ rowPtr, items }: ItemsByUser, itemCount: number, shift: number): Triangle {
  const gram = new Triangle(itemCount);
  const rows = Array.from({ length: itemCount }, (_, item) => gram.row(item));
  for (let user = 0; user + 1 < rowPtr.length; user++) {
    const own = itemsOf({ rowPtr, items }, user);
    for (let a = 0; a < own.length; a++) {
      const row = rows[own[a] ?? 0];
      // Items ascend, so that all up to this one lie in the lower triangle.
      for (let b = 0; row && b <= a; b++) row[own[b] ?? 0] = (row[own[b] ?? 0] ?? 0) + 1;
    }
  }
  rows.forEach((row, item) => (row[item] = (row[item] ?? 0) + shift));
  return gram;
}

/** The largest sum of a row of XᵀX, which no eigenvalue exceeds. */
export function largestRowSum({ byUser, byItem }: Clicks): number {
  const lengthOf = (group: ItemsByUser, at: number): number => itemsOf(group, at).length;
  let most = 0;
  for (let item = 0; item + 1 < byItem.rowPtr.length; item++) {
    let sum = 0;
    for (const user of itemsOf(byItem, item)) sum += lengthOf(byUser, user);
    most = Math.max(most, sum);
  }
  return most;
}
