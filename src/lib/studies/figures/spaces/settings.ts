// Settings of the figure "spaces".
import type { SettingField } from '#lib/settings/field';

export const SPACES_FIELDS: readonly SettingField[] = [
  {
    key: 'points',
    label: 'Points',
    help: 'How many users and how many items a map shows, drawn at random, the same in every map.',
    type: 'integer',
    default: 250,
    min: 10,
    max: 2000
  },
  {
    key: 'neighbours',
    label: 'Neighbours',
    help: 'How many nearest items of an item to compare between two spaces.',
    type: 'integer',
    default: 10,
    min: 1,
    max: 100,
    unit: 'items'
  }
];
