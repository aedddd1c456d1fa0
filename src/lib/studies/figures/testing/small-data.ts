// Data sets and runs of a few nodes whose figures can be worked out on paper. Only tests import this.
import type { Dataset, InteractionList } from '#lib/dataset/types';
import { resolveSettings } from '#lib/training/settings/presets';
import type { FigureInput, FigureRun } from '../types';

export type Pair = readonly [user: number, item: number];

export const pairs = (list: readonly Pair[]): InteractionList => ({
  users: Int32Array.from(list, ([user]) => user),
  items: Int32Array.from(list, ([, item]) => item)
});

export interface SmallData {
  readonly users: number;
  readonly items: number;
  /** Sorted by user, then item, as everywhere. */
  readonly train: readonly Pair[];
  readonly val?: readonly Pair[];
  readonly test?: readonly Pair[];
  readonly synthetic?: boolean;
}

/** Users u0, u1, …; items i0, i1, … with titles "Book 0", … */
export function smallDataset({ users, items, train, val = [], test = [], synthetic = false }: SmallData): Dataset {
  return {
    name: 'small',
    provenance: { title: 'Small', description: '', synthetic, source: 'made for a test' },
    userCount: users,
    itemCount: items,
    userIds: Array.from({ length: users }, (_, user) => `u${user}`),
    itemIds: Array.from({ length: items }, (_, item) => `i${item}`),
    split: { train: pairs(train), val: pairs(val), test: pairs(test), hash: '' },
    itemTexts: Array.from({ length: items }, (_, item) => ({ title: `Book ${item}`, attributes: {} }))
  };
}

/** A run whose node table, and final embeddings, are these rows: users first, then items. */
export function smallRun(rows: readonly (readonly number[])[], userCount: number, layers = 2): FigureRun {
  const values = Float32Array.from(rows.flat());
  const width = rows[0]?.length ?? 0;
  const settings = resolveSettings('lightgcn', 'none', 'small');
  return {
    label: 'LightGCN',
    seed: 1,
    settings: { ...settings, backboneSettings: { ...settings.backboneSettings, layers } },
    arrays: {
      userEmbeddings: values.slice(0, userCount * width),
      itemEmbeddings: values.slice(userCount * width),
      testUsers: new Int32Array(0),
      testRecall20: new Float32Array(0),
      testNdcg20: new Float32Array(0)
    },
    parameters: { nodes: { shape: [rows.length, width], values } }
  };
}

export function figureInput(given: Partial<FigureInput>): FigureInput {
  return {
    dataset: null,
    clean: null,
    truth: null,
    runs: [],
    embeddings: null,
    user: null,
    rule: null,
    seed: 1,
    settings: {},
    backend: 'cpu',
    step: () => Promise.resolve(),
    ...given
  };
}
