// The notebooks and lessons that come with the site can run: they parse, name what exists, and take no value out of range.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseNotebook } from '../document/parse';
import { notebookGraph } from '../plan/graph';
import { stepProblems } from '../guide/check';

const FOLDER = 'public/notebooks';
const files = ['', 'lessons/'].flatMap((folder) =>
  readdirSync(`${FOLDER}/${folder}`).flatMap((file) => (file.endsWith('.md') ? [folder + file] : []))
);

describe('bundled notebooks', () => {
  it('are there', () => {
    expect(files).toContain('quick-start.md');
    expect(files).toContain('amazon-book.md');
    expect(files).toContain('lessons/clicks-lie.md');
  });

  it.each(files)('%s has a title, cells and no problem', (file) => {
    const document = parseNotebook(readFileSync(`${FOLDER}/${file}`, 'utf8'), file);
    const { problems } = notebookGraph(document);
    expect([...problems.values(), ...stepProblems(document).values()].map((error) => error.toLine())).toEqual([]);
    expect(document.title).not.toBe('');
    expect(document.cells.length).toBeGreaterThan(0);
  });

  it('compare arms of the quick start that share every setting but the alignment', () => {
    const document = parseNotebook(readFileSync(`${FOLDER}/quick-start.md`, 'utf8'));
    const arms = [...notebookGraph(document).cells.values()].flatMap((cell) => (cell.kind === 'train' ? [cell] : []));
    expect(arms.map((arm) => arm.alignment)).toEqual(['none', 'contrastive', 'generative']);
    const [base, ...others] = arms.map(({ seeds, settings }) => {
      const { alignment: _alignment, alignmentSettings: _settings, ...shared } = settings;
      return { seeds, shared };
    });
    for (const other of others) expect(other).toEqual(base);
    expect(base?.seeds.length).toBeGreaterThanOrEqual(3);
  });

  it('train in the case study what the quick start trains, so that its runs are found', () => {
    const trained = (file: string) =>
      [...notebookGraph(parseNotebook(readFileSync(`${FOLDER}/${file}`, 'utf8'))).cells.values()].filter(
        ({ kind }) => kind === 'train' || kind === 'embeddings' || kind === 'profiles' || kind === 'dataset'
      );
    expect(trained('case-study.md')).toEqual(trained('quick-start.md'));
  });
});
