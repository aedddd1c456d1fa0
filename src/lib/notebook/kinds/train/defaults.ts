// What a train cell trains where it does not say so.
import type { AlignmentName } from '#lib/alignment/names';
import type { BackboneName } from '#lib/backbones/names';
import type { PresetName } from '#lib/backbones/presets';

export const DEFAULT_BACKBONE: BackboneName = 'lightgcn';
export const DEFAULT_ALIGNMENT: AlignmentName = 'none';
export const DEFAULT_PRESET: PresetName = 'general';
