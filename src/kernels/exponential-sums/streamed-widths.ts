// Which rows a WebGPU device streams through programs of their own (forms.webgpu.ts); others go through dense products there, in blocks.
// Plain numbers, since those who ask know of no device.

/** Rows up to this width lie in a thread's registers, two rows a thread: they and their sums are 128 registers, of the 255 that a card has at most. */
export const WIDEST_IN_REGISTERS = 32;
/** Wider ones go in tiles through the workgroup's memory, as wide as it has room for; those of semantic space have not. */
const WIDEST = 256;

/** The forms that there are. */
export interface TakenForms {
  readonly inRegisters: boolean;
  readonly inTiles: boolean;
}

let taken: TakenForms = { inRegisters: true, inTiles: true };

/** Of the device that is on. */
export const streamBy = (forms: TakenForms): void => void (taken = forms);

export const isStreamed = (width: number): boolean =>
  width <= WIDEST && (width <= WIDEST_IN_REGISTERS ? taken.inRegisters : taken.inTiles);

/** What a reader is told of the forms that a device takes; null where it takes both. A whole sentence. */
export function formsNote({ inRegisters, inTiles }: TakenForms): string | null {
  if (inRegisters && inTiles) return null;
  const which = inRegisters
    ? ` of rows wider than ${WIDEST_IN_REGISTERS}`
    : inTiles
      ? ` of rows up to ${WIDEST_IN_REGISTERS} wide`
      : '';
  return `Contrastive losses${which} go through dense products, since this adapter refuses the program for them; they are slower for that.`;
}
