// Pairs of users who are more than three hops apart in training and yet share a held-out item: alike in what they will click, and not
// joined by what they clicked. The population of the case study (paper §4.5; definitions of model spec §11).
import { groupByUser, itemsOf, type ItemsByUser } from '#kernels/top-k/select';
import type { InteractionList, Split } from '#lib/dataset/types';
import { markNearUsers, type Adjacency } from '../graph-distance/graph-distance';

/** Held-out items by user, and the users of each such item; both ascending. */
export interface HeldOut {
  readonly ofUser: ItemsByUser;
  readonly ofItem: ItemsByUser;
}

/** What no run learned from: the test and the validation part, in no particular order. */
export function heldOutOf({ val, test }: Pick<Split, 'val' | 'test'>): InteractionList {
  const joined = (one: Int32Array, other: Int32Array): Int32Array => {
    const all = new Int32Array(one.length + other.length);
    all.set(one);
    all.set(other, one.length);
    return all;
  };
  return { users: joined(val.users, test.users), items: joined(val.items, test.items) };
}

/** @param heldOut in any order, without duplicates */
export function heldOutBothWays(heldOut: InteractionList, userCount: number, itemCount: number): HeldOut {
  return {
    ofUser: groupByUser(heldOut, userCount),
    ofItem: groupByUser({ users: heldOut.items, items: heldOut.users }, itemCount)
  };
}

/** Of one user: who is far, and who of those shares a held-out item. */
export interface FarUsers {
  /** Users more than three hops away, ascending; those whom no way reaches are among them. */
  readonly far: Int32Array;
  /** Positions in `far` of users who share a held-out item, ascending. */
  readonly partners: Int32Array;
}

/** @param scratch [users], zeroed again when this returns */
export function farUsersOf(graph: Adjacency, held: HeldOut, user: number, scratch: Uint8Array): FarUsers {
  markNearUsers(graph, user, scratch);
  const far = new Int32Array(graph.userCount);
  let count = 0;
  for (let other = 0; other < graph.userCount; other++) if (scratch[other] === 0) far[count++] = other;
  scratch.fill(0);
  for (const item of itemsOf(held.ofUser, user)) for (const other of itemsOf(held.ofItem, item)) scratch[other] = 1;
  const found = far.slice(0, count);
  const partners = new Int32Array(count);
  let shared = 0;
  for (let at = 0; at < count; at++) if (scratch[found[at] ?? 0] === 1) partners[shared++] = at;
  scratch.fill(0);
  return { far: found, partners: partners.slice(0, shared) };
}

/**
 * The users who share a held-out item with `user` and are far from it, ascending: what `farUsersOf` names by position, without a look
 * at all other users.
 * @param scratch [users], zeroed again when this returns
 */
export function farPartnersOf(graph: Adjacency, held: HeldOut, user: number, scratch: Uint8Array): Int32Array {
  markNearUsers(graph, user, scratch);
  const found: number[] = [];
  for (const item of itemsOf(held.ofUser, user)) {
    for (const other of itemsOf(held.ofItem, item)) {
      if (scratch[other] === 1) continue;
      scratch[other] = 1;
      found.push(other);
    }
  }
  scratch.fill(0);
  return Int32Array.from(found).sort();
}

/** Items that both hold out, ascending. */
export function sharedHeldOut({ ofUser }: HeldOut, one: number, other: number): readonly number[] {
  const theirs = new Set(itemsOf(ofUser, other));
  return [...itemsOf(ofUser, one)].filter((item) => theirs.has(item));
}
