// Settings of the figure "propagation".
import type { SettingField } from '#lib/settings/field';

export const PROPAGATION_FIELDS: readonly SettingField[] = [
  {
    key: 'components',
    label: 'Components shown',
    help: 'How many of the d numbers of each node to show.',
    type: 'integer',
    default: 4,
    min: 1,
    max: 16
  }
];
