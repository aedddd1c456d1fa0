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
    /** Where what is compared was made on unlike ones: each, without the names of hosts. */
    readonly machines?: readonly string[];
  };
}

export const secondsOf = (metas: readonly ArtifactMeta[]): number => metas.reduce((sum, meta) => sum + meta.seconds, 0);

/** What training measures. */
export const MEASURED: Pick<ProtocolCard['protocol'], 'cutoffs' | 'metrics'> = {
  cutoffs: CUTOFFS,
  metrics: METRIC_NAMES
};

/** Unlike machines that artifacts were made on, in words; one, or none, where they are alike. What no machine tells stands as its device. */
export const machinesOf = (metas: readonly ArtifactMeta[]): readonly string[] =>
  [
    ...new Set(
      metas.map(({ machine, backend, adapter }) =>
        [
          ...(machine ? [machine.processor, machine.runtime, `rlmrec ${machine.program}`] : ['a browser, or not told']),
          backend,
          adapter
        ]
          .filter(Boolean)
          .join(' · ')
      )
    )
  ].sort();

/** The card behind numbers that the given artifacts hold. @param measured other than what training measures @param splits where there are several @param machines of what is compared */
export function cardOf(
  provenance: Pick<ProtocolCard['protocol'], 'dataset' | 'splitHash'> &
    Pick<ProtocolCard, 'treatment'> &
    Pick<ProtocolCard['environment'], 'versions'>,
  seeds: readonly number[],
  metas: readonly ArtifactMeta[],
  measured = MEASURED,
  splits?: ProtocolCard['protocol']['splits'],
  machines: readonly string[] = []
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
          .at(-1) ?? '',
      ...(machines.length > 1 && { machines })
    }
  };
}

/** Two rows with one label would not be told apart: the cell's name joins it. */
export function distinctLabels(labels: readonly string[], names: readonly string[]): readonly string[] {
  return labels.map((label, index) =>
    labels.filter((other) => other === label).length > 1 ? `${label} (${names[index] ?? index})` : label
  );
}
