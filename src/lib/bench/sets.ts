// Which cases are measured, in which order and how thoroughly: the most telling first, so that whoever runs out of time has those. The
// page has two sets (quick, about a minute; full, ten at most), the command line all cases or those whose name is asked for.
import type { BackendName } from '#kernels/backend/choices';
import { SIZES, type SizeName } from './graphs';
import { operatorCases } from './operator-cases';
import { edgeSeries, isOfSeries, nodeSeries } from './series';
import { stepCases } from './step-cases';
import type { BenchCase, BenchDevice } from './types';

export const SET_NAMES = ['quick', 'full'] as const;
export type SetName = (typeof SET_NAMES)[number];

/** Both, and how much of each there is. */
export interface MeasuringTerms {
  readonly rounds: number;
  readonly roundMs: number;
  readonly slowMs: number;
  readonly boundSeconds: number;
}

export const TERMS: Readonly<Record<SetName, MeasuringTerms>> = {
  quick: { rounds: 5, roundMs: 100, slowMs: 1500, boundSeconds: 75 },
  full: { rounds: 7, roundMs: 100, slowMs: 4000, boundSeconds: 600 }
};

/** Of the made-up size that tests have: enough to see that it works, too little to time anything. */
const TINY_TERMS = { rounds: 2, roundMs: 1 };
/** Cases whose size is their own stay as they are: the large ones are left out there. */
const TINY_FLOPS = 1e8;

export const termsOf = (set: SetName, size: SizeName): MeasuringTerms => ({
  ...TERMS[set],
  ...(size === 'tiny' ? TINY_TERMS : {})
});

/** Width of the semantic vectors in the steps: the paper's on a card; a processor takes seconds a step for it. */
export function vectorsFor(size: SizeName, devices: readonly BenchDevice[]): number {
  if (size === 'tiny') return 12;
  return devices.some(isCard) ? 1536 : 256;
}

const isCard = ({ backend, software }: BenchDevice): boolean => backend === 'webgpu' && !software;

/** What an epoch is made of comes first, then what a card's shares are read from, then what takes most of an aligned step. */
const TELLING: readonly RegExp[] = [
  /^LightGCN (base|Con|Gen) step$/,
  /^nodes × 16$/,
  /^spmm$/,
  /^(dense|gradient of)/,
  /^InfoNCE/,
  /^top 20/,
  /^(Adam|BPR)/,
  / step$/,
  /^(?!edges|nodes)/
];

const rankOf = ({ name }: BenchCase): number => {
  const rank = TELLING.findIndex((pattern) => pattern.test(name));
  return rank < 0 ? TELLING.length : rank;
};

/** The most telling first; those that tell as much stay in their order. */
export const byTelling = (cases: readonly BenchCase[]): BenchCase[] => [...cases].sort((a, b) => rankOf(a) - rankOf(b));

/** Every case there is. @param width of the semantic vectors in the steps */
export function allCases(name: SizeName, width: number, devices: readonly BenchDevice[]): BenchCase[] {
  const size = SIZES[name];
  const cases = [...operatorCases(size), ...stepCases(size, width), ...edgeSeries(size), ...nodeSeries(size)];
  return byTelling(cases).map((item) => withoutHopeless(item, devices));
}

/** What a quick measurement leaves out, beside how cost grows: other models, and operators that cost little. */
const RARE = /^(gatherRows|uniform draws|edge mask|InfoNCE 4096|(?!LightGCN (base|Con|Gen) ).* step$)/;

/** The page's. */
export function casesOf(set: SetName, size: SizeName, width: number, devices: readonly BenchDevice[]): BenchCase[] {
  const all = allCases(size, width, devices);
  // Only a card is large enough for the largest graph: on a processor it says what the smaller ones say.
  const isWanted = ({ name }: BenchCase): boolean =>
    isOfSeries(name)
      ? set === 'full'
        ? /^nodes/.test(name)
        : name === 'nodes × 16' && devices.some(isCard)
      : set === 'full' || !RARE.test(name);
  return all.filter((item) => isWanted(item) && (size !== 'tiny' || (item.flops ?? 0) <= TINY_FLOPS));
}

/** What takes plain JavaScript, or a software adapter, most of a minute a run: measured where it makes sense. */
const HEAVY = /^(InfoNCE 4096|top 20, all|dense layer$|dense, gradient of a weight$|(?!LightGCN base).* step$)/;
/** The first layer and its weight's gradient, twelve billion operations each. */
const FIRST_LAYER = /^dense( layer|, gradient of a weight)$/;

function withoutHopeless(item: BenchCase, devices: readonly BenchDevice[]): BenchCase {
  if (!HEAVY.test(item.name)) return item;
  const isSoftware = devices.some(({ backend, software }) => backend === 'webgpu' && software);
  // A step has InfoNCE in it, which is measured by itself also on a software adapter, as smaller dense products are.
  const isTooLarge = item.isStep === true || FIRST_LAYER.test(item.name);
  const only: BackendName[] = isSoftware && isTooLarge ? ['wasm'] : ['webgpu', 'wasm'];
  return { ...item, only: item.only?.filter((name) => only.includes(name)) ?? only };
}
