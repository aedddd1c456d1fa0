// Re-ranking by a language model (paper §1, Fig. 1): the first places of a trained run's list, put in another order by a model, and
// what that does to recall and NDCG. What the model answered is its list: nothing is filled in where it named no candidate.
import { largest } from '#lib/elementary/extent';
import { METRIC_NAMES, userMetrics } from '#lib/evaluation/metrics';
import { pairedBootstrap, type Interval } from '#lib/evaluation/significance';
import type { Metrics, MetricName } from '#lib/evaluation/types';
import type { Answered, Question } from '#lib/llm/answers/answers';
import { rerankUsers, shownOrder, type RerankSource, type RerankUser } from './candidates';
import { parseRerankAnswer, type RerankedList } from './parse';
import { PLACES, RERANK_ANSWER, rerankMessages } from './prompt';
import { RERANK_CUTOFFS, RERANK_PROMPT_VERSION, type RerankCutoff, type RerankSettings } from './settings';

export const BOOTSTRAP_SAMPLES = 2000;

/** Tokens of an answer, about: twenty numbers and a few sentences. */
const EXPECTED_TOKENS = 160;

type Row = Record<MetricName, Record<RerankCutoff, number>>;

export interface RerankDifference {
  readonly metric: MetricName;
  readonly cutoff: RerankCutoff;
  readonly mean: number;
  readonly interval95: Interval;
}

/** One number of candidates. */
export interface RerankRow {
  readonly candidates: number;
  /** Users with a usable answer; all metrics are means over these. */
  readonly answered: number;
  readonly failed: number;
  readonly before: Row;
  readonly after: Row;
  /** With all held-out candidates first: what no order of these candidates can beat. */
  readonly ceiling: Row;
  /** After − before; empty where no answer was usable. */
  readonly differences: readonly RerankDifference[];
  /** Places that named no candidate, over all lists. */
  readonly hallucinated: number;
  readonly listsWithHallucinations: number;
  readonly repeated: number;
  readonly missing: number;
}

export interface RerankedPlace {
  /** null: not among the candidates. */
  readonly item: number | null;
  /** As the model named it, where it is not among them. */
  readonly named: string | null;
  /** Place in the recommender's list, from 1. */
  readonly from: number | null;
}

/** One list to read. */
export interface RerankExample {
  readonly user: number;
  readonly candidates: number;
  readonly before: readonly number[];
  readonly after: readonly RerankedPlace[];
  readonly reasoning: string;
  /** Why there is no list; null where there is one. */
  readonly problem: string | null;
}

export interface RerankStudy {
  readonly rows: readonly RerankRow[];
  readonly users: readonly RerankUser[];
  readonly examples: readonly RerankExample[];
}

/** A list, and where there is none why not. */
export interface RerankAnswer extends Pick<Answered<RerankedList>, 'value'> {
  readonly record: { readonly detail: string };
}

/** Asks; answers in the order of the questions. */
export type AskRerank = (
  questions: readonly Question<RerankedList>[],
  what: string
) => Promise<readonly RerankAnswer[]>;

/** Lists shown to be read: of the first users by index, a choice that looks at no result. */
const EXAMPLES = 3;

interface Asked {
  readonly user: RerankUser;
  /** Items in the recommender's order. */
  readonly candidates: readonly number[];
  /** Items in the order shown. */
  readonly shown: readonly number[];
  readonly question: Question<RerankedList>;
}

/** The questions about `count` candidates, one a user. */
export function rerankQuestions(
  users: readonly RerankUser[],
  titles: (item: number) => string,
  count: number,
  settings: RerankSettings
): readonly Asked[] {
  const { model, domain, order, temperature, answerTokens, seed } = settings;
  return users.map((user) => {
    const candidates = user.ranked.slice(0, count);
    const shown = shownOrder(candidates, order, user.user, seed);
    const names = shown.map(titles);
    return {
      user,
      candidates,
      shown,
      question: {
        request: {
          model,
          messages: rerankMessages({ domain, history: user.history.map(titles), candidates: names }),
          answer: RERANK_ANSWER,
          temperature,
          seed,
          maxTokens: answerTokens
        },
        promptVersion: `rerank ${domain} ${RERANK_PROMPT_VERSION}`,
        expectedTokens: EXPECTED_TOKENS,
        parse: (text) => parseRerankAnswer(text, names)
      }
    };
  });
}

