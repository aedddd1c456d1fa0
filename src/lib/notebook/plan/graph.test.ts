// What the schema and the graph refuse, with key and line; and what they let pass.
import { describe, expect, it } from 'vitest';
import { parseNotebook } from '../document/parse';
import { notebookGraph } from './graph';
import { withOverrides } from '../document/overrides';
import { CELL_KINDS, kindOf, resolveCell } from '../kinds/registry';

const CELLS = {
  dataset: ['dataset', 'name: books\nsource: bookshop'],
  profiles: ['profiles', 'name: words\ndataset: books'],
  embeddings: ['embeddings', 'name: semantics\nprofiles: words'],
  base: ['train', 'name: base\ndataset: books\npreset: small\nseeds: [1, 2]'],
  con: ['train', 'name: con\ndataset: books\npreset: small\nembeddings: semantics\nalignment: contrastive\nseeds: 1'],
  compare: ['compare', 'name: table\nruns: [base, con]'],
  recommend: ['recommend', 'name: one\nruns: [base, con]\nprofiles: words']
} as const;

function notebook(changes: Partial<Record<keyof typeof CELLS, string>> = {}, more = ''): string {
  const cells = Object.entries({ ...CELLS }).map(([key, [kind, body]]) => {
    const changed = Object.entries(changes).find(([name]) => name === key)?.[1];
    return `\`\`\`${kind}\n${changed ?? body}\n\`\`\`\n`;
  });
  return cells.join('\n') + more;
}

function problemsOf(text: string) {
  const { problems } = notebookGraph(parseNotebook(text, 'n.md'));
  return Object.fromEntries([...problems].map(([name, error]) => [name, error]));
}

