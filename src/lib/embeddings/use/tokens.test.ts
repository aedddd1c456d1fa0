// Tokens against those of @tensorflow-models/universal-sentence-encoder 1.3.3, recorded once with the same vocabulary.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ENCODER_FOLDER } from './testing';
import { tokenizer } from './tokens';

const cut = tokenizer(JSON.parse(await readFile(join(ENCODER_FOLDER, 'vocab.json'), 'utf8')));

describe('the tokens of a text', () => {
  it.each([
    [
      'Stories of the sea, small harbours and people who keep secrets.',
      [481, 3728, 14, 9, 2720, 8, 554, 3657, 151, 989, 7, 12, 95, 88, 373, 2816, 7, 6]
    ],
    ['A detective solves a murder in Victorian London.', [74, 3979, 253, 3096, 7, 11, 2400, 15, 5967, 85, 2168, 6]],
    [
      'Space marines & alien worlds: war in the year 2145!',
      [6291, 2519, 356, 7, 370, 6191, 311, 7, 57, 882, 15, 9, 182, 1426, 3285, 78]
    ],
    [
      'Prefers slow-burn romance; dislikes cliff-hangers.',
      [1641, 2200, 7, 1882, 24, 5625, 7450, 138, 7010, 7, 4909, 1266, 24, 1594, 955, 7, 6]
    ],
    [
      'Café naïve coöperation — “quoted”…',
      [823, 209, 1133, 1216, 0, 105, 361, 6781, 497, 197, 405, 77, 1699, 849, 26, 236, 91]
    ],
    ['日本語のテキスト', [30, 0]],
    ['sea 海 storm', [2720, 30, 0, 4996]],
    ['ﬁne ½ Ⅳ', [839, 207, 7935, 288, 16, 466]],
    ['antidisestablishmentarianism xqzzyv', [1531, 3175, 281, 1112, 2873, 284, 3619, 639, 649, 1111, 1093, 48, 278]],
    [':) war: a :( b', [30, 57, 52, 882, 57, 11, 4258, 464]],
    ['genre: mystery; author: J. Doe :-)', [6704, 57, 7641, 138, 2349, 57, 619, 6, 472, 59, 6600]],
    ['', []]
  ])('are those of the published tokenizer: %s', (text, ids) => {
    expect(cut(text).ids).toEqual(ids);
  });
  it('take any run of white space for one space, and none at the ends', () => {
    expect(cut('  sea\n\n\tstorm ').ids).toEqual(cut('sea storm').ids);
    expect(cut(' \n').ids).toEqual([]);
  });
  it('say how many characters no piece holds', () => {
    expect(cut('sea 海 storm')).toMatchObject({ characters: 9, unknown: 1 });
    expect(cut('日本語')).toMatchObject({ characters: 3, unknown: 3 });
  });
  it('are cut of long texts too', () => {
    expect(cut('sea '.repeat(5000)).ids).toHaveLength(5000);
  });
});

it('a vocabulary of another form is refused with the place', () => {
  expect(() => tokenizer([['sea', 'often']])).toThrow('0.1');
});
