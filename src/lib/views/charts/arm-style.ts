// Gives each arm of an experiment its look, the same in every figure. Colour tells the kind of model; dash and mark tell it again to those
// who do not see the colour, and tell arms of one kind apart. Pure.
export interface ArmStyle {
  /** A CSS variable of app.css. */
  readonly colour: string;
  /** SVG stroke-dasharray; empty is a solid line. */
  readonly dash: string;
  readonly width: number;
  /** Its mark as an SVG path around the point where it begins: `M{x} {y}{mark}`. */
  readonly mark: string;
}

const DASHES = ['', '6 4', '2 3', '10 3 2 3', '14 4', '5 2 1 2', '1 5', '9 2 2 2 2 2'];
const MARKS = [
  'm-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z',
  'm0-5.4l5.4 5.4-5.4 5.4-5.4-5.4z',
  'm-4-4h8v8h-8z',
  'm0-5.2l5.2 9h-10.4z',
  'm0 5.2l5.2-9h-10.4z',
  'm-1.5-5h3v3.5h3.5v3h-3.5v3.5h-3v-3.5h-3.5v-3h3.5z',
  'm0-2.2l2.8-2.8 2.2 2.2-2.8 2.8 2.8 2.8-2.2 2.2-2.8-2.8-2.8 2.8-2.2-2.2 2.8-2.8-2.8-2.8 2.2-2.2z',
  'm0-5.4l5.1 3.7-1.9 6h-6.4l-1.9-6z'
];

/** Where a kind begins in both lists. Kinds differ in the distance between the two, so that no two arms have both dash and mark in common. */
interface Kind {
  readonly colour: string;
  readonly width: number;
  readonly dash: number;
  readonly mark: number;
}

const BASE: Kind = { colour: 'var(--base)', width: 2, dash: 0, mark: 0 };
/** The paper's two alignments. By name, not off the registry: pages would load all settings with it for a dash. */
const ALIGNED: Readonly<Record<string, Kind>> = {
  contrastive: { colour: 'var(--aligned)', width: 2.5, dash: 0, mark: 1 },
  generative: { colour: 'var(--aligned)', width: 2.2, dash: 1, mark: 3 }
};
/** Any other alignment, a reader's own among them. */
const ALIGNED_OTHERWISE: Kind = { colour: 'var(--aligned)', width: 2.2, dash: 3, mark: 6 };
const SEMANTIC: Kind = { colour: 'var(--semantic)', width: 2, dash: 0, mark: 4 };
const POPULARITY: Kind = { colour: 'var(--noise)', width: 2, dash: 2, mark: 7 };
const OTHER: Kind = { colour: 'var(--collaborative)', width: 2, dash: 0, mark: 6 };

export interface ArmIdentity {
  /** Asked of references alone. */
  readonly name?: string;
  readonly role?: 'run' | 'reference';
  readonly alignment?: string | undefined;
}

/** By its alignment, or by its name where it is a reference. */
function kindOf({ role, name = '', alignment = 'none' }: ArmIdentity): Kind {
  if (role === 'reference') return name.includes('popular') ? POPULARITY : name.includes('semantic') ? SEMANTIC : OTHER;
  return alignment === 'none' ? BASE : (ALIGNED[alignment] ?? ALIGNED_OTHERWISE);
}

const nthOf = ({ colour, width, dash, mark }: Kind, nth: number): ArmStyle => ({
  colour,
  width,
  dash: DASHES[(dash + nth) % DASHES.length] ?? '',
  mark: MARKS[(mark + nth) % MARKS.length] ?? ''
});

/** The style of the nth of like things that are no arms, from 0. @param colour a CSS variable of app.css */
export const nthStyle = (colour: string, nth: number, width = 2): ArmStyle =>
  nthOf({ colour, width, dash: 0, mark: 0 }, nth);

/**
 * The style of each arm of one figure, by their order: two of one kind differ in dash and mark, up to eight of a kind. An arm that is not
 * among them has that of the first of its kind.
 */
export function armStyles<Arm extends ArmIdentity>(arms: readonly Arm[]): (arm: Arm) => ArmStyle {
  const before = new Map<Kind, number>();
  const styles = new Map<Arm, ArmStyle>();
  for (const arm of arms) {
    const kind = kindOf(arm);
    const nth = before.get(kind) ?? 0;
    before.set(kind, nth + 1);
    styles.set(arm, nthOf(kind, nth));
  }
  return (arm) => styles.get(arm) ?? nthOf(kindOf(arm), 0);
}

/** The style of an arm that is alone of its kind. */
export const armStyle = (arm: ArmIdentity): ArmStyle => nthOf(kindOf(arm), 0);
