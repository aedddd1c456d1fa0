// A notebook with steps is laid out as scenes: what steps look at stands beside them, all else stays in its order.
import { describe, expect, it } from 'vitest';
import { prepareNotebook } from '../document/tools';
import { scenesOf } from './scenes';

const cell = (name: string) => `\`\`\`train\nname: ${name}\ndataset: books\n\`\`\`\n`;
const BOOKS = '```dataset\nname: books\nsource: bookshop\n```\n';
const step = (id: string, ...lines: readonly string[]) =>
  ['```step', `id: ${id}`, `title: ${id}`, 'say: Do.', ...lines, '```', ''].join('\n');
const run = (id: string, name: string) => step(id, `until: ran ${name}`);

/** Each scene as what is read, then what stands beside. */
function laidOut(...parts: readonly string[]): readonly string[] {
  const { blocks } = prepareNotebook(parts.join('\n'), 'a.md');
  return scenesOf(blocks).map(({ flow, stage }) => {
    const read = flow.map((item) =>
      item.type === 'prose'
        ? 'text'
        : item.type === 'step'
          ? item.block.step.id
          : `(${item.cells.map(({ name }) => name).join(' ')})`
    );
    return `${read.join(' ')} | ${stage.map(({ name }) => name).join(' ')}`;
  });
}

describe('scenes', () => {
  it('stand what steps look at beside them, with the text before, and fold what no step looks at', () => {
    expect(
      laidOut(BOOKS, cell('other'), 'First.', run('one', 'a'), cell('a'), run('two', 'b'), cell('b'), 'The end.')
    ).toEqual(['(books other) text one | a', 'two | b', 'text | ']);
  });
  it('keep a cell that is looked at again beside all steps from its first on, with what was looked at in between', () => {
    expect(
      laidOut(
        BOOKS,
        cell('a'),
        cell('b'),
        cell('c'),
        run('one', 'a'),
        run('two', 'b'),
        run('three', 'a'),
        run('four', 'c')
      )
    ).toEqual(['(books) one two three | a b', 'four | c']);
  });
  it('go by the place that a step points at, else by what it waits for or asks about', () => {
    expect(
      laidOut(
        BOOKS,
        cell('a'),
        step('read', 'until: read'),
        step('ask', 'choose: [few, many]', 'value: a.epochs', 'bounds: [5]'),
        step('look', 'at: books', 'until: ran a')
      )
    ).toEqual(['read ask | a', 'look | books']);
  });
  it('are one without a stage where no step looks at anything that is there', () => {
    expect(laidOut(BOOKS, 'Text.', step('read', 'until: read'), run('gone', 'nothing'))).toEqual([
      '(books) text read gone | '
    ]);
  });
  it('hold every block once', () => {
    const parts = [BOOKS, cell('a'), 'One.', run('one', 'a'), 'Two.', run('two', 'books'), cell('b'), 'Three.'];
    const { blocks } = prepareNotebook(parts.join('\n'), 'a.md');
    const keys = scenesOf(blocks).flatMap(({ flow, stage }) => [
      ...flow.flatMap((item) => (item.type === 'folded' ? item.cells.map(({ key }) => key) : [item.key])),
      ...stage.map(({ key }) => key)
    ]);
    expect([...keys].sort()).toEqual(blocks.map(({ key }) => key).sort());
  });
});
