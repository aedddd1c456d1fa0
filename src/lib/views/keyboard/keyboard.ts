// Turns a key press and where it happened into an action of a notebook. Pure: the page carries the action out, and shortcuts.ts tells of
// the keys.

export interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** Where the focus was. */
export interface KeyPlace {
  /** The cell around the focus, if any. */
  readonly cell: string | null;
  /** On the cell's own handle, not on something inside its output. */
  readonly onHandle: boolean;
  /** In something that takes text or has keys of its own. */
  readonly inField: boolean;
}

export type KeyAction =
  | { readonly type: 'go'; readonly by: -1 | 1 }
  | { readonly type: 'move'; readonly cell: string; readonly by: -1 | 1 }
  | { readonly type: 'run'; readonly cell: string }
  | { readonly type: 'leave'; readonly cell: string }
  | { readonly type: 'undo' }
  | { readonly type: 'redo' }
  | { readonly type: 'help' };

export function keyAction(press: KeyPress, place: KeyPlace): KeyAction | null {
  const command = press.ctrlKey || press.metaKey;
  if (press.altKey) return moved(press, place);
  if (press.key === 'Enter' && press.shiftKey && !command && place.cell !== null) {
    return { type: 'run', cell: place.cell };
  }
  if (press.key === 'Escape' && place.cell !== null) return { type: 'leave', cell: place.cell };
  if (place.inField) return null;
  if (command && press.key.toLowerCase() === 'z') return { type: press.shiftKey ? 'redo' : 'undo' };
  if (command) return null;
  if (press.key === '?') return { type: 'help' };
  if (place.onHandle && !press.shiftKey) {
    if (press.key === 'ArrowDown') return { type: 'go', by: 1 };
    if (press.key === 'ArrowUp') return { type: 'go', by: -1 };
  }
  return null;
}

/** With Alt, arrows take the cell along. */
function moved({ key, shiftKey, ctrlKey, metaKey }: KeyPress, { cell, onHandle }: KeyPlace): KeyAction | null {
  if (cell === null || !onHandle || shiftKey || ctrlKey || metaKey) return null;
  if (key === 'ArrowDown') return { type: 'move', cell, by: 1 };
  return key === 'ArrowUp' ? { type: 'move', cell, by: -1 } : null;
}
