// The glossary as data: every entry is used by a page that comes with the site, and names nothing that is not there.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { KIND_DESCRIPTIONS } from '#lib/notebook/kinds/descriptions';
import { prepareNotebook } from '../document/tools';
import { entryOf, GLOSSARY, type TermId } from './entries';
import { PICTURES } from './pictures';
import { withTerms } from './terms';

const NOTEBOOKS = 'public/notebooks';
const files = readdirSync(NOTEBOOKS, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md'));

/** Ids that the pages of a notebook lead to. */
function linked(file: string): readonly string[] {
  const { blocks } = prepareNotebook(readFileSync(join(NOTEBOOKS, file), 'utf8'), file.replaceAll('\\', '/'));
  const html = blocks.flatMap((block) =>
    block.type === 'prose' ? [block.opening, block.html] : block.type === 'step' ? [block.said ?? ''] : []
  );
  return [...html.join('').matchAll(/glossary\/#([\w-]+)"/g)].map(([, id = '']) => id);
}

/** Ids that the views' tables name beside those of metrics. */
function inTables(): readonly string[] {
  const views = 'src/lib/views/outputs';
  const sources = readdirSync(views, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.svelte'));
  return sources.flatMap((file) =>
    [...readFileSync(join(views, file), 'utf8').matchAll(/term: '([\w-]+)'/g)].map(([, id = '']) => id)
  );
}

/** The head of an evaluation's column opens the entry of its metric. */
const metrics = KIND_DESCRIPTIONS.flatMap(({ kind, fields }) => (kind === 'evaluate' ? fields : [])).flatMap(
  ({ key, options = [] }) => (key === 'metrics' ? options : [])
);
const inForms = KIND_DESCRIPTIONS.flatMap(({ fields }) => fields).flatMap(({ help }) =>
  withTerms(help, new Set()).flatMap(({ term }) => term ?? [])
);

describe('every entry', () => {
  it('is used: in prose, a step, a form or the head of a table', () => {
    const used = new Set([...files.flatMap(linked), ...inForms, ...inTables(), ...metrics]);
    expect(GLOSSARY.map(({ id }) => id).filter((id) => !used.has(id))).toEqual([]);
  });
  it('has an id and a word that no other has, and names no entry twice, nor itself', () => {
    const ids = GLOSSARY.map(({ id }) => id);
    const words = GLOSSARY.flatMap((entry) => entry.words);
    expect(ids).toEqual([...new Set(ids)]);
    expect(words).toEqual([...new Set(words)]);
    for (const { id, see = [] } of GLOSSARY) expect([id, ...see], id).toEqual([...new Set([id, ...see])]);
  });
  it('says a sentence or two, and a section of the paper that there is', () => {
    for (const { id, says, section = '3.1' } of GLOSSARY) {
      expect(says, id).toMatch(/^\p{Lu}?.{20,260}\.$/u);
      expect(section, id).toMatch(/^(3\.[1-4]|4\.[1-5](\.[1-4])?)(, eq\. (15|16|17))?$/);
    }
  });
});

it('every picture is one of an entry', () => {
  const used = new Set<string | undefined>(GLOSSARY.map(({ picture }) => picture));
  expect(Object.keys(PICTURES).filter((name) => !used.has(name))).toEqual([]);
});

it('pages lead to entries that are there', () => {
  expect(files.flatMap(linked).filter((id) => entryOf(id) === null)).toEqual([]);
});

describe('terms in a text', () => {
  const marked = (text: string, seen = new Set<TermId>()) =>
    withTerms(text, seen).flatMap(({ text: words, term }) => (term ? [[words, term]] : []));
  it('are whole words, whatever their case, with their cut-off, the longest there is', () => {
    expect(marked('Recall@20 of contrastive alignment; recalled, precall, a batch-wise one.')).toEqual([
      ['Recall@20', 'recall'],
      ['contrastive alignment', 'contrastive']
    ]);
  });
  it('are marked once', () => {
    const seen = new Set<TermId>();
    expect(marked('A seed, another seed.', seen)).toEqual([['seed', 'seed']]);
    expect(marked('Seeds.', seen)).toEqual([]);
  });
  it('leave the text as it is', () => {
    const text = 'No NDCG without recall, and “masks” in the end';
    expect(
      withTerms(text, new Set())
        .map((piece) => piece.text)
        .join('')
    ).toBe(text);
  });
});
