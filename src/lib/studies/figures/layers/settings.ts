// Settings of the figure "layers".
import type { SettingField } from '#lib/settings/field';

export const LAYERS_FIELDS: readonly SettingField[] = [
  {
    key: 'deepest',
    label: 'Deepest',
    help: 'Layers to look at, from none to this many.',
    type: 'integer',
    default: 8,
    min: 1,
    max: 32,
    unit: 'layers'
  }
];
