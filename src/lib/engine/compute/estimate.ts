// What training on data of a given size would take on this device, before anything is trained: memory by the sizes of the arrays,
// time by a few steps on a made-up graph of that size.
import { COMPARED_ALIGNMENTS, type AlignmentName } from '#lib/alignment/names';
import type { GraphSize } from '#lib/bench/graphs';
import { measureCases } from '#lib/bench/measure';
import type { Measurement } from '#lib/bench/report-form';
import { stepCase } from '#lib/bench/step-cases';
import type { BenchDevice } from '#lib/bench/types';
import { smallest } from '#lib/elementary/extent';
import { trainingBytes } from '#lib/studies/estimate';
import { runLabel } from '#lib/studies/treatment';
import { resolveSettings } from '#lib/training/settings/presets';
import { suggestedPreset } from '#lib/backbones/presets';
import type { Control } from '#lib/work/work';

export interface ArmEstimate {
  readonly label: string;
  readonly alignment: AlignmentName;
  readonly bytes: number;
  readonly secondsPerEpoch: number;
}

export interface TrainingEstimate {
  readonly batchSize: number;
  readonly stepsPerEpoch: number;
  readonly timedSteps: number;
  readonly arms: readonly ArmEstimate[];
}

const ROUNDS = 3;
const SLOW_MS = 5000;
const ROUND_MS = 100;
const ARMS = COMPARED_ALIGNMENTS.map((alignment) => ({
  alignment,
  label: runLabel({ backbone: 'lightgcn', alignment })
}));

/**
 * @param size users, items and training interactions
 * @param width numbers of a semantic vector
 * @throws AppError internal/cancelled, device/…
 */
export async function estimateTraining(
  size: GraphSize,
  width: number,
  device: BenchDevice,
  control: Control
): Promise<TrainingEstimate> {
  const preset = suggestedPreset(size.interactions);
  const { batchSize } = resolveSettings('lightgcn', 'none', preset);
  const stepsPerEpoch = Math.ceil(size.interactions / batchSize);
  const cases = ARMS.map(({ alignment, label }) => {
    const { forms, ...rest } = stepCase(size, alignment, width, label, preset);
    // Only our own step: the stock one is a yardstick of the benchmark.
    return { ...rest, forms: forms.ours ? { ours: forms.ours } : {} };
  });
  const measurements: Measurement[] = [];
  await measureCases(
    { cases, devices: [device], rounds: ROUNDS, slowMs: SLOW_MS, roundMs: ROUND_MS, ...control },
    { webgpu: null, wasm: null },
    (found) => {
      if (found.type === 'measured') for (const one of found.measurements) measurements.push(one);
    }
  );
  return {
    batchSize,
    stepsPerEpoch,
    timedSteps: smallest(measurements.map(({ rounds }) => rounds)),
    arms: ARMS.map(({ alignment, label }) => {
      const measured = measurements.find((entry) => entry.case === label);
      const settings = resolveSettings('lightgcn', alignment, preset);
      return {
        label,
        alignment,
        bytes: trainingBytes(size, settings, alignment === 'none' ? 0 : width),
        secondsPerEpoch: ((measured?.medianMs ?? Number.NaN) * stepsPerEpoch) / 1000
      };
    })
  };
}
