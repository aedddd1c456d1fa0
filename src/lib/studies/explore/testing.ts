// Six users and five items small enough to work out by hand, two runs on them, words for some. Made up; only tests import this.
import type { Dataset, InteractionList, SemanticVectors } from '#lib/dataset/types';
import type { Profile, ProfileSet } from '#lib/profiles/types';
import type { RoomInput, RoomRun } from './room';

const pairs = (...list: readonly (readonly [user: number, item: number])[]): InteractionList => ({
  users: Int32Array.from(list, ([user]) => user),
  items: Int32Array.from(list, ([, item]) => item)
});

/** A script that must stay text. */
export const SCRIPT = '<script>alert("title")</script>';

/** u0 – i0, i1; u1 – i1, i2; u2 – i2, i3; u3 – i3; and apart from all of them u4, u5 – i4. */
export const DATASET: Dataset = {
  name: 'six',
  provenance: { title: 'Six', description: '', synthetic: true, source: 'made for a test' },
  userCount: 6,
  itemCount: 5,
  userIds: ['u0', 'u1', 'u2', 'u3', 'u4', 'u5'],
  itemIds: ['i0', 'i1', 'i2', 'i3', 'i4'],
  userTexts: [{ name: 'Ada', attributes: {} }],
  itemTexts: ['Harbour', SCRIPT, '', 'Storm', 'Moss'].map((title) => ({ title, attributes: {} })),
  split: {
    train: pairs([0, 0], [0, 1], [1, 1], [1, 2], [2, 2], [2, 3], [3, 3], [4, 4], [5, 4]),
    val: pairs([0, 2]),
    test: pairs([0, 3], [0, 4], [1, 0], [2, 4], [4, 3]),
    hash: 'six'
  }
};

const ITEMS = [1, 0, 0, 1, 1, 1, 2, 0, 0, -1];

export const RUNS: readonly RoomRun[] = [
  {
    key: 'a',
    label: 'LightGCN',
    seed: 7,
    isAligned: false,
    userEmbeddings: Float32Array.of(1, 0.5, 0, 1, 2, 1, 0, 1, -1, 0, 1, 0),
    itemEmbeddings: Float32Array.from(ITEMS)
  },
  {
    key: 'b',
    label: 'LightGCN-Con',
    seed: 8,
    isAligned: true,
    userEmbeddings: Float32Array.of(-1, 1, 0, 1, 1, 1, -1, 1, -2, 2, 1, 0),
    itemEmbeddings: Float32Array.from(ITEMS)
  }
];

/** u3 and i4 have none. */
export const VECTORS: SemanticVectors = {
  dimensions: 2,
  users: Float32Array.of(1, 0, 0, 1, 1, 1, 0, 0, 0, 2, 3, 0),
  items: Float32Array.of(1, 0, 0, 1, 1, 1, 2, 1, 0, 0),
  userPresent: Uint8Array.of(1, 1, 1, 0, 1, 1),
  itemPresent: Uint8Array.of(1, 1, 1, 1, 0)
};

const profile = (text: string | null, ...items: readonly string[]): Profile => ({
  text,
  reasoning: '',
  evidence: { items, reviews: 0, fields: [] }
});

export const PROFILES: ProfileSet = {
  users: [
    profile('Loves stormy seas and old harbours.', 'i0', 'i1'),
    profile('Gardens.'),
    profile('A stormy sea; dry humour.', 'i9'),
    profile(null),
    profile('Moss.'),
    profile('Moss.')
  ],
  items: ['Ships.', 'Bees.', 'Bees and ships.', 'For readers of old harbours.', null].map((text) => profile(text)),
  provenance: { generator: 'test', label: 'Written by hand.', version: 1, settings: {} }
};

export const roomInput = (more: Partial<RoomInput> = {}): RoomInput => ({
  dataset: DATASET,
  runs: RUNS,
  vectors: VECTORS,
  profiles: PROFILES,
  edits: [],
  ...more
});
