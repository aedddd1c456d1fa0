// No two arms of a figure look alike, also where there is no colour.
import { expect, test } from 'vitest';
import { armStyles, type ArmIdentity, type ArmStyle } from './arm-style';

const stylesOf = (arms: readonly ArmIdentity[]): readonly ArmStyle[] => arms.map(armStyles(arms));

const KINDS: readonly Omit<ArmIdentity, 'name'>[] = [
  { role: 'run', alignment: 'none' },
  { role: 'run', alignment: 'contrastive' },
  { role: 'run', alignment: 'generative' },
  { role: 'run', alignment: 'kar' }
];
const REFERENCES = ['popularity', 'semantic-only', 'item-knn'];
/** Eight of each kind that there is. */
const ALL: readonly ArmIdentity[] = Array.from({ length: 8 }, (_, nth) => [
  ...KINDS.map((kind) => ({ ...kind, name: `run-${nth}` })),
  ...REFERENCES.map((name) => ({ name, role: 'reference' as const }))
]).flat();

/** What is left of a style on grey paper. */
const inGrey = ({ dash, mark }: ArmStyle) => `${dash}|${mark}`;

/** The same list of arms for the same seed, of any length up to all. */
function drawnFrom(seed: number): readonly ArmIdentity[] {
  let state = seed;
  const next = () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
  const mixed = ALL.map((arm) => ({ arm, at: next() })).sort((a, b) => a.at - b.at);
  return mixed.slice(0, 1 + Math.floor(next() * ALL.length)).map(({ arm }) => arm);
}

test('of any arms, up to eight of a kind, no two have both dash and mark in common', () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const styles = stylesOf(drawnFrom(seed));
    expect(new Set(styles.map(inGrey)).size, `list ${seed}`).toBe(styles.length);
  }
});

test('of one kind, up to eight, no two have the dash or the mark in common: lines alone tell them apart, and so do points', () => {
  for (const kind of KINDS) {
    const styles = stylesOf(Array.from({ length: 8 }, (_, nth) => ({ ...kind, name: `run-${nth}` })));
    expect(new Set(styles.map(({ dash }) => dash)).size).toBe(8);
    expect(new Set(styles.map(({ mark }) => mark)).size).toBe(8);
    expect(new Set(styles.map(({ colour }) => colour)).size).toBe(1);
  }
});

test('the first of each kind looks as it does in every figure', () => {
  const [base, contrastive, generative] = stylesOf(KINDS.map((kind) => ({ ...kind, name: '' })));
  expect(base).toMatchObject({ colour: 'var(--base)', dash: '' });
  expect(contrastive).toMatchObject({ colour: 'var(--aligned)', dash: '' });
  expect(generative).toMatchObject({ colour: 'var(--aligned)', dash: '6 4' });
});
