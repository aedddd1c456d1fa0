// The backbones by name, as notebooks write them and as the field does: read off the registry. Plain data.
import type { BackboneDescription } from './description';
import { BACKBONES } from './registry';

export type BackboneName = (typeof BACKBONES)[number]['name'];

/** Whether a backbone has no node table and is built on the items' semantic vectors. */
export function isOfTexts(name: BackboneName): boolean {
  const description: BackboneDescription = backboneNamed(name);
  return description.isOfTexts ?? false;
}

export const BACKBONE_NAMES: readonly BackboneName[] = BACKBONES.map(({ name }) => name);

/** @returns what a backbone says of itself */
export function backboneNamed(name: BackboneName): (typeof BACKBONES)[number] {
  const found = BACKBONES.find((backbone) => backbone.name === name);
  if (!found) throw new RangeError(`There is no backbone ${name}`);
  return found;
}
