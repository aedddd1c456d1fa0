// Turns keys into actions of the map. Pure.

export interface MapKeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

export type MapAction =
  | { readonly type: 'pan'; readonly dx: number; readonly dy: number }
  | { readonly type: 'zoom'; readonly factor: number }
  | { readonly type: 'fit' }
  /** Through what is nearest to the selection. */
  | { readonly type: 'step'; readonly by: -1 | 1 }
  | { readonly type: 'choose'; readonly as: 'self' | 'other' }
  /** All that is in view. */
  | { readonly type: 'brush' };

const STEP = 48;

const ACTIONS: Readonly<Record<string, MapAction>> = {
  // An arrow moves the view that way, so the points go the other.
  ArrowLeft: { type: 'pan', dx: STEP, dy: 0 },
  ArrowRight: { type: 'pan', dx: -STEP, dy: 0 },
  ArrowUp: { type: 'pan', dx: 0, dy: STEP },
  ArrowDown: { type: 'pan', dx: 0, dy: -STEP },
  '+': { type: 'zoom', factor: 1.4 },
  '=': { type: 'zoom', factor: 1.4 },
  '-': { type: 'zoom', factor: 1 / 1.4 },
  '0': { type: 'fit' },
  n: { type: 'step', by: 1 },
  p: { type: 'step', by: -1 },
  Enter: { type: 'choose', as: 'self' },
  o: { type: 'choose', as: 'other' },
  b: { type: 'brush' }
};

/** null where the key is left to the page. */
export function mapKey({ key, ctrlKey, metaKey, altKey }: MapKeyPress): MapAction | null {
  if (ctrlKey || metaKey || altKey) return null;
  return Object.hasOwn(ACTIONS, key) ? (ACTIONS[key] ?? null) : null;
}
