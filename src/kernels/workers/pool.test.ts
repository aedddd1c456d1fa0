import { beforeAll, describe, expect, it } from 'vitest';
import { readOperators } from 'virtual:wasm-operators';
import { uniformArray, uniformInt } from '../random/random';
import { groupByUser } from '../top-k/select';
import { topKInParts } from '../top-k/top-k.parts';
import { RowPool } from './pool';
import type { StartWorker } from './runner';
import { startNodeWorker } from './start.node';
import { mortal } from './testing';

let module: WebAssembly.Module;
beforeAll(async () => {
  module = await WebAssembly.compile(await readOperators());
});

const draw = (step: number, length: number): Float32Array =>
  uniformArray({ seed: 11, stream: 99, step }, length).map((value) => value - 0.5);

const [ROWS, COUNT, WIDTH] = [331, 97, 12];
const pairs = Array.from({ length: 900 }, (_, at) => uniformInt({ seed: 5, stream: 99, step: 3 }, at, ROWS * COUNT));
const query = {
  x: draw(0, ROWS * WIDTH),
  items: draw(1, COUNT * WIDTH),
  width: WIDTH,
  excluded: groupByUser(
    {
      users: Int32Array.from(pairs, (pair) => pair % ROWS),
      items: Int32Array.from(pairs, (pair) => Math.floor(pair / ROWS))
    },
    ROWS
  ),
  k: 7
};

async function withPool<T>(workers: number, work: (pool: RowPool) => Promise<T>, start: StartWorker = startNodeWorker) {
  const pool = new RowPool(module, start, workers);
  try {
    return await work(pool);
  } finally {
    pool.end();
  }
}

describe('rows over workers', () => {
  it('give the same bits with no worker, with one, two and five', async () => {
    const [alone, ...others] = await Promise.all(
      [0, 1, 2, 5].map((workers) => withPool(workers, (pool) => topKInParts(pool, query)))
    );
    expect(alone?.items.some((item) => item > 0)).toBe(true);
    for (const other of others) expect(other).toEqual(alone);
  });

  it('are done again by others where a worker dies, at whatever message, with the same bits', async () => {
    const alone = await withPool(0, (pool) => topKInParts(pool, query));
    const lives: Record<number, number>[] = [{ 0: 1 }, { 0: 2 }, { 1: 4 }, { 0: 3, 1: 5 }];
    for (const deaths of lives) {
      const start = mortal(startNodeWorker, deaths);
      expect(await withPool(2, (pool) => topKInParts(pool, query), start)).toEqual(alone);
    }
  });

  it('end with an error that says so where memory is too short for the calling thread too', async () => {
    const tooMuch = { of: () => ({ room: { large: 2 ** 31 } }) };
    const work = withPool(1, (pool) => pool.open(2).run(tooMuch, true, () => undefined));
    await expect(work).rejects.toMatchObject({ code: 'device/out-of-memory' });
  });

  it('are done by the calling thread where no worker can be started', async () => {
    const alone = await withPool(0, (pool) => topKInParts(pool, query));
    const refused: StartWorker = () => {
      throw new Error('no workers here');
    };
    expect(await withPool(3, (pool) => topKInParts(pool, query), refused)).toEqual(alone);
  });

  it('stay the same when workers come and go between two rounds', async () => {
    const alone = await withPool(0, (pool) => topKInParts(pool, query));
    await withPool(1, async (pool) => {
      for (const workers of [3, 0, 2]) {
        pool.resize(workers);
        expect(await topKInParts(pool, query)).toEqual(alone);
      }
    });
  });
});
