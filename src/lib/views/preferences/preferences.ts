// Keeps small things on this device: the reader's choices (theme, backend, workers) and notes of the page to itself. No keys, no data. A browser
// that refuses storage (private windows, blocked cookies) simply forgets them.

export type PreferenceName = 'theme' | 'backend' | 'workers';

const PREFIX = 'rlmrec.';

export const readPreference = (name: PreferenceName): string | null => readNote(name);

export const writePreference = (name: PreferenceName, value: string | null): void => writeNote(name, value);

/** A note under a name of its own; null where there is none. */
export function readNote(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

export function writeNote(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, value);
  } catch {
    // Forgotten at the next visit; nothing depends on it.
  }
}
