// The figure cell: one figure of studies/figures from stored artifacts.
import type { FileSource } from '#lib/dataset/sources/source';
import { makeFigure } from '#lib/studies/figures/made';
import { figureDescription } from '#lib/studies/figures/registry';
import type { FigureRun } from '#lib/studies/figures/types';
import { NEUTRAL_USER_RULE } from '#lib/studies/rankings';
import { treatmentOf } from '#lib/studies/treatment';
import type { RunSettings } from '#lib/training/types';
import { paced, timed } from '#lib/work/work';
import { namedParameters, type Made } from '../../run/artifacts';
import { userOf } from '../../run/user';
import type { CellWork } from '../../run/cell-work';
import { VERSIONS } from '../../results/versions';
import { firstSeedOf, idOrNull, truthOf } from '../inputs';
import type { KindMaker } from '../maker';
import type { ResolvedFigure } from './describe';
import { figureStored, type FigureResult, type StoredFigure } from './stored';

export const maker: KindMaker<ResolvedFigure, FigureResult> = {
  stored: figureStored,
  make(cell, plan, work) {
    const inputs = {
      datasetId: idOrNull(plan, cell.dataset),
      cleanId: idOrNull(plan, cell.clean),
      truth: truthOf(plan, cell.name),
      runs: cell.runs.flatMap((name) => {
        const trained = plan.graph.cells.get(name);
        return trained?.kind === 'train' ? [{ id: firstSeedOf(plan, name), settings: trained.settings }] : [];
      }),
      embeddingsId: idOrNull(plan, cell.embeddings)
    };
    return makeFigureCell(cell, inputs, work);
  }
};

interface FigureInputs {
  readonly datasetId: string | null;
  readonly cleanId: string | null;
  /** Where the truth file lies; null where the data set has none. */
  readonly truth: FileSource | null;
  /** The first seed's run of each train cell, with the settings that it was trained by. */
  readonly runs: readonly { readonly id: string; readonly settings: RunSettings }[];
  readonly embeddingsId: string | null;
}

/** @throws AppError notebook/unknown-user, training/model-not-kept, internal/cancelled */
async function makeFigureCell(cell: ResolvedFigure, inputs: FigureInputs, work: CellWork): Promise<Made> {
  const { artifacts } = work;
  const load = (id: string | null) => (id === null ? null : artifacts.dataset(id));
  const [dataset, clean] = await Promise.all([load(inputs.datasetId), load(inputs.cleanId)]);
  const embeddings = inputs.embeddingsId === null ? null : await artifacts.embeddings(inputs.embeddingsId);
  const runs: FigureRun[] = [];
  for (const { id, settings } of inputs.runs) {
    const { run, arrays } = await artifacts.run(id);
    const parameters = namedParameters(run, arrays);
    runs.push({ label: run.label, seed: run.result.seed, settings, arrays, parameters });
  }
  const shows = figureDescription(cell.show).reads.user === true && dataset !== null;
  const data = await makeFigure(cell.show, {
    dataset,
    clean,
    truth: inputs.truth,
    runs,
    embeddings,
    user: shows ? userOf(cell.user, dataset) : null,
    rule: shows && cell.user === 'auto' ? NEUTRAL_USER_RULE : null,
    seed: cell.seed,
    settings: cell.settings,
    backend: work.device.backend,
    step: paced(timed(work, 'parts'), 'The figure')
  });
  const json: StoredFigure = {
    provenance:
      dataset === null
        ? null
        : {
            dataset: dataset.provenance.title,
            splitHash: dataset.split.hash,
            treatment: {
              figure: cell.show,
              ...(runs[0] ? treatmentOf(runs[0].settings) : {}),
              ...(runs.length > 1 ? { runs: runs.map(({ label }) => label).join(', ') } : {}),
              ...cell.settings
            },
            versions: { ...VERSIONS }
          },
    seeds: [...new Set(runs.map(({ seed }) => seed))],
    data
  };
  return { json, arrays: {}, digested: data };
}
