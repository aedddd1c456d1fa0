// The card behind numbers: what they were measured on, made by, and where.
import { METRIC_NAMES } from '#lib/evaluation/metrics';
import { CUTOFFS } from '#lib/evaluation/types';
import type { ArtifactMeta } from '#lib/storage/types';

/** The three parts of the card that stands behind every number (docs/architecture.md). */
export interface ProtocolCard {
  readonly protocol: {
    readonly dataset: string;
    readonly splitHash: string;
    /** Where the numbers are means over several splits of the same data: all of them, `splitHash` being that of the first. */
    readonly splits?: readonly { readonly seed: number; readonly hash: string }[];
    readonly candidates: 'all items';
    readonly masking: 'train items masked; validation items not masked at test';
    readonly cutoffs: readonly number[];
    readonly metrics: readonly string[];
  };
  readonly treatment: Readonly<Record<string, string | number | boolean>>;
  readonly environment: {
    readonly seeds: readonly number[];
    readonly backend: string;
    readonly adapter: string;
    readonly versions: Readonly<Record<string, string>>;
    readonly seconds: number;
    readonly created: string;
  };
}

export const secondsOf = (metas: readonly ArtifactMeta[]): number => metas.reduce((sum, meta) => sum + meta.seconds, 0);

/** What training measures. */
export const MEASURED: Pick<ProtocolCard['protocol'], 'cutoffs' | 'metrics'> = {
  cutoffs: CUTOFFS,
  metrics: METRIC_NAMES
};

/** The card behind numbers that the given artifacts hold. @param measured other than what training measures @param splits where there are several */
export function cardOf(
  provenance: Pick<ProtocolCard['protocol'], 'dataset' | 'splitHash'> &
    Pick<ProtocolCard, 'treatment'> &
    Pick<ProtocolCard['environment'], 'versions'>,
  seeds: readonly number[],
  metas: readonly ArtifactMeta[],
  measured = MEASURED,
  splits?: ProtocolCard['protocol']['splits']
): ProtocolCard {
  const distinct = (values: readonly string[]) => [...new Set(values)].join(', ');
  return {
    protocol: {
      dataset: provenance.dataset,
      splitHash: provenance.splitHash,
      ...(splits ? { splits } : {}),
      candidates: 'all items',
      masking: 'train items masked; validation items not masked at test',
      ...measured
    },
    treatment: provenance.treatment,
    environment: {
      seeds,
      backend: distinct(metas.map((meta) => meta.backend)),
      adapter: distinct(metas.map((meta) => meta.adapter)),
      versions: provenance.versions,
      seconds: secondsOf(metas),
      created:
        metas
          .map((meta) => meta.created)
          .sort()
          .at(-1) ?? ''
    }
  };
}

/** Two rows with one label would not be told apart: the cell's name joins it. */
export function distinctLabels(labels: readonly string[], names: readonly string[]): readonly string[] {
  return labels.map((label, index) =>
    labels.filter((other) => other === label).length > 1 ? `${label} (${names[index] ?? index})` : label
  );
}
