// Undoes and redoes edits of a notebook's text: whole texts with the name of the edit that led to each. Immutable and pure.

interface Version {
  readonly text: string;
  /** What was done to arrive at it, e.g. "delete books"; empty for the first. */
  readonly edit: string;
}

export interface TextHistory {
  readonly past: readonly Version[];
  readonly present: Version;
  readonly future: readonly Version[];
}

const LIMIT = 200;

export function startHistory(text: string): TextHistory {
  return { past: [], present: { text, edit: '' }, future: [] };
}

/** The history after `edit` made `text`; an edit that changes nothing leaves no trace. */
export function record(history: TextHistory, text: string, edit: string): TextHistory {
  if (text === history.present.text) return history;
  return { past: [...history.past, history.present].slice(-LIMIT), present: { text, edit }, future: [] };
}

export function undo(history: TextHistory): TextHistory {
  const previous = history.past.at(-1);
  if (!previous) return history;
  return { past: history.past.slice(0, -1), present: previous, future: [history.present, ...history.future] };
}

export function redo(history: TextHistory): TextHistory {
  const next = history.future[0];
  if (!next) return history;
  return { past: [...history.past, history.present], present: next, future: history.future.slice(1) };
}
