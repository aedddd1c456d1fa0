// Pickles that real numpy and scipy wrote (test/data/make-pickles.py), and pickles that nobody should load.
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { floatMatrix } from './arrays';
import { sparsePairs } from './sparse';
import { readPickle } from './pickle';

const load = async (name: string) =>
  readPickle(new Uint8Array(await readFile(new URL(`../../../../../test/data/${name}`, import.meta.url))), name);

describe('readPickle', () => {
  it.each([0, 1, 2, 3, 4, 5])('reads a scipy COO matrix of protocol %i', async (protocol) => {
    const { userCount, itemCount, pairs } = sparsePairs(await load(`coo-protocol${protocol}.pkl`), 'f');
    expect([userCount, itemCount]).toEqual([3, 3]);
    expect([Array.from(pairs.users), Array.from(pairs.items)]).toEqual([
      [0, 0, 1, 2],
      [0, 2, 1, 2]
    ]);
  });

  it.each([
    'coo-array.pkl',
    'csr.pkl',
    'csc.pkl',
    'lil.pkl',
    'lil-protocol0.pkl',
    'dok.pkl',
    'dok-protocol0.pkl',
    'dia.pkl',
    'bsr.pkl',
    'dense.pkl',
    'bool-csr.pkl',
    'int8-csc.pkl'
  ])('reads the same pairs from %s', async (name) => {
    const { pairs } = sparsePairs(await load(name), name);
    const set = Array.from(pairs.users, (user, at) => `${user},${pairs.items[at] ?? ''}`).sort();
    expect(set).toEqual(['0,0', '0,2', '1,1', '2,2']);
  });

  it.each([0, 1, 2, 3, 4, 5])('reads a float64 matrix of protocol %i', async (protocol) => {
    const { rows, columns, values } = floatMatrix(await load(`matrix-protocol${protocol}.pkl`), 'f');
    expect([rows, columns, Array.from(values)]).toEqual([2, 3, [1, 2, 3, 4, 5, 6]]);
  });

  it('reads big-endian numbers and column-major arrays in their right places', async () => {
    expect(Array.from(floatMatrix(await load('big-endian.pkl'), 'f').values)).toEqual([1.5, -2.5]);
    expect(Array.from(floatMatrix(await load('fortran.pkl'), 'f').values)).toEqual([1, 2, 3, 4]);
  });

  it.each(['untidy-csr.pkl', 'untidy-coo.pkl'])(
    'adds up what %s has at one place, as the official code does, and sorts the pairs',
    async (name) => {
      const { pairs, zeros, repeated } = sparsePairs(await load(name), name);
      expect([Array.from(pairs.users), Array.from(pairs.items)]).toEqual([
        [0, 1, 2],
        [1, 0, 2]
      ]);
      expect([zeros, repeated]).toEqual([2, 3]);
    }
  );

  it('reads half precision, the smallest and the largest numbers too', async () => {
    const { values } = floatMatrix(await load('half.pkl'), 'f');
    expect(Array.from(values)).toEqual([1.5, -2, 0.0999755859375, 65504, 2 ** -24, 0]);
  });

  it('drops stored zeros: they are no interactions', async () => {
    const { pairs } = sparsePairs(await load('coo-with-zero.pkl'), 'f');
    expect([Array.from(pairs.users), Array.from(pairs.items)]).toEqual([[0], [1]]);
  });

  it.each([
    ['hostile-system.pkl', /posix\.system|nt\.system/],
    ['hostile-eval.pkl', /(__builtin__|builtins)\.eval/]
  ])('refuses %s by the name it wants to call', async (name, refused) => {
    await expect(load(name)).rejects.toMatchObject({
      code: 'dataset/pickle-refused',
      message: expect.stringMatching(refused)
    });
  });

  it.each([
    ['text', new TextEncoder().encode('not a pickle at all')],
    ['nothing', new Uint8Array(0)],
    ['an unknown instruction', Uint8Array.of(0x80, 4, 0xff)],
    ['an empty stack', Uint8Array.of(0x80, 4, 0x2e)],
    ['a length beyond the file', Uint8Array.of(0x80, 4, 0x8e, 255, 255, 255, 255, 255, 255, 0, 0)],
    ['marks without end', new Uint8Array(200_000).fill(0x28)]
  ])('says that %s is no pickle', (_, bytes) => {
    expect(() => readPickle(bytes, 'x.pkl')).toThrow(expect.objectContaining({ code: 'dataset/not-a-pickle' }));
  });

  it('says so for every way a good file can be cut short', async () => {
    const whole = new Uint8Array(
      await readFile(new URL('../../../../../test/data/coo-protocol4.pkl', import.meta.url))
    );
    for (let length = 0; length < whole.length; length++) {
      expect(() => sparsePairs(readPickle(whole.subarray(0, length), 'x'), 'x')).toThrow(
        expect.objectContaining({ name: 'AppError' })
      );
    }
  });

  it('says what it found where a matrix was expected', async () => {
    const dict = await load('profiles.pkl');
    expect(() => sparsePairs(dict, 'trn_mat.pkl')).toThrow(/a dict of 3 where a sparse matrix/);
    expect(() => floatMatrix(dict, 'usr_emb_np.pkl')).toThrow(/a dict of 3 where an array/);
  });
});
