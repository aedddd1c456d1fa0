// Whether a comparison is a grid: several backbones, each alone and under the same alignments. Pure; apart from what draws one, since every
// page with cells asks.

export interface GridArm {
  readonly label?: string;
  readonly backbone?: string | undefined;
  readonly alignment?: string | undefined;
}

/** Every backbone has every alignment once, and there are at least two of either; rows without a backbone (references) count for nothing. */
export function isArmGrid(rows: readonly GridArm[]): boolean {
  const arms = rows.flatMap(({ backbone, alignment }) => (backbone && alignment ? [{ backbone, alignment }] : []));
  const backbones = new Set(arms.map(({ backbone }) => backbone));
  const alignments = new Set(arms.map(({ alignment }) => alignment));
  const places = new Set(arms.map(({ backbone, alignment }) => `${backbone} ${alignment}`));
  const size = backbones.size * alignments.size;
  return Math.min(backbones.size, alignments.size) > 1 && places.size === size && arms.length === size;
}
