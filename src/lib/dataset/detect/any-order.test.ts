// Whatever the order of the columns, the delimiter and the order of the files, the same rows come out.
import { expect, it } from 'vitest';
import { permutation } from '#kernels/random/random';
import { lines, look, rating, things, time, title } from './testing';

const COLUMNS: Readonly<Record<string, (user: number, item: number, at: number) => string>> = {
  user_id: (u) => `${u + 40}`,
  movie_id: (_, i) => `${i}`,
  rating: (u, i) => `${rating(u, i)}`,
  timestamp: (u, i) => `${time(u, i)}`,
  price: (u, i) => `${u}.${i}5`,
  device: (u) => (u % 2 ? 'phone' : 'desk'),
  part: (_, __, at) => ['train', 'valid', 'test'][at % 3] ?? ''
};

it.each([',', ';', '\t', '|', '::'])('with “%s” between them', async (delimiter) => {
  const names = Object.keys(COLUMNS);
  let expected: readonly unknown[] | null = null;
  for (let step = 0; step < 6; step++) {
    const order = Array.from(permutation({ seed: 11, stream: 0, step }, names.length), (at) => names[at] ?? '');
    const log = lines(order.join(delimiter), (u, i, at) =>
      order.map((name) => COLUMNS[name]?.(u, i, at) ?? '').join(delimiter)
    );
    const films = things(`name${delimiter}movie_id`, (n) => `${title(n)}${delimiter}${n}`);
    const files = { [step % 2 ? 'a.txt' : 'z.txt']: log, 'b.txt': films };
    const { rows, titles, taken } = await look(files);
    expect([order, titles, taken.map(({ role }) => role).sort()]).toEqual([order, 9, ['interactions', 'items']]);
    expect(rows[0]).toEqual({ user: '40', item: '0', rating: 1, timestamp: time(0, 0), part: 0 });
    expected ??= rows;
    expect(rows).toEqual(expected);
  }
});

it('without names the usual order counts, wherever times and degrees stand among ids', async () => {
  for (const of of [
    (u: number, i: number) => [u + 40, i + 700, time(u, i)],
    (u: number, i: number) => [u + 40, time(u, i), i + 700],
    (u: number, i: number) => [time(u, i), u + 40, i + 700],
    (u: number, i: number) => [u + 40, time(u, i), 30.25 + i / 7, -97.1 - u / 7, i + 700]
  ]) {
    const { rows } = await look({ 'x.csv': lines('', (u, i) => of(u, i).join(',')) });
    expect(rows[0]).toEqual({ user: '40', item: '700', timestamp: time(0, 0) });
  }
});
