// Validation for data that bring training and test only: drawn from their training interactions, so that the test part stays what it is
// and numbers measured on it can be compared.
import { permutation } from '#kernels/random/random';
import { STREAM } from '#kernels/random/streams';
import type { InteractionList } from '../types';

/**
 * The parts with validation drawn from training: `share` of the training interactions at random, of which none is the last one for
 * training of its user or item; fewer where too many are.
 * @param parts 0 train, 2 test; [n] in the order of the list
 */
export function withValidation(list: InteractionList, parts: Uint8Array, share: number, seed: number): Uint8Array {
  const [users, items] = [new Map<number, number>(), new Map<number, number>()];
  const count = (counts: Map<number, number>, node: number, change: number): number => {
    const now = (counts.get(node) ?? 0) + change;
    counts.set(node, now);
    return now;
  };
  let training = 0;
  parts.forEach((part, at) => {
    if (part !== 0) return;
    training++;
    count(users, list.users[at] ?? 0, 1);
    count(items, list.items[at] ?? 0, 1);
  });
  const drawn = parts.slice();
  let wanted = Math.round(share * training);
  for (const at of permutation({ seed, stream: STREAM.split, step: 0 }, parts.length)) {
    if (wanted === 0) break;
    const [user, item] = [list.users[at] ?? 0, list.items[at] ?? 0];
    if (parts[at] !== 0 || (users.get(user) ?? 0) < 2 || (items.get(item) ?? 0) < 2) continue;
    drawn[at] = 1;
    count(users, user, -1);
    count(items, item, -1);
    wanted--;
  }
  return drawn;
}
