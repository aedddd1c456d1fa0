// What a form says of settings that are left out is what a run takes.
import { expect, test } from 'vitest';
import { ALIGNMENT_NAMES } from '#lib/alignment/names';
import { BACKBONE_NAMES } from '#lib/backbones/names';
import { PRESETS } from '#lib/backbones/presets';
import { resolveHyperparameters } from '#lib/training/settings/presets';
import { leftOutOf } from './left-out';

test('values are those of the run, for every backbone, alignment and preset', () => {
  for (const backbone of BACKBONE_NAMES)
    for (const alignment of ALIGNMENT_NAMES)
      for (const preset of PRESETS) {
        const said = leftOutOf({ backbone, alignment, preset });
        const values = Object.fromEntries(Object.entries(said).map(([key, { value }]) => [key, value]));
        expect(values).toEqual(resolveHyperparameters(backbone, alignment, preset));
      }
});

test('the other presets are named with theirs, each once', () => {
  const { layers } = leftOutOf({ backbone: 'lightgcn', alignment: undefined, preset: 'small' });
  expect(layers).toMatchObject({ value: 3, by: 'preset small' });
  expect(layers?.elsewhere).toBe('amazon, yelp, general: 3 · steam: 2');
});

test('nothing is said of a backbone, an alignment or a preset that there is not', () => {
  expect(leftOutOf({ backbone: 'lightgnc', alignment: 'none', preset: 'small' })).toEqual({});
  expect(leftOutOf({ backbone: 3, alignment: undefined, preset: undefined })).toEqual({});
});