describe('a notebook without errors', () => {
  it('resolves with defaults filled in', () => {
    const { cells, problems } = notebookGraph(parseNotebook(notebook()));
    expect([...problems.values()]).toEqual([]);
    const train = cells.get('con');
    expect(train).toMatchObject({ kind: 'train', backbone: 'lightgcn', alignment: 'contrastive', seeds: [1] });
    expect(train?.kind === 'train' && train.settings.alignmentSettings).toHaveProperty('kd_weight');
    expect(cells.get('table')).toMatchObject({ baseline: 'base', references: [] });
  });

  it('runs in an order in which every cell stands behind what it reads, whatever the order of the file', () => {
    const blocks = notebook().split(/\n(?=```[a-z])/);
    const { order, reads, problems } = notebookGraph(parseNotebook(blocks.reverse().join('\n\n')));
    expect(problems.size).toBe(0);
    for (const [name, names] of reads) {
      for (const read of names) expect(order.indexOf(read)).toBeLessThan(order.indexOf(name));
    }
  });

  it('has one help text and a usable default for every key of every kind and choice', () => {
    for (const kind of CELL_KINDS) {
      const { fields } = kindOf(kind);
      // A key stands once, or once for each choice that it belongs to.
      const places = fields.flatMap(
        ({ key, appliesTo }) => appliesTo?.values.map((value) => `${key} of ${value}`) ?? [key]
      );
      expect(new Set(places).size, places.join(', ')).toBe(places.length);
      for (const field of fields) {
        expect(field.help, `${kind}.${field.key}`).toMatch(/[.!]$/);
        if (field.type === 'choice' && field.default !== undefined) expect(field.options).toContain(field.default);
        if (typeof field.default === 'number') {
          expect(field.default).toBeGreaterThanOrEqual(field.min ?? -Infinity);
          expect(field.default).toBeLessThanOrEqual(field.max ?? Infinity);
        }
      }
    }
  });

  it('takes any hyperparameter of the alignment that is on', () => {
    const text = notebook({ con: `${CELLS.con[1]}\nkd_weight: 0.5\nlayers: 2\nepochs: 7` });
    const cell = parseNotebook(text).cells.find(({ name }) => name === 'con');
    expect(cell && resolveCell(cell)).toMatchObject({
      settings: { epochs: 7, alignmentSettings: { kd_weight: 0.5 }, backboneSettings: { layers: 2 } }
    });
  });
});

describe('a notebook with an error', () => {
  it.each([
    ['base', `${CELLS.base[1]}\nlearnig_rate: 1`, 'notebook/unknown-key', 'Did you mean "learning_rate"'],
    ['base', `${CELLS.base[1]}\nepochs: 0`, 'notebook/bad-value', 'from 1 to'],
    ['base', `${CELLS.base[1]}\nepochs: 2.5`, 'notebook/bad-value', 'whole number'],
    ['base', `${CELLS.base[1]}\nepochs: "7"`, 'notebook/bad-value', 'whole number'],
    ['base', `${CELLS.base[1]}\nlearning_rate: .nan`, 'notebook/bad-value', 'number from'],
    ['base', `${CELLS.base[1]}\nkd_weight: 1`, 'notebook/key-does-not-apply', 'alignment is "none"'],
    ['base', 'name: base\ndataset: books\nseeds: [1, 1]', 'notebook/bad-value', 'different'],
    ['base', 'name: base\ndataset: books\nseeds: []', 'notebook/bad-value', 'different'],
    ['base', 'name: base\ndataset: books\nseeds: [-1]', 'notebook/bad-value', 'from 0'],
    ['base', 'name: base\ndataset: books\npreset: amazn', 'notebook/bad-value', '"amazon"?'],
    ['base', 'name: base', 'notebook/missing-key', 'dataset'],
    ['base', 'name: base\ndataset:', 'notebook/missing-key', 'dataset'],
    ['base', 'name: base\ndataset: boks', 'notebook/nothing-makes', 'Did you mean "books"'],
    ['base', 'name: base\ndataset: words', 'notebook/wrong-kind', '"profiles" cell, not a "dataset" cell'],
    ['con', 'name: con\ndataset: books\nalignment: generative', 'notebook/needs-embeddings', 'embeddings'],
    ['con', 'name: con\ndataset: books\nbackbone: alpharec', 'notebook/needs-embeddings', '"alpharec"'],
    [
      'con',
      'name: con\ndataset: books\nembeddings: semantics\nbackbone: alpharec\nalignment: generative',
      'training/no-table-to-mask',
      'AlphaRec'
    ],
    [
      'con',
      'name: con\ndataset: books\nembeddings: semantics\nbackbone: alpharec\nstart_from: base',
      'notebook/key-does-not-apply',
      'no node table'
    ],
    ['con', 'name: con\ndataset: books\ninit: text-variance', 'notebook/needs-embeddings', '"text-variance"'],
    [
      'con',
      'name: con\ndataset: books\nembeddings: semantics\ninit: text-variance\nstart_from: base',
      'notebook/key-does-not-apply',
      'start_from'
    ],
    ['embeddings', 'name: semantics\nencoder: lsa', 'notebook/missing-key', 'profiles'],
    ['embeddings', 'name: semantics\nencoder: dataset\nprofiles: words', 'notebook/key-does-not-apply', 'profiles'],
    ['embeddings', 'name: semantics\nprofiles: words\ndimensions: 1.5', 'profiles/bad-setting', 'whole number'],
    ['profiles', 'name: words\ndataset: books\ngenerator: gpt', 'notebook/bad-value', 'template'],
    ['compare', 'name: table\nruns: [base, base]', 'notebook/bad-value', 'each once'],
    ['compare', 'name: table\nruns: [base]\nbaseline: con', 'notebook/bad-value', 'one of base'],
    ['compare', 'name: table\nruns: [base]\nreferences: [luck]', 'notebook/bad-value', 'popularity'],
    ['compare', 'name: table\nruns: [base]\nreferences: [semantic-only]', 'notebook/needs-embeddings', 'embeddings'],
    ['compare', 'name: table\nruns: [base]\nreferences: [l3ae]', 'notebook/needs-embeddings', '"l3ae"'],
    ['compare', 'name: table\nruns: [base]\nreferences: [ease]\nlambda: 0', 'notebook/bad-value', 'from 0.001'],
    ['compare', 'name: table\nruns: [base]\nreferences: [ease]\nlambda: [1, 1]', 'notebook/bad-value', 'different'],
    [
      'compare',
      'name: table\nruns: [base]\nreferences: [ease]\nneighbours: 9',
      'notebook/key-does-not-apply',
      '"item-knn"'
    ],
    [
      'compare',
      'name: table\nruns: [base]\nembeddings: semantics\nreferences: [l3ae]\nlambda_clicks: [-50, -150]',
      'notebook/bad-value',
      'above 0 with each lambda_towards'
    ],
    ['recommend', 'name: one\nruns: [base]\nk: 1000', 'notebook/bad-value', 'from 1 to 100'],
    ['dataset', 'name: books\nsource: [a]', 'notebook/bad-value', 'a text'],
    ['dataset', 'name: books\nsource: x\n__proto__: {a: 1}', 'notebook/unknown-key', '__proto__']
  ] as const)('in %s: %j is %s', (key, body, code, words) => {
    const problems = Object.values(problemsOf(notebook({ [key]: body })));
    const error = problems.find((problem) => problem.code === code);
    expect(problems.map((problem) => problem.code)).toContain(code);
    expect(`${error?.message} ${error?.cure}`).toContain(words);
    expect(error?.where).toMatchObject({
      file: 'n.md',
      cell: parseNotebook(`\`\`\`train\n${body}\n\`\`\``).cells[0]?.name
    });
  });

  it('names the line of the key, not of the cell', () => {
    const { base } = problemsOf(notebook({ base: 'name: base\ndataset: books\n\n# too many\nepochs: -1' }));
    const text = notebook({ base: 'name: base\ndataset: books\n\n# too many\nepochs: -1' });
    expect(text.split('\n')[(base?.where.line ?? 0) - 1]).toBe('epochs: -1');
  });

  it('names the circle', () => {
    const circle = problemsOf(
      notebook({ profiles: 'name: words\ndataset: semantics', embeddings: 'name: semantics\nprofiles: words' })
    );
    expect(circle.words?.code).toBe('notebook/cycle');
    expect(circle.words?.message).toContain('words → semantics → words');
    expect(circle.semantics?.code).toBe('notebook/cycle');
    expect(problemsOf(notebook({ compare: 'name: table\nruns: [table]' })).table?.message).toContain('table → table');
  });

  it('refuses vectors of another data set', () => {
    const other = '\n```dataset\nname: other\nsource: x\n```\n';
    const { con } = problemsOf(notebook({ con: CELLS.con[1].replace('dataset: books', 'dataset: other') }, other));
    expect(con?.code).toBe('notebook/other-dataset');
  });

  it('takes vectors of the same data with other noise, and of no others', () => {
    const noisy = (keys: string) => {
      const other = `\n\`\`\`dataset\nname: noisy\nsource: books\n${keys}\n\`\`\`\n`;
      const text = notebook({ con: CELLS.con[1].replace('dataset: books', 'dataset: noisy') }, other);
      return problemsOf(text.replace(/(name: books\nsource: ).*/, '$1books')).con?.code;
    };
    expect(noisy('noise: 0.2')).toBeUndefined();
    expect(noisy('noise: 0.2\nsplit_seed: 7')).toBe('notebook/other-dataset');
    expect(noisy('core: 2')).toBe('notebook/other-dataset');
  });

  it('leaves the other cells as they are', () => {
    const { cells, problems } = notebookGraph(parseNotebook(notebook({ con: 'name: con' })));
    expect([...problems.keys()]).toEqual(['con']);
    expect(cells.has('base') && cells.has('table')).toBe(true);
  });
});

describe('values set from outside', () => {
  it('replace those of the text', () => {
    const document = withOverrides(parseNotebook(notebook()), { 'base.seeds': '[5]', 'base.epochs': '3' });
    expect(notebookGraph(document).cells.get('base')).toMatchObject({ seeds: [5], settings: { epochs: 3 } });
  });
  it.each([
    ['base', '3', 'notebook/bad-override'],
    ['bas.epochs', '3', 'notebook/no-such-cell'],
    ['base.epochs', '[', 'notebook/bad-override']
  ])('refuses %s=%s', (target, text, code) => {
    expect(() => withOverrides(parseNotebook(notebook()), { [target]: text })).toThrow(
      expect.objectContaining({ code })
    );
  });
});
