// Notebooks to begin with, each a question on the bundled shop: data, profiles, vectors, three arms and their table, and the cell that answers.
// The data are exchanged in one cell. Pure.
import { fence, starterNotebook } from '../data/starter-notebook';

export interface Template {
  readonly id: string;
  readonly title: string;
  /** What it answers, in one sentence. */
  readonly answers: string;
  readonly text: string;
}

const DATA = 'books';
const ARMS = ['base', 'con', 'gen'];
const ALL_ARMS = `[${ARMS.join(', ')}]`;
const EXCHANGE = 'For your own data, import them on the Data page and name them as the source of the first cell.';

/** The start with more below it. */
function begun(title: string, words: string, ...more: readonly string[]): string {
  const start = starterNotebook({
    title,
    words: `${words} ${EXCHANGE}`,
    cell: [`name: ${DATA}`, 'source: bookshop'].join('\n'),
    name: DATA,
    hasTexts: true,
    hasVectors: false,
    preset: 'small'
  });
  return [start.trimEnd(), ...more, ''].join('\n\n').replace(/\n+$/, '\n');
}

const sweep = (...lines: readonly string[]): string =>
  fence('sweep', ['name: answer', `runs: ${ALL_ARMS}`, 'over:', ...lines.map((line) => `  ${line}`), 'baseline: base']);

export const TEMPLATES: readonly Template[] = [
  {
    id: 'start',
    title: 'Does alignment help?',
    answers: 'Data, profiles, vectors, one recommender without and with both alignments, and their table.',
    text: begun('Does alignment help?', 'One recommender by clicks alone, and with profiles by both alignments.')
  },
  {
    id: 'noise',
    title: 'What does noise take away?',
    answers: 'The arms at growing shares of made-up clicks, as in the paper’s Fig. 5.',
    text: begun(
      'What does noise take away?',
      'The same arms, with more and more clicks that nobody made.',
      sweep(`${DATA}.noise: [0, 0.1, 0.2]`)
    )
  },
  {
    id: 'strength',
    title: 'How strongly to align?',
    answers: 'The contrastive arm over its weight, validation beside the base.',
    text: begun(
      'How strongly to align?',
      'Weights are compared on validation: the test part is for what was chosen.',
      fence('sweep', [
        'name: answer',
        'runs: [con, base]',
        'over:',
        '  con.kd_weight: {from: 0.003, to: 0.3, steps: 5, scale: log}',
        'part: validation',
        'baseline: base'
      ])
    )
  },
  {
    id: 'tuned',
    title: 'Does it help when all are tuned?',
    answers: 'Every arm gets the same number of trials on validation; the test part is read for the chosen ones.',
    text: begun(
      'Does it help when all are tuned?',
      'A baseline that was not tuned is easily beaten. Here every arm gets the same budget.',
      fence('tune', [
        'name: tuned',
        `runs: ${ALL_ARMS}`,
        'space:',
        ...ARMS.map((arm) => `  ${arm}.learning_rate: {from: 0.0005, to: 0.005, scale: log}`),
        '  con.kd_weight: {from: 0.003, to: 0.3, scale: log}',
        '  gen.recon_weight: {from: 0.03, to: 3, scale: log}',
        'budget: 6'
      ]),
      fence('compare', ['name: answer', 'runs: [tuned.base, tuned.con, tuned.gen]'])
    )
  },
  {
    id: 'who',
    title: 'Who gains?',
    answers: 'Users with few clicks and many, popular items and rare ones, each with its interval.',
    text: begun(
      'Who gains?',
      'A mean hides who wins and who loses.',
      fence('evaluate', ['name: answer', `runs: ${ALL_ARMS}`, 'metrics: [recall, ndcg, coverage, popularity]'])
    )
  },
  {
    id: 'words',
    title: 'Is it the words?',
    answers: 'The same arm with vectors of other texts: if it gains as much, words are not the reason.',
    text: begun(
      'Is it the words?',
      'Every item gets the texts of another before profiles are made: clicks stay in users’ profiles, words do not.',
      fence('profiles', ['name: other-words', `dataset: ${DATA}`, 'generator: template', 'texts: permuted']),
      fence('embeddings', ['name: permuted', 'profiles: other-words', 'encoder: lsa']),
      fence('sweep', [
        'name: answer',
        'runs: [con, base]',
        'over:',
        '  con.embeddings: [semantics, permuted]',
        'baseline: base'
      ])
    )
  },
  {
    id: 'lists',
    title: 'What does one user get?',
    answers: 'One user’s lists under every arm, hits marked, with the words that profile and items share.',
    text: begun(
      'What does one user get?',
      'Numbers over all users say little of one.',
      fence('recommend', ['name: answer', `runs: ${ALL_ARMS}`, 'profiles: profiles', 'embeddings: semantics'])
    )
  },
  {
    id: 'model',
    title: 'With a language model’s profiles',
    answers:
      'Profiles by a language model beside those of the template; it says what they cost before a cent is spent.',
    text: begun(
      'With a language model’s profiles',
      'Choose an endpoint under Settings first; the Profiles page shows the prompts and what they cost.',
      fence('profiles', ['name: written', `dataset: ${DATA}`, 'generator: llm', 'model: gpt-4o-mini', 'domain: books']),
      fence('embeddings', ['name: meaning', 'profiles: written', 'encoder: lsa']),
      fence('sweep', [
        'name: answer',
        'runs: [con, gen, base]',
        'over:',
        '  con.embeddings: [semantics, meaning]',
        'baseline: base'
      ])
    )
  },
  {
    id: 'blank',
    title: 'Only the data',
    answers: 'One cell with the bundled shop; the + between blocks adds the rest.',
    text: `# New notebook\n\nWhat do you want to know?\n\n${fence('dataset', [`name: ${DATA}`, 'source: bookshop'])}\n`
  }
];
