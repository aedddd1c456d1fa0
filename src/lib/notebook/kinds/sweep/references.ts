// Rows of a sweep that no training makes: at every point, what the reference comes to on the data of its first run.
import { evaluateScoring } from '#lib/evaluation/evaluate';
import { datasetBehind, withVaried } from '../../plan/graph';
import { referenceOn } from '../../rankings/reference';
import type { CellWork } from '../../run/cell-work';
import { idOf, type NotebookIds } from '../inputs';
import type { ResolvedSweep } from './describe';
import { metricOf } from './metrics';

export interface SweptReferences {
  readonly labels: readonly string[];
  /** [points][references]. */
  readonly values: readonly (readonly number[])[];
}

/**
 * @param points of each, a cell that is trained there
 * @throws AppError evaluation/…, notebook/artifact-lost, internal/cancelled
 */
export async function sweptReferences(
  { references, linear, part, metric }: ResolvedSweep,
  points: readonly string[],
  plan: NotebookIds,
  work: CellWork,
  force: boolean
): Promise<SweptReferences> {
  const { cells } = withVaried(plan.graph);
  const labels = new Map<string, Set<string>>(references.map((name) => [name, new Set()]));
  const byData = new Map<string, readonly number[]>();
  const values: (readonly number[])[] = [];
  for (const point of points) {
    const data = datasetBehind(point, cells);
    const datasetId = data === null ? '' : idOf(plan, data).id;
    const known = byData.get(datasetId);
    if (known) {
      values.push(known);
      continue;
    }
    const dataset = await work.artifacts.dataset(datasetId);
    const { split, userCount } = dataset;
    const own: number[] = [];
    for (const name of references) {
      const { label, scoring } = await referenceOn(
        name,
        { given: linear, dataset, datasetId, embeddingsId: null, force },
        work
      );
      labels.get(name)?.add(label);
      const heldOut = part === 'test' ? split.test : split.val;
      own.push(metricOf((await evaluateScoring(scoring, userCount, split.train, heldOut)).metrics, metric));
    }
    byData.set(datasetId, own);
    values.push(own);
  }
  // Of a model whose values are chosen at each point, those differ.
  return { labels: [...labels].map(([name, found]) => shared([...found]) ?? name), values };
}

/** "EASE, λ = 100" and "EASE, λ = 500" → "EASE". */
function shared(labels: readonly string[]): string | undefined {
  const [first] = labels;
  return labels.length > 1 ? first?.split(',')[0] : first;
}
