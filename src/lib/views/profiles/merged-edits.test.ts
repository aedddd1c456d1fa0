import { expect, it } from 'vitest';
import { mergedEdits } from './merged-edits';

const edit = (id: string, text: string | null) => ({ node: 'item' as const, id, text, time: '' });

it('of two tabs’ changes keeps both, and of one profile that both changed, this tab’s', () => {
  const before = [edit('i1', 'a'), edit('i2', 'b'), edit('i3', 'c')];
  const mine = [edit('i1', 'mine'), edit('i2', 'b'), edit('i5', 'mine')];
  const theirs = [edit('i1', 'theirs'), edit('i3', 'c'), edit('i4', 'theirs')];
  expect(mergedEdits(before, mine, theirs)).toEqual([edit('i4', 'theirs'), edit('i1', 'mine'), edit('i5', 'mine')]);
  expect(mergedEdits(before, before, theirs)).toEqual(theirs);
  expect(mergedEdits(before, mine, before)).toEqual([edit('i2', 'b'), edit('i1', 'mine'), edit('i5', 'mine')]);
});
