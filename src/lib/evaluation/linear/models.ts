// The models that a comparison may have beside trained runs: what they are called and what may be set. Words and numbers only; fields of
// cells, labels and grids are made from here, and rank.ts has the code.

/** One number of a model. A notebook may give several values: validation chooses. */
export interface LinearSetting {
  readonly key: string;
  /** In a row's name. */
  readonly symbol: string;
  readonly label: string;
  readonly help: string;
  readonly type: 'integers' | 'numbers';
  readonly default: number;
  readonly min: number;
  readonly max: number;
}

const NEIGHBOURS = {
  key: 'neighbours',
  symbol: 'neighbours',
  label: 'Neighbours',
  help: 'Of "item-knn": how many similar items each item keeps.',
  type: 'integers',
  default: 50,
  min: 1,
  max: 10_000
} as const satisfies LinearSetting;

const MOST_LAMBDA = 1_000_000;

const LAMBDA = {
  key: 'lambda',
  symbol: 'λ',
  label: 'λ of EASE',
  help: 'Of "ease": weight of the squared weights, in clicks; 50 to 1000 is usual.',
  type: 'numbers',
  default: 100,
  min: 0.001,
  max: MOST_LAMBDA
} as const satisfies LinearSetting;

const LAMBDA_TEXT = {
  key: 'lambda_text',
  symbol: 'λ_F',
  label: 'λ of texts',
  help: 'Of "ease-text" and "l3ae": the same for their model of texts (λ_F), whose vectors have length 1.',
  type: 'numbers',
  default: 10,
  min: 0.001,
  max: MOST_LAMBDA
} as const satisfies LinearSetting;

const LAMBDA_TOWARDS = {
  key: 'lambda_towards',
  symbol: 'λ_E',
  label: 'Weight of texts',
  help: 'Of "l3ae": how strongly the weights are drawn towards those of the texts (λ_E; the authors: 150).',
  type: 'numbers',
  default: 150,
  min: 0.001,
  max: MOST_LAMBDA
} as const satisfies LinearSetting;

const LAMBDA_CLICKS = {
  key: 'lambda_clicks',
  symbol: 'λ_X',
  label: 'λ of clicks',
  help: 'Of "l3ae": λ of its model of clicks (λ_X; the authors: −100 on books, −50 on games). With λ_E it must be above 0.',
  type: 'numbers',
  default: -100,
  min: -MOST_LAMBDA,
  max: MOST_LAMBDA
} as const satisfies LinearSetting;

interface LinearModel {
  /** As notebooks write it. */
  readonly name: string;
  readonly label: string;
  /** For the help of the field that lists the rows. */
  readonly help: string;
  readonly needsVectors: boolean;
  readonly settings: readonly LinearSetting[];
  /** What of a combination of values cannot be, where each by itself can. */
  readonly refuses?: (values: LinearValues) => { readonly key: string; readonly expected: string } | null;
}

/** Values of a model's settings by key. */
export type LinearValues = Readonly<Record<string, number>>;

export const LINEAR_MODELS = [
  {
    name: 'item-knn',
    label: 'ItemKNN',
    help: 'by the cosine of items',
    needsVectors: false,
    settings: [NEIGHBOURS]
  },
  { name: 'ease', label: 'EASE', help: 'by Steck’s linear model', needsVectors: false, settings: [LAMBDA] },
  {
    name: 'ease-text',
    label: 'EASE on texts',
    help: 'by the same model of the items’ semantic vectors',
    needsVectors: true,
    settings: [LAMBDA_TEXT]
  },
  {
    name: 'l3ae',
    label: 'L3AE',
    help: 'by EASE drawn towards that of the texts',
    needsVectors: true,
    settings: [LAMBDA_CLICKS, LAMBDA_TEXT, LAMBDA_TOWARDS],
    refuses: ({ lambda_clicks = LAMBDA_CLICKS.default, lambda_towards = LAMBDA_TOWARDS.default }: LinearValues) =>
      lambda_clicks + lambda_towards > 0
        ? null
        : { key: LAMBDA_CLICKS.key, expected: `numbers that are above 0 with each ${LAMBDA_TOWARDS.key} added` }
  }
] as const satisfies readonly LinearModel[];

export type LinearName = (typeof LINEAR_MODELS)[number]['name'];

export const LINEAR_NAMES: readonly LinearName[] = LINEAR_MODELS.map(({ name }) => name);

export function linearModel(name: LinearName): LinearModel {
  const found = LINEAR_MODELS.find((model) => model.name === name);
  if (!found) throw new Error(`There is no linear model ${name}`);
  return found;
}

/** Settings of all models, each once. */
export const LINEAR_SETTINGS: readonly LinearSetting[] = [
  ...new Set(LINEAR_MODELS.flatMap(({ settings }): readonly LinearSetting[] => settings))
];

/** All combinations of the values given, the last setting's fastest; what is not given has its default. */
export function gridOf(name: LinearName, given: Readonly<Record<string, readonly number[]>>): readonly LinearValues[] {
  return linearModel(name).settings.reduce<readonly LinearValues[]>(
    (grid, { key, default: one }) =>
      grid.flatMap((values) => (given[key] ?? [one]).map((value) => ({ ...values, [key]: value }))),
    [{}]
  );
}

/** "EASE (λ = 100)", "ItemKNN (50 neighbours)". */
export const linearLabel = (name: LinearName, values: LinearValues): string =>
  `${linearModel(name).label} (${valuesInWords(name, values)})`;

/** "λ = 100", "50 neighbours". */
export const valuesInWords = (name: LinearName, values: LinearValues): string =>
  linearModel(name)
    .settings.map(({ key, symbol, type, default: one }) => {
      const value = String(values[key] ?? one).replace('-', '−');
      return type === 'integers' ? `${value} ${symbol}` : `${symbol} = ${value}`;
    })
    .join(', ');
