// The stored figure (studies/figures/made.ts), and what is shown of it.
import * as v from 'valibot';
import { FigureForm, type FigureData } from '#lib/studies/figures/made';
import { cardOf } from '../card';
import { jsonForm, Provenance } from '../forms';
import { oneArtifact, type KindStored } from '../stored-form';

const Figure = v.object({
  /** null where the figure looks at no data. */
  provenance: v.nullable(Provenance),
  seeds: v.array(v.number()),
  data: FigureForm
});

export type StoredFigure = v.InferOutput<typeof Figure>;

export interface FigureResult {
  readonly kind: 'figure';
  readonly data: FigureData;
  /** Names of the train cells that it looks at, in the order of the data's runs. */
  readonly runs: readonly string[];
}

interface FigureCell {
  readonly kind: 'figure';
  readonly name: string;
  readonly runs: readonly string[];
}

export const figureStored: KindStored<FigureCell, FigureResult> = oneArtifact(
  jsonForm('figure', Figure),
  ({ provenance, seeds, data }, { runs }, meta) => ({
    result: { kind: 'figure', data, runs },
    ...(provenance && { card: cardOf(provenance, seeds, [meta]) })
  })
);

/** What is shown, where it comes from elsewhere. */
export const figureShown = v.object({ kind: v.literal('figure'), data: FigureForm, runs: v.array(v.string()) });
