// The k-core: the largest set of interactions in which every user and every item has at least k. Found by taking away nodes that
// have too few, and their neighbours in turn; time linear in interactions.
import { stepped, type Rows, type Stepped } from './rows';

/** @param k interactions that every user and item keeps */
export function kCore(rows: Rows, k: number): Stepped {
  const { users, items } = rows.raw.interactions;
  const userCount = rows.raw.users.ids.length;
  const nodeCount = userCount + rows.raw.items.ids.length;
  const nodesOf = (at: number): readonly [number, number] => [users[at] ?? 0, userCount + (items[at] ?? 0)];

  // Interactions by node, as a CSR over the joint node list.
  const degrees = new Int32Array(nodeCount);
  for (const at of rows.keep) for (const node of nodesOf(at)) degrees[node] = (degrees[node] ?? 0) + 1;
  const starts = new Int32Array(nodeCount + 1);
  for (let node = 0; node < nodeCount; node++) starts[node + 1] = (starts[node] ?? 0) + (degrees[node] ?? 0);
  const filled = starts.slice(0, nodeCount);
  const positions = new Int32Array(2 * rows.keep.length);
  for (const at of rows.keep) {
    for (const node of nodesOf(at)) {
      const place = filled[node] ?? 0;
      positions[place] = at;
      filled[node] = place + 1;
    }
  }

  const gone = new Uint8Array(users.length);
  const queue: number[] = [];
  for (let node = 0; node < nodeCount; node++)
    if ((degrees[node] ?? 0) > 0 && (degrees[node] ?? 0) < k) queue.push(node);
  let removed = 0;
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    removed++;
    for (const at of positions.subarray(starts[node], starts[node + 1])) {
      if (gone[at]) continue;
      gone[at] = 1;
      for (const other of nodesOf(at)) {
        const left = (degrees[other] ?? 0) - 1;
        degrees[other] = left;
        // Just now too few: it goes too. A node at zero has gone already.
        if (other !== node && left === k - 1) queue.push(other);
      }
    }
  }
  return stepped(`${k}-core`, rows, `${removed} users and items with fewer than ${k} taken away`, (at) => !gone[at]);
}
