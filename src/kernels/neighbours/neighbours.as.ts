// The nearest neighbours of some items by shared users, for neighbours.parts.ts; AssemblyScript, numbers are addresses in a worker's own
// memory. The arithmetic is that of neighbours.ts: a similarity is made in float64 and rounded once.

/**
 * out [2 · rows, k]: of the items first … first + rows − 1 the similarities of their nearest others and, in the row behind, those items as
 * floats; 0 and −1 where too few have a user in common. Of equal similarities the lower item comes first.
 * @param itemPtr with itemUsers the users of each item, as a CSR
 * @param userPtr with userItems the items of each user
 * @param shared room for `count` floats
 */
export function neighbours(
  itemPtr: usize,
  itemUsers: usize,
  userPtr: usize,
  userItems: usize,
  shared: usize,
  out: usize,
  first: i32,
  rows: i32,
  count: i32,
  k: i32
): void {
  const wide = (<usize>k) << 2;
  for (let row: i32 = 0; row < rows; row++) {
    memory.fill(shared, 0, (<usize>count) << 2);
    const own = itemPtr + ((<usize>(first + row)) << 2);
    for (let user = load<i32>(own); user < load<i32>(own, 4); user++) {
      const theirs = userPtr + ((<usize>load<i32>(itemUsers + ((<usize>user) << 2))) << 2);
      for (let at = load<i32>(theirs); at < load<i32>(theirs, 4); at++) {
        const to = shared + ((<usize>load<i32>(userItems + ((<usize>at) << 2))) << 2);
        store<f32>(to, load<f32>(to) + 1);
      }
    }
    // An item is no neighbour of its own.
    store<f32>(shared + ((<usize>(first + row)) << 2), 0);
    nearest(itemPtr, shared, out + <usize>row * 2 * wide, first + row, count, k);
  }
}

/** The list of one item from its counts of shared users. */
function nearest(itemPtr: usize, shared: usize, list: usize, item: i32, count: i32, k: i32): void {
  const ids = list + ((<usize>k) << 2);
  for (let at: usize = 0; at < (<usize>k) << 2; at += 4) {
    store<f32>(list + at, 0);
    store<f32>(ids + at, -1);
  }
  const own = usersOf(itemPtr, item);
  let length: i32 = 0;
  for (let other: i32 = 0; other < count; other++) {
    const both = load<f32>(shared + ((<usize>other) << 2));
    if (both == 0) continue;
    const alike = <f32>(<f64>both / Math.sqrt(own * usersOf(itemPtr, other)));
    if (length == k && !(alike > load<f32>(list + ((<usize>(k - 1)) << 2)))) continue;
    let at = (<usize>min(length, k - 1)) << 2;
    while (at > 0 && load<f32>(list + at - 4) < alike) {
      store<f32>(list + at, load<f32>(list + at - 4));
      store<f32>(ids + at, load<f32>(ids + at - 4));
      at -= 4;
    }
    store<f32>(list + at, alike);
    store<f32>(ids + at, <f32>other);
    if (length < k) length++;
  }
}

function usersOf(itemPtr: usize, item: i32): f64 {
  const at = itemPtr + ((<usize>item) << 2);
  return <f64>(load<i32>(at, 4) - load<i32>(at));
}
