import { describe, expect, it } from 'vitest';
import { uniformInt } from '#kernels/random/random';
import { STREAM } from '#kernels/random/streams';
import type { InteractionList } from '#lib/dataset/types';
import { EpochSampler } from './sampler';

function randomPairs(seed: number, users: number, items: number, each: number): InteractionList {
  const rows = new Set<number>();
  for (let i = 0; i < users * each; i++) {
    rows.add(Math.floor(i / each) * items + uniformInt({ seed, stream: 91, step: 0 }, i, items));
  }
  const list = [...rows].sort((a, b) => a - b);
  return {
    users: Int32Array.from(list, (at) => Math.floor(at / items)),
    items: Int32Array.from(list, (at) => at % items)
  };
}

const key = (user: number | undefined, item: number | undefined): string => `${user} ${item}`;

describe('the triples of an epoch', () => {
  const train = randomPairs(3, 20, 30, 12);
  const known = new Set([...train.users].map((user, at) => key(user, train.items[at])));

  it('hold every training interaction exactly once, in another order each epoch', () => {
    const sampler = new EpochSampler(train, 20, 30, 7);
    const orders = [0, 1].map((epoch) => {
      const { users, positives } = sampler.epoch(epoch);
      return [...users].map((user, at) => key(user, positives[at]));
    });
    for (const order of orders) expect([...order].sort()).toEqual([...known].sort());
    expect(orders[0]).not.toEqual(orders[1]);
  });

  it('take for each interaction the first of its own draws that the user does not know', () => {
    const { users, positives, negatives } = new EpochSampler(train, 20, 30, 7).epoch(3);
    const place = new Map([...train.users].map((user, at) => [key(user, train.items[at]), at]));
    users.forEach((user, at) => {
      const interaction = place.get(key(user, positives[at])) ?? 0;
      const draw = (attempt: number) =>
        uniformInt({ seed: 7, stream: STREAM.negatives, step: 3 }, 64 * interaction + attempt, 30);
      const expected = Array.from({ length: 64 }, (_, attempt) => draw(attempt)).find(
        (item) => !known.has(key(user, item))
      );
      expect(negatives[at]).toBe(expected);
    });
  });

  it('never take a training item of the user as negative', () => {
    const sampler = new EpochSampler(train, 20, 30, 7);
    for (let epoch = 0; epoch < 10; epoch++) {
      const { users, negatives } = sampler.epoch(epoch);
      users.forEach((user, at) => expect(known.has(key(user, negatives[at]))).toBe(false));
    }
  });

  it('draw negatives uniformly from the items the user does not know', () => {
    const one: InteractionList = { users: Int32Array.of(0, 0), items: Int32Array.of(1, 3) };
    const sampler = new EpochSampler(one, 1, 5, 11);
    const counts = new Map<number, number>();
    const epochs = 3000;
    for (let epoch = 0; epoch < epochs; epoch++) {
      for (const item of sampler.epoch(epoch).negatives) counts.set(item, (counts.get(item) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual([0, 2, 4]);
    // 2,000 expected each; five standard deviations of the binomial are 183.
    for (const count of counts.values()) expect(Math.abs(count - 2000)).toBeLessThan(183);
  });

  it('are the same for the same seed and epoch, whatever was drawn before, and differ for another seed', () => {
    const early = new EpochSampler(train, 20, 30, 7);
    early.epoch(0);
    early.epoch(1);
    const again = new EpochSampler(train, 20, 30, 7);
    expect(again.epoch(2)).toEqual(early.epoch(2));
    expect(new EpochSampler(train, 20, 30, 8).epoch(2)).not.toEqual(again.epoch(2));
  });
});
