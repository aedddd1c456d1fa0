// Gives each arm of an experiment its look, the same in every figure. Colour tells the kind of model; dash and label tell it again to
// those who do not see the colour. Pure.
export interface ArmStyle {
  /** A CSS variable of app.css. */
  readonly colour: string;
  /** SVG stroke-dasharray; empty is a solid line. */
  readonly dash: string;
  readonly width: number;
}

const BASE: ArmStyle = { colour: 'var(--base)', dash: '', width: 2 };
/** The paper's two alignments. By name, not off the registry: pages would load all settings with it for a dash. */
const ALIGNED: Readonly<Record<string, ArmStyle>> = {
  contrastive: { colour: 'var(--aligned)', dash: '', width: 2.5 },
  generative: { colour: 'var(--aligned)', dash: '6 4', width: 2.2 }
};
/** Any other alignment, a reader's own among them. */
const ALIGNED_OTHERWISE: ArmStyle = { colour: 'var(--aligned)', dash: '10 3 2 3', width: 2.2 };
const SEMANTIC: ArmStyle = { colour: 'var(--semantic)', dash: '', width: 2 };
const POPULARITY: ArmStyle = { colour: 'var(--noise)', dash: '2 3', width: 2 };
const OTHER: ArmStyle = { colour: 'var(--collaborative)', dash: '', width: 2 };

export interface ArmIdentity {
  readonly name: string;
  readonly role?: 'run' | 'reference';
  readonly alignment?: string;
}

/** The style of a row or curve: by its alignment, or by its name where it is a reference. */
export function armStyle(arm: ArmIdentity): ArmStyle {
  if (arm.role === 'reference') {
    if (arm.name.includes('popular')) return POPULARITY;
    if (arm.name.includes('semantic')) return SEMANTIC;
    return OTHER;
  }
  if (arm.alignment === undefined || arm.alignment === 'none') return BASE;
  return ALIGNED[arm.alignment] ?? ALIGNED_OTHERWISE;
}
