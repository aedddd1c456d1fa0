// The dataset cell: where interactions, split and texts come from, how the files are read, and how they are prepared.
import { READING_KEYS } from '#lib/dataset/formats/shared/reading-fields';
import type { ReadingSettings } from '#lib/dataset/imports/record';
import {
  PREPARE_DEFAULTS,
  PREPARE_FIELDS,
  type PrepareField,
  type PrepareSettings
} from '#lib/dataset/prepare/settings';
import { SHOP_FIELDS } from '#lib/dataset/synthetic/parameters';
import type { ShopChanges } from '#lib/dataset/synthetic/source';
import { appError } from '#lib/errors/app-error';
import { NAME_FIELD } from '../../schema/common';
import type { FieldReader } from '../../schema/reader';
import type { FieldSchema } from '../../schema/types';
import type { KindDescription } from '../description';
import { alone } from '../references';
import type { DatasetResult } from './stored';

export interface ResolvedDataset {
  readonly kind: 'dataset';
  readonly name: string;
  readonly source: string;
  /** How the files are read, where the cell says so. */
  readonly reading: ReadingSettings;
  /** What is done to the rows, where it differs from the defaults. */
  readonly prepare: Partial<PrepareSettings>;
  /** In what the bookshop is to differ from the bundled one; left out where in nothing. */
  readonly shop?: ShopChanges;
}

/** The source that is made by a generator which comes along. */
const SHOP = 'bookshop';

export const datasetKind: KindDescription<ResolvedDataset, DatasetResult> = {
  kind: 'dataset',
  title: 'Data set',
  help: 'Interactions with their split into training, validation and test, and texts where there are some.',
  fields: [
    NAME_FIELD,
    {
      key: 'source',
      label: 'Source',
      help: 'A bundled data set (bookshop), data imported on the Data page, or the URL of a file or folder; on the command line also a file or folder beside the notebook.',
      type: 'text',
      required: true
    },
    ...PREPARE_FIELDS.map((field): FieldSchema => ({ ...field, required: false })),
    ...SHOP_FIELDS.map(({ parameter: _, ...field }): FieldSchema => ({
      ...field,
      required: false,
      appliesTo: { key: 'source', values: [SHOP] }
    })),
    ...READING_KEYS.map(({ key, label, help }): FieldSchema => ({ key, label, help, type: 'text', required: false }))
  ],
  revision: 2,
  stored: { label: 'data sets' },
  resolve: resolveDataset,
  references: () => [],
  identify: async ({ reading, prepare, shop }, at) =>
    at.files === undefined
      ? null
      : // Left out where nothing is said, as it was before data could be prepared.
        alone(at.hash({ reading: said(reading), prepare: said(prepare), shop }, { files: at.files })),
  summary: ({ text }) => [text('source')],
  values: ({ users, items, interactions, density, trainDegrees }) => ({
    users,
    items,
    train: interactions.train,
    density,
    'median.user': trainDegrees.user.median,
    'median.item': trainDegrees.item.median
  }),
  anchors: () => ({ parts: ['degrees'], acts: [] })
};

function resolveDataset(reader: FieldReader): ResolvedDataset {
  const reading: Record<string, string> = {};
  for (const { key } of READING_KEYS) {
    // A column of an empty name is none: said so, not left out.
    const value = reader.isGiven(key) ? reader.id(key, true) : undefined;
    if (value !== undefined) reading[key] = value;
  }
  return {
    kind: 'dataset',
    name: reader.text('name'),
    source: reader.text('source'),
    reading: reading satisfies ReadingSettings,
    prepare: prepareSettings(reader),
    ...shopSettings(reader)
  };
}

/** @throws AppError notebook/key-does-not-apply */
function shopSettings(reader: FieldReader): Pick<ResolvedDataset, 'shop'> {
  const given = SHOP_FIELDS.filter(({ key }) => reader.isGiven(key));
  const [first] = given;
  const source = reader.text('source');
  if (first && source !== SHOP) {
    const because = `source is "${source}", which is no invented shop`;
    throw appError('notebook/key-does-not-apply', { key: first.key, because }, reader.where(first.key));
  }
  const shop: ShopChanges = Object.fromEntries(
    given
      .map((field) => ({
        ...field,
        value: field.type === 'integer' ? reader.integer(field.key) : reader.number(field.key)
      }))
      .filter((field) => field.value !== field.default)
      .map(({ parameter, value }) => [parameter, value])
  );
  return Object.keys(shop).length > 0 ? { shop } : {};
}

/** What differs from the defaults: a preparation that does nothing is none. */
function prepareSettings(reader: FieldReader): Partial<PrepareSettings> {
  const given = PREPARE_FIELDS.filter(({ key }) => reader.isGiven(key)).map((field): [string, string | number] => [
    field.key,
    valueOf(field, reader)
  ]);
  const settings: Partial<PrepareSettings> = Object.fromEntries(
    given.filter(([key, value]) => Reflect.get(PREPARE_DEFAULTS, key) !== value)
  );
  const { val_share: val = PREPARE_DEFAULTS.val_share, test_share: test = PREPARE_DEFAULTS.test_share } = settings;
  if (val + test >= 1)
    throw reader.bad('test_share', 'shares of validation and test that leave something for training');
  return settings;
}

function valueOf(field: PrepareField, reader: FieldReader): string | number {
  switch (field.type) {
    case 'integer':
      return reader.integer(field.key);
    case 'number':
      return reader.number(field.key);
    case 'choice':
      return reader.choice(field.key, field.options);
  }
}

/** undefined where nothing is said. */
const said = <Settings extends object>(settings: Settings): Settings | undefined =>
  Object.keys(settings).length > 0 ? settings : undefined;
