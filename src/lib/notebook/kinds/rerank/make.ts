// The rerank cell: asks a language model to put a stored run's first places in another order. Runs where the reader's key is; needs no
// device. Only titles of training items and of candidates are sent.
import { askAll } from '#lib/llm/answers/answers';
import type { ChatRecord } from '#lib/llm/answers/record';
import { asking } from '#lib/llm/local/ask';
import { usageReport } from '#lib/llm/cost/usage';
import { rerank, type RerankExample } from '#lib/studies/rerank/rerank';
import { rest, timed } from '#lib/work/work';
import type { Made } from '../../run/artifacts';
import type { CellWork } from '../../run/cell-work';
import { datasetIdBehind, firstSeedOf } from '../inputs';
import type { KindMaker } from '../maker';
import type { ResolvedRerank } from './describe';
import { rerankStored, type RerankResult, type StoredReranking } from './stored';

export const maker: KindMaker<ResolvedRerank, RerankResult> = {
  stored: rerankStored,
  make: (cell, plan, work) =>
    makeReranking(cell, { dataset: datasetIdBehind(plan, cell.name), run: firstSeedOf(plan, cell.run) }, work)
};

interface RerankInputs {
  /** Ids of the data set and of the first seed's run. */
  readonly dataset: string;
  readonly run: string;
}

/**
 * @throws AppError llm/…, internal/cancelled; what was answered until then is stored
 */
async function makeReranking(cell: ResolvedRerank, ids: RerankInputs, work: CellWork): Promise<Made> {
  const { artifacts } = work;
  const dataset = await artifacts.dataset(ids.dataset);
  const { run, arrays } = await artifacts.run(ids.run);
  await rest(work, 'The re-ranking');
  const { userCount, itemCount, split } = dataset;
  const titleOf = (item: number): string => dataset.itemTexts?.[item]?.title || (dataset.itemIds[item] ?? String(item));
  const { settings } = cell;
  const records: ChatRecord[] = [];
  const control = timed(work, 'answers');
  const study = await asking(cell.provider, work, control, (llm) =>
    rerank({ userCount, itemCount, split, arrays, seed: settings.seed }, titleOf, settings, async (questions, what) => {
      const answers = await askAll(questions, llm, control, what);
      for (const { record } of answers) records.push(record);
      return answers;
    })
  );
  const usage = usageReport({ list: records }, ['list']);
  const { order, domain, model, users, history, temperature } = settings;
  const json: StoredReranking = {
    provenance: {
      ...run.provenance,
      treatment: {
        run: run.label,
        model,
        candidates: settings.candidates.join(', '),
        users,
        history,
        order,
        domain,
        temperature
      }
    },
    seeds: [run.result.seed],
    label: run.label,
    model: cell.provider.kind === 'local' ? `${model}, a small model on this machine` : model,
    order,
    users: study.users.length,
    rows: study.rows.map((row) => ({ ...row, differences: [...row.differences] })),
    examples: study.examples.map((example) => shown(example)),
    ...(usage && { usage: { ...usage, models: [...usage.models], parts: [...usage.parts] } })
  };
  const { provenance: _provenance, usage: _usage, ...digested } = json;
  return { json, arrays: {}, digested };

  function shown(example: RerankExample): StoredReranking['examples'][number] {
    const user = study.users.find(({ user }) => user === example.user);
    const listed = (item: number) => ({ title: titleOf(item), heldOut: user?.heldOut.has(item) ?? false });
    return {
      user: dataset.userIds[example.user] ?? String(example.user),
      candidates: example.candidates,
      history: (user?.history ?? []).map(titleOf),
      before: example.before.map(listed),
      after: example.after.map(({ item, named, from }) =>
        item === null ? { title: named ?? '', heldOut: false, from: null } : { ...listed(item), from }
      ),
      reasoning: example.reasoning,
      problem: example.problem
    };
  }
}