/** @throws what `ask` throws; what was answered until then is stored by it */
export async function rerank(
  source: RerankSource,
  titles: (item: number) => string,
  settings: RerankSettings,
  ask: AskRerank
): Promise<RerankStudy> {
  const depth = largest(settings.candidates);
  const users = rerankUsers(source, settings.users, depth, settings.history);
  const rows: RerankRow[] = [];
  let examples: readonly RerankExample[] = [];
  for (const count of settings.candidates) {
    const asked = rerankQuestions(users, titles, count, settings);
    const answers = await ask(
      asked.map(({ question }) => question),
      `${count} candidates`
    );
    rows.push(rowOf(count, asked, answers, settings.seed));
    if (count === depth) examples = asked.slice(0, EXAMPLES).map((one, at) => exampleOf(one, answers[at], count));
  }
  return { rows, users, examples };
}

/** Hits of a list that may hold places without an item. */
const hitsOf = (list: readonly (number | null)[], heldOut: ReadonlySet<number>): boolean[] =>
  list.map((item) => item !== null && heldOut.has(item));

function rowOf(
  count: number,
  asked: readonly Asked[],
  answers: readonly Pick<Answered<RerankedList>, 'value'>[],
  seed: number
): RerankRow {
  const before: Metrics[] = [];
  const after: Metrics[] = [];
  const ceiling: Metrics[] = [];
  const sums = { hallucinated: 0, listsWithHallucinations: 0, repeated: 0, missing: 0 };
  asked.forEach(({ user, candidates, shown }, at) => {
    const list = answers[at]?.value;
    if (!list) return;
    const { heldOut } = user;
    const hits = hitsOf(candidates, heldOut);
    const reranked = list.places.map((place) => (place === null ? null : (shown[place] ?? null)));
    before.push(userMetrics(hits, heldOut.size));
    after.push(userMetrics(hitsOf(reranked, heldOut), heldOut.size));
    ceiling.push(
      userMetrics(
        [...hits].sort((a, b) => Number(b) - Number(a)),
        heldOut.size
      )
    );
    sums.hallucinated += list.hallucinated.length;
    sums.listsWithHallucinations += list.hallucinated.length > 0 ? 1 : 0;
    sums.repeated += list.repeated;
    sums.missing += list.missing;
  });
  return {
    candidates: count,
    answered: after.length,
    failed: asked.length - after.length,
    before: meanOf(before),
    after: meanOf(after),
    ceiling: meanOf(ceiling),
    differences: after.length === 0 ? [] : differencesOf(before, after, seed),
    ...sums
  };
}

function meanOf(users: readonly Metrics[]): Row {
  const mean = (metric: MetricName, cutoff: RerankCutoff) =>
    users.length === 0 ? 0 : users.reduce((sum, user) => sum + user[metric][cutoff], 0) / users.length;
  const both = (metric: MetricName) => ({ '10': mean(metric, '10'), '20': mean(metric, '20') });
  return { recall: both('recall'), ndcg: both('ndcg') };
}

function differencesOf(
  before: readonly Metrics[],
  after: readonly Metrics[],
  seed: number
): readonly RerankDifference[] {
  return METRIC_NAMES.flatMap((metric) =>
    RERANK_CUTOFFS.map((cutoff) => {
      const differences = after.map((row, at) => row[metric][cutoff] - (before[at]?.[metric][cutoff] ?? 0));
      const { mean, interval95 } = pairedBootstrap(differences, { samples: BOOTSTRAP_SAMPLES, seed });
      return { metric, cutoff, mean, interval95 };
    })
  );
}

function exampleOf(
  { user, candidates, shown }: Asked,
  answered: RerankAnswer | undefined,
  count: number
): RerankExample {
  const list = answered?.value ?? null;
  const names = list?.hallucinated ?? [];
  let named = 0;
  const after = (list?.places ?? []).map((place): RerankedPlace => {
    const item = place === null ? null : (shown[place] ?? null);
    if (item === null) return { item: null, named: names[named++] ?? '', from: null };
    return { item, named: null, from: candidates.indexOf(item) + 1 };
  });
  return {
    user: user.user,
    candidates: count,
    before: candidates.slice(0, PLACES),
    after,
    reasoning: list?.reasoning ?? '',
    problem: list ? null : (answered?.record.detail ?? 'it was not asked')
  };
}
