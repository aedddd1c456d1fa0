import { expect, it } from 'vitest';
import { readOperators } from 'virtual:wasm-operators';
import { uniformInt } from '../random/random';
import { groupByUser } from '../top-k/select';
import { RowPool } from '../workers/pool';
import { startNodeWorker } from '../workers/start.node';
import { neighbours } from './neighbours';
import { neighboursInParts } from './neighbours.parts';

const [USERS, ITEMS] = [60, 101];
const draws = Array.from({ length: 700 }, (_, at) => uniformInt({ seed: 3, stream: 99, step: 1 }, at, USERS * ITEMS));
const pairs = [...new Set(draws)];
const users = Int32Array.from(pairs, (pair) => pair % USERS);
const items = Int32Array.from(pairs, (pair) => Math.floor(pair / USERS));
const clicks = {
  byUser: groupByUser({ users, items }, USERS),
  byItem: groupByUser({ users: items, items: users }, ITEMS)
};

it.each([1, 7, 110])(
  'the module has the bits of the loops with any number of workers, for %i neighbours',
  async (k) => {
    const module = await WebAssembly.compile(await readOperators());
    const plain = neighbours(clicks, k);
    expect(plain.items.some((item) => item >= 0)).toBe(true);
    for (const workers of [0, 1, 2]) {
      const pool = new RowPool(module, startNodeWorker, workers);
      expect(await neighboursInParts(pool, clicks, k)).toEqual(plain);
      pool.end();
    }
  }
);
