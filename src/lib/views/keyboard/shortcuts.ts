// Names the keys of keyboard.ts in words, for the dialog that lists them: fetched with it.

export const SHORTCUTS: readonly { readonly keys: string; readonly does: string }[] = [
  { keys: '↑ ↓', does: 'to the cell above or below, from a cell’s name' },
  { keys: 'Alt + ↑ ↓', does: 'move the cell up or down, from its name' },
  { keys: 'Enter', does: 'open or close the settings of the cell' },
  { keys: 'Shift + Enter', does: 'run the cell and what it needs' },
  { keys: 'Esc', does: 'leave the settings, back to the cell’s name' },
  { keys: 'Ctrl or ⌘ + Z', does: 'undo an edit; with Shift, redo' },
  { keys: '?', does: 'show this list' }
];
