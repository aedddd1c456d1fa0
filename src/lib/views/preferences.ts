// Small choices of the reader that stay on this device: theme, backend. No keys, no data. A browser that refuses
// storage (private windows, blocked cookies) simply forgets them.

export type PreferenceName = 'theme' | 'backend';

const PREFIX = 'rlmrec.';

export function readPreference(name: PreferenceName): string | null {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

export function writePreference(name: PreferenceName, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, value);
  } catch {
    // Forgotten at the next visit; nothing depends on it.
  }
}
