// Settings of the figure "pull".
import type { SettingField } from '#lib/settings/field';

export const PULL_FIELDS: readonly SettingField[] = [
  {
    key: 'points',
    label: 'Arrows',
    help: 'How many users and how many items get an arrow, drawn at random, the same for every run.',
    type: 'integer',
    default: 120,
    min: 10,
    max: 1000
  }
];
