// The figure "reranked": a program in the place of a language model puts the first places of a run's list in another order. Question,
// reading of the answer, counting and metrics are those of a rerank cell; only who answers is another (stand-in.ts). Asks no service and
// needs no device.
import { STREAM } from '#kernels/random/streams';
import { largest } from '#lib/elementary/extent';
import { DOMAINS } from '#lib/profiles/domains';
import { rerank, type AskRerank } from '#lib/studies/rerank/rerank';
import { PLACES } from '#lib/studies/rerank/prompt';
import type { CandidateOrder } from '#lib/studies/rerank/settings';
import { settingReader } from '#lib/settings/reader';
import { datasetAndRun, itemTitle } from '../nodes';
import type { FigureStudy } from '../types';
import type { RerankedData } from './stored';
import { shownIn, standInAnswer, type Faults } from './stand-in';

/** Of a list: what a reader looks at. */
const FIRST = 10;
/** An answer is more telling where at least so many of its places are invented. */
const TELLING = 2;

interface Answer {
  readonly candidates: readonly string[];
  readonly titles: readonly string[];
  readonly instruction: string;
}

/** @throws AppError internal/cancelled */
export const make: FigureStudy<RerankedData> = async (input) => {
  const { dataset, run } = datasetAndRun(input);
  const read = settingReader(input.settings);
  const faults: Faults = {
    position: read.number('position'),
    invents: read.number('invents'),
    repeats: read.number('repeats')
  };
  const candidates = read.number('candidates');
  const { seed } = input;
  const source = {
    userCount: dataset.userCount,
    itemCount: dataset.itemCount,
    split: dataset.split,
    arrays: run.arrays,
    seed
  };
  const settings = {
    model: 'stand-in',
    domain: read.choice('domain', DOMAINS),
    candidates: [candidates],
    users: read.number('users'),
    history: 50,
    temperature: 0,
    answerTokens: 0,
    seed
  };
  const asked = async (order: CandidateOrder) => {
    const answers: Answer[] = [];
    const ask: AskRerank = (questions) =>
      Promise.resolve(
        questions.map(({ request, parse }, at) => {
          const [instruction, question] = request.messages;
          const shown = shownIn(question?.content ?? '');
          const titles = standInAnswer(shown, faults, { seed, stream: STREAM.rerankedOrder, step: at });
          answers.push({ candidates: shown.candidates, titles, instruction: instruction?.content ?? '' });
          const parsed = parse(JSON.stringify({ rank: titles, reasoning: '' }));
          return { value: parsed.ok ? parsed.value : null, record: { detail: parsed.ok ? '' : parsed.detail } };
        })
      );
    const study = await rerank(source, (item) => itemTitle(dataset, item), { ...settings, order }, ask);
    return { study, answers };
  };
  await input.step(0, 2);
  const { study, answers } = await asked('recommender');
  await input.step(1, 2);
  const shuffled = await asked('shuffled');
  await input.step(2, 2);

  const [row] = study.rows;
  if (!row) throw new Error('A re-ranking of no candidates');
  const counts = {
    lists: row.answered,
    places: PLACES * row.answered,
    invented: row.hallucinated,
    listsWithInvented: row.listsWithHallucinations,
    repeated: row.repeated
  };
  const faultsOf = ({ candidates: known, titles }: Answer): RerankedData['example']['answer'] =>
    titles.map((title, place) => ({
      title,
      fault: !known.includes(title) ? 'invented' : titles.indexOf(title) < place ? 'repeated' : null
    }));
  const wrong = answers.map((answer) => faultsOf(answer).filter(({ fault }) => fault === 'invented').length);
  const telling = Math.max(
    0,
    wrong.findIndex((count) => count >= TELLING)
  );
  const example = answers[telling];
  const shares = answers.map((answer, at) => sameShare(answer, shuffled.answers[at]));
  const order = {
    same: shares.reduce((sum, share) => sum + share, 0) / largest([shares.length, 1]),
    chance: Math.min(1, FIRST / candidates)
  };
  const recall = { before: row.before.recall['20'], after: row.after.recall['20'], ceiling: row.ceiling.recall['20'] };
  const worth = counts.lists === 0 ? null : recall;
  return {
    show: 'reranked',
    values: {
      ...faults,
      ...(worth && {
        ...worth,
        gain: worth.after - worth.before,
        places: counts.invented / counts.places,
        lists: counts.listsWithInvented / counts.lists,
        same: order.same
      })
    },
    run: { label: run.label, seed: run.seed },
    users: study.users.length,
    candidates,
    faults,
    example: {
      user: dataset.userIds[study.users[telling]?.user ?? -1] ?? '',
      candidates: [...(example?.candidates ?? [])],
      answer: example ? faultsOf(example) : [],
      instruction: example?.instruction ?? ''
    },
    counts,
    worth,
    order
  };
};

/** Of the candidates among the first ten places of one answer, the share that is among the first ten of another. */
function sameShare({ titles, candidates }: Answer, other: Answer | undefined): number {
  const isThere = (title: string): boolean => candidates.includes(title);
  const first = new Set(titles.slice(0, FIRST).filter(isThere));
  const second = new Set(other?.titles.slice(0, FIRST));
  return first.size === 0 ? 0 : [...first].filter((title) => second.has(title)).length / first.size;
}
