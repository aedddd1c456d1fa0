// Turns the figure "candidates" into an order of models at one number of candidates, lines beside EASE, and a table. Pure.
import type { FigureResult } from '#lib/notebook/kinds/figure/stored';
import { armStyles, type ArmStyle } from '../../../charts/arm-style';
import type { Point } from '../../../charts/scale';
import type { DataTable } from '../../../text/table';

export type CandidatesData = Extract<FigureResult['data'], { show: 'candidates' }>;
type Model = CandidatesData['models'][number];

/** What lines are counted from. */
const BESIDE = 'ease';

export interface Placed {
  readonly key: string;
  readonly label: string;
  readonly recall: number;
  readonly style: ArmStyle;
  /** Places up from where it stands among all items; below zero: down. */
  readonly up: number;
}

function stylesOf(models: readonly Model[]): (model: Model) => ArmStyle {
  const arms = models.map(({ key, role, alignment }) => ({ name: key, role, alignment }));
  const styleOf = armStyles(arms);
  return ({ key }) =>
    styleOf(arms.find(({ name }) => name === key) ?? { name: key, role: 'run', alignment: undefined });
}

const sorted = (models: readonly Model[], at: number): readonly Model[] =>
  [...models].sort((a, b) => (b.recall[at] ?? 0) - (a.recall[at] ?? 0));

/** The models, the best first, at the number of candidates with that index. */
export function orderAt({ models, candidates }: CandidatesData, at: number): readonly Placed[] {
  const styleOf = stylesOf(models);
  const among = sorted(models, candidates.length - 1);
  return sorted(models, at).map((model, place) => ({
    key: model.key,
    label: model.label,
    recall: model.recall[at] ?? 0,
    style: styleOf(model),
    up: among.indexOf(model) - place
  }));
}

export interface RelativeLine {
  readonly label: string;
  readonly style: ArmStyle;
  /** Across the number of candidates, up the recall relative to EASE's: 0.1 is a tenth more. */
  readonly points: readonly Point[];
}

/** Every model beside EASE, which lies at zero. */
export function linesBeside({ models, candidates }: CandidatesData): readonly RelativeLine[] {
  const beside = models.find(({ key }) => key === BESIDE);
  const styleOf = stylesOf(models);
  return models.map((model) => ({
    label: model.label,
    style: styleOf(model),
    points: candidates.flatMap((x, at) => {
      const whole = beside?.recall[at] ?? 0;
      return whole === 0 ? [] : [{ x, y: (model.recall[at] ?? 0) / whole - 1 }];
    })
  }));
}

export function candidatesTable({ models, candidates, cutoff }: CandidatesData): DataTable {
  return {
    caption: `recall@${cutoff} by number of candidates, mean over all draws`,
    columns: ['candidates', ...models.map(({ label }) => label)],
    rows: candidates.map((number, at) => [number, ...models.map(({ recall }) => recall[at] ?? null)])
  };
}
