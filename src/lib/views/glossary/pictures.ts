// The small pictures of the glossary, as marks on a field of 120 × 44. Colours mean what they mean in every figure (app.css). Data alone.

export type Tone = 'ink' | 'base' | 'hit' | 'semantic' | 'collaborative' | 'aligned' | 'noise';

export type Mark =
  | { readonly bar: readonly [x: number, y: number, width: number, height: number]; readonly tone: Tone }
  | { readonly dot: readonly [x: number, y: number, radius: number]; readonly tone: Tone; readonly hollow?: true }
  | { readonly path: string; readonly tone: Tone; readonly dashed?: true }
  | { readonly word: string; readonly at: readonly [x: number, y: number] };

export interface Picture {
  /** For who does not see it. */
  readonly says: string;
  readonly marks: readonly Mark[];
}

const range = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

/** A list of ten places, its hits in another tone; `height` of the place at an index. */
const list = (hits: readonly number[], height: (index: number) => number): readonly Mark[] =>
  range(10).map((index) => ({
    bar: [4 + 11.4 * index, 34 - height(index), 9, height(index)],
    tone: hits.includes(index) ? 'hit' : 'noise'
  }));

const USERS = [8, 22, 36] as const;
const ITEMS = [6, 17, 28, 39] as const;
const LINES = [
  [0, 0],
  [0, 1],
  [1, 1],
  [1, 2],
  [2, 2],
  [2, 3]
] as const;

/** Users at the left, items at the right. */
const graph = (tone: (user: number, item: number) => Tone): readonly Mark[] => [
  ...LINES.map(([user, item]): Mark => ({ path: `M40 ${USERS[user]}L80 ${ITEMS[item]}`, tone: tone(user, item) })),
  ...USERS.map((y): Mark => ({ dot: [40, y, 4], tone: 'collaborative' })),
  ...ITEMS.map((y): Mark => ({ dot: [80, y, 4], tone: 'base' }))
];

export const PICTURES = {
  split: {
    says: 'A bar in three parts: three fifths training, one fifth validation, one fifth test.',
    marks: [
      { bar: [4, 12, 66, 12], tone: 'collaborative' },
      { bar: [72, 12, 21, 12], tone: 'semantic' },
      { bar: [95, 12, 21, 12], tone: 'hit' },
      { word: 'training', at: [37, 37] },
      { word: 'valid.', at: [82, 37] },
      { word: 'test', at: [106, 37] }
    ]
  },
  graph: {
    says: 'Three users at the left, four items at the right, six lines between them.',
    marks: graph(() => 'base')
  },
  layer: {
    says: 'The same graph; the lines within two steps of the first user are drawn strong.',
    marks: [
      ...graph(() => 'noise'),
      { path: 'M40 8L80 6M40 8L80 17M40 22L80 17', tone: 'collaborative' },
      { word: '2 steps', at: [17, 12] }
    ]
  },
  embedding: {
    says: 'Two arrows, of a user and of an item, that point nearly the same way, and a third that points elsewhere.',
    marks: [
      { path: 'M20 38L78 12', tone: 'collaborative' },
      { dot: [78, 12, 3], tone: 'collaborative' },
      { path: 'M20 38L88 20', tone: 'base' },
      { dot: [88, 20, 3], tone: 'base' },
      { path: 'M20 38L26 6', tone: 'noise', dashed: true },
      { dot: [26, 6, 3], tone: 'noise' }
    ]
  },
  cosine: {
    says: 'Two arrows from one point with the angle between them.',
    marks: [
      { path: 'M24 38L92 8', tone: 'ink' },
      { path: 'M24 38L104 38', tone: 'ink' },
      { path: 'M54 38A30 30 0 0 0 51.5 26', tone: 'aligned' },
      { word: 'angle', at: [74, 31] }
    ]
  },
  contrastive: {
    says: 'A user’s row has one strong line to the user’s own profile and weak ones to three others.',
    marks: [
      { path: 'M28 22L88 6', tone: 'aligned' },
      { path: 'M28 22L88 17M28 22L88 28M28 22L88 39', tone: 'noise', dashed: true },
      { dot: [28, 22, 4], tone: 'collaborative' },
      ...[6, 17, 28, 39].map((y): Mark => ({ dot: [90, y, 4], tone: 'semantic' }))
    ]
  },
  generative: {
    says: 'A hidden node, drawn hollow, gets messages of two neighbours; a line leads from it to its profile.',
    marks: [
      { path: 'M18 8L48 22M18 36L48 22', tone: 'base' },
      { path: 'M54 22L92 22', tone: 'aligned' },
      { dot: [16, 8, 4], tone: 'collaborative' },
      { dot: [16, 36, 4], tone: 'collaborative' },
      { dot: [50, 22, 4], tone: 'collaborative', hollow: true },
      { dot: [96, 22, 4], tone: 'semantic' }
    ]
  },
  temperature: {
    says: 'Cold: one bar has nearly all. Hot: four bars are alike.',
    marks: [
      ...[28, 5, 3, 2].map((height, index): Mark => ({
        bar: [8 + 11 * index, 32 - height, 8, height],
        tone: 'aligned'
      })),
      ...[12, 10, 9, 8].map((height, index): Mark => ({
        bar: [70 + 11 * index, 32 - height, 8, height],
        tone: 'aligned'
      })),
      { word: 'cold', at: [28, 42] },
      { word: 'hot', at: [90, 42] }
    ]
  },
  'early-stopping': {
    says: 'A curve rises and falls again; its highest point is marked.',
    marks: [
      { path: 'M6 38C20 14 34 8 54 8C78 8 92 14 114 22', tone: 'collaborative' },
      { path: 'M54 8L54 42', tone: 'hit', dashed: true },
      { dot: [54, 8, 3.5], tone: 'hit' }
    ]
  },
  recall: {
    says: 'A list of ten; two of its places are hits.',
    marks: [...list([1, 5], () => 16), { word: '2 hits among the first 10', at: [60, 43] }]
  },
  ndcg: {
    says: 'A list of ten whose places count less and less; two are hits.',
    marks: [...list([1, 5], (index) => 30 / Math.log2(index + 2)), { word: 'higher up counts more', at: [60, 43] }]
  },
  tail: {
    says: 'Bars of clicks by item, falling from a few high ones to many low ones.',
    marks: range(22).map((index) => ({
      bar: [5 + 5 * index, 40 - 36 / (1 + 0.45 * index), 3.6, 36 / (1 + 0.45 * index)],
      tone: index < 3 ? 'semantic' : index > 10 ? 'noise' : 'base'
    }))
  },
  interval: {
    says: 'A difference as a dot with its interval, which just leaves zero out.',
    marks: [
      { path: 'M30 4L30 32', tone: 'base', dashed: true },
      { path: 'M38 18L102 18M38 14L38 22M102 14L102 22', tone: 'aligned' },
      { dot: [70, 18, 4], tone: 'aligned' },
      { word: '0', at: [30, 42] }
    ]
  }
} as const satisfies Readonly<Record<string, Picture>>;

export type PictureName = keyof typeof PICTURES;

export const pictureOf = (name: PictureName): Picture => PICTURES[name];
