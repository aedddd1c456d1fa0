// A page's state goes into its address and comes back, and an old, broken or hostile address opens what it can.
import { describe, expect, it } from 'vitest';
import { uniformArray } from '#kernels/random/random';
import { choice, id, ids, integer, text, urlState } from './url-state';

const view = urlState({
  user: id(),
  depth: integer({ fallback: 2, least: -1, most: 5 }),
  colour: choice(['space', 'degree', 'arm']),
  words: text({ longest: 12 }),
  pinned: ids(3)
});

describe('writing', () => {
  it('writes nothing where all is at its default', () => {
    expect(view.write(view.defaults)).toBe('');
    expect(view.defaults).toEqual({ user: '', depth: 2, colour: 'space', words: '', pinned: [] });
  });

  it('writes only what differs, in the order of declaration', () => {
    const state = { ...view.defaults, pinned: ['b', 'a'], depth: -1, user: 'u1' };
    expect(view.write(state)).toBe('?user=u1&depth=-1&pinned=b&pinned=a');
  });

  it('refuses a value that would not be read back', () => {
    expect(() => view.write({ ...view.defaults, depth: 9 })).toThrow('depth is not a whole number from -1 to 5');
    expect(() => view.write({ ...view.defaults, user: 'two words' })).toThrow('user is not a name without spaces');
  });

  it('says beforehand what may stand under a key', () => {
    const fits = ['u1', 'two words', 'x'.repeat(201)].map((value) => view.holds('user', value));
    expect([...fits, view.holds('depth', 9)]).toEqual([true, false, false, false]);
  });

  it('drops keys of others from a query that is its own, and carries them along in a shared one', () => {
    const shared = urlState({ step: id() }, 'leave');
    expect(shared.write({ step: 'one' }, '?id=my+notes&step=two')).toBe('?id=my+notes&step=one');
    expect(view.write(view.defaults, '?id=7')).toBe('');
  });
});

describe('reading', () => {
  it('reads back what was written, for states of every shape', () => {
    const letters = ['a', 'Ж', '&', '=', '+', '%', '#', '?', '/', '.', ',', '"', '<', '🦉', '-', '0'];
    for (let seed = 0; seed < 300; seed += 1) {
      const draws = uniformArray({ seed, stream: 77, step: 0 }, 40);
      const draw = (at: number, below: number) => Math.floor((draws[at] ?? 0) * below);
      const word = (at: number, length: number) =>
        Array.from({ length }, (_, index) => letters[draw(at + index, letters.length)] ?? '').join('');
      const state = {
        user: word(0, draw(1, 6)),
        depth: draw(2, 7) - 1,
        colour: (['space', 'degree', 'arm'] as const)[draw(3, 3)] ?? 'space',
        words: [word(4, draw(5, 3)), word(6, draw(7, 3))].join(' '),
        pinned: Array.from({ length: draw(8, 4) }, (_, index) => word(9 + 4 * index, 1 + draw(30 + index, 4)))
      };
      expect(view.read(view.write(state))).toEqual({ state, dropped: [] });
    }
  });

  it('opens what it can and says what it dropped, and why', () => {
    const { state, dropped } = view.read('?user=u1&depth=99&colour=mauve&words=fine&zoom=3');
    expect(state).toEqual({ ...view.defaults, user: 'u1', words: 'fine' });
    expect(dropped).toEqual([
      { key: 'depth', value: '99', why: 'It is not a whole number from -1 to 5.' },
      { key: 'colour', value: 'mauve', why: 'It is not one of space, degree, arm.' },
      { key: 'zoom', value: '3', why: 'This page knows no such key.' }
    ]);
  });

  it('takes the first of a key that stands more than once, and says so', () => {
    expect(view.read('?depth=1&depth=3')).toEqual({
      state: { ...view.defaults, depth: 1 },
      dropped: [{ key: 'depth', value: '3', why: 'The key stands more than once; the first counts.' }]
    });
  });

  it.each([
    '?depth=',
    '?depth=1.5',
    '?depth=1e1',
    '?depth=0x1',
    '?depth=%00',
    '?user=a%20b',
    '?words=a%0Ab',
    '?pinned='
  ])('drops %s', (search) => {
    const { state, dropped } = view.read(search);
    expect(state).toEqual(view.defaults);
    expect(dropped).toHaveLength(1);
  });

  it('drops a list that is too long whole', () => {
    expect(view.read('?pinned=a&pinned=b&pinned=c&pinned=d').state.pinned).toEqual([]);
  });

  it('finds no key in what every object has', () => {
    expect(view.read('?constructor=1&__proto__=2').dropped.map(({ key }) => key)).toEqual(['constructor', '__proto__']);
  });

  it('passes over keys of others in a shared query', () => {
    const shared = urlState({ step: id() }, 'leave');
    expect(shared.read('?id=x&step=one')).toEqual({ state: { step: 'one' }, dropped: [] });
  });

  it('reads a query whose escapes are broken', () => {
    expect(view.read('?words=%E0%A4%A&user=%').state.user).toBe('%');
  });
});
