// No model grows: as many tensors and bytes late in a run as early. One suite, on wasm in Node and on WebGPU in Chromium, where the
// bytes are those of GPU buffers.
import { memory } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { masksNodes } from '#lib/alignment/names';
import { BACKBONE_NAMES, isOfTexts, type BackboneName } from '#lib/backbones/names';
import { largest } from '#lib/elementary/extent';
import type { AlignmentName } from '#lib/alignment/names';
import { resolveSettings } from './settings/presets';
import { groups, vectors } from './testing/tiny';
import { trainRun } from './loop/train';

const OWN: Readonly<Partial<Record<BackboneName, Readonly<Record<string, number>>>>> = {
  dccf: { intents: 4 },
  autocf: { heads: 2, seed_nodes: 3 }
};

/** AutoCF's graphs are drawn anew every ten steps and differ in size. */
const ROOM: Readonly<Partial<Record<BackboneName, number>>> = { autocf: 1.15 };

/**
 * @param bytes in use on the backend
 * @param epochs a multiple of `every`
 * @param every epochs between two measurements, even
 */
export function describeMemory(
  alignments: readonly AlignmentName[],
  bytes: () => number,
  epochs: number,
  every: number
): void {
  describe.each(BACKBONE_NAMES)('%s', (backbone) => {
    const possible = alignments.filter((alignment) => !(isOfTexts(backbone) && masksNodes(alignment)));
    it.each(possible)(`does not grow over ${epochs} epochs with alignment %s`, async (alignment) => {
      const overrides = {
        dimensions: 8,
        batch_size: 500,
        epochs,
        patience: 1000,
        validate_every: every,
        ...OWN[backbone]
      };
      const settings = resolveSettings(backbone, alignment, 'small', overrides);
      const tensors: number[] = [];
      const used: number[] = [];
      await trainRun(
        { dataset: groups(), settings, seed: 1, vectors: vectors() },
        {
          onEpoch: ({ epoch }) => {
            // Epochs with a validation before them hold the best parameters too; those between are alike.
            if (epoch % every !== every / 2) return;
            tensors.push(memory().numTensors);
            used.push(bytes());
          }
        }
      );
      expect(tensors).toHaveLength(epochs / every);
      expect(new Set(tensors).size).toBe(1);
      expect(largest(used)).toBeLessThanOrEqual((used[0] ?? 0) * (ROOM[backbone] ?? 1));
    });
  });
}
