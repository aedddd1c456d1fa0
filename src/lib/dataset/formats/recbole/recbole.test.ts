// RecBole's atomic files with every separator and with the names of its own data sets.
import { describe, expect, it } from 'vitest';
import { plainNodes, plainRows, readFiles } from '../../testing';

const inter = (separator: string): string =>
  [
    ['user_id:token', 'item_id:token', 'rating:float', 'timestamp:float'],
    ['u', 'i', '4', '1300007200'],
    ['v', 'j', '2.5', '1300007300']
  ]
    .map((row) => `${row.join(separator)}\n`)
    .join('');

describe('RecBole files', () => {
  it.each([
    ['tabs', '\t'],
    ['spaces', ' '],
    ['commas', ','],
    ['bars', '|'],
    ['semicolons', ';']
  ])('may be separated by %s', async (_, separator) => {
    const { raw, format } = await readFiles({
      'x.inter': inter(separator),
      'x.item': `item_id:token${separator}name:token_seq\ni${separator}Café\nj${separator}Two words\n`
    });
    expect(format).toBe('recbole');
    expect(plainRows(raw)).toEqual(
      [
        { user: 'v', item: 'j', rating: 2.5, timestamp: 1300007300 },
        { user: 'u', item: 'i', rating: 4, timestamp: 1300007200 }
      ].reverse()
    );
    expect(plainNodes(raw.items).map(({ title }) => title)).toEqual(['Café', 'Two words']);
  });

  it.each([
    ['Last.fm', 'user_id:token\tartist_id:token\tweight:float', 'artist_id:token\tname:token_seq\turl:token'],
    ['a session data set', 'session_id:token\tproduct:token\tprice:float', 'product:token\ttitle:token_seq\tx:token'],
    ['one in another order', 'hotel:token\tuser_id:token\tnights:float', 'hotel:token\tname:token_seq\tx:token'],
    ['one that names neither', 'guest:token\thotel:token\tnights:float', 'hotel:token\tname:token_seq\tx:token']
  ])('have ids by types and joins, whatever they are called: %s', async (name, header, itemHeader) => {
    const row = (user: string, item: string) => (name.includes('order') ? `${item}\t${user}` : `${user}\t${item}`);
    const { raw, report } = await readFiles({
      'x.inter': `${header}\n${row('u', 'i')}\t3\n${row('v', 'j')}\t4\n`,
      'x.item': `${itemHeader}\ni\tOne\tx\nj\tTwo\tx\n`
    });
    expect(plainRows(raw).map(({ user, item }) => [user, item])).toEqual([
      ['u', 'i'],
      ['v', 'j']
    ]);
    expect(plainNodes(raw.items).map(({ title }) => title)).toEqual(['One', 'Two']);
    expect(report.taken?.find(({ role }) => role === 'interactions')?.because).toMatch(/user “.+”, item “.+”/);
  });

  it('of a split of two parts keep it and say that validation is drawn', async () => {
    const { raw, report } = await readFiles({
      'x.train.inter': inter('\t'),
      'x.test.inter': inter('\t').replace('v', 'w')
    });
    expect(raw.interactions.parts).toEqual(Uint8Array.of(2, 2, 0, 0));
    expect(report.remarks?.[0]).toContain('validation is drawn from training');
  });

  it('with one column of tokens are refused by what is missing', async () => {
    await expect(readFiles({ 'x.inter': 'user_id:token\tn:float\nu\t1\n' })).rejects.toMatchObject({
      code: 'import/missing-part',
      where: { file: 'x.inter' }
    });
  });
});
