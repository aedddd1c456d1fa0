// Keeps the addresses beyond its own that this page may connect to, for data and models. The reader allows them one at a time. They are
// kept on this device; src/boot.js makes the page's policy of them, so a change takes a reload. Browser only.
import { readNote, writeNote } from './preferences';

const NOTE = 'origins';

/** The allowed origins ("https://example.org"), in the order in which they were added. */
export function allowedOrigins(): readonly string[] {
  let list: unknown;
  try {
    list = JSON.parse(readNote(NOTE) ?? '[]');
  } catch {
    return [];
  }
  return Array.isArray(list) ? list.filter((entry) => typeof entry === 'string') : [];
}

/** All hosts below one; boot.js knows the same form. */
const HOSTS_BELOW = /^https:\/\/\*(\.[a-z0-9-]+){2,}$/i;

/** The origin of an address that a page could fetch from, or all below a host ("https://*.hf.co"); null for anything else. */
export function originOf(address: string): string | null {
  if (HOSTS_BELOW.test(address)) return address;
  if (!URL.canParse(address)) return null;
  const { origin, protocol } = new URL(address);
  return protocol === 'https:' || protocol === 'http:' ? origin : null;
}

/** Whether the page may read from `address` as it was loaded. */
export function isAllowed(address: string): boolean {
  const origin = originOf(address);
  return origin !== null && (origin === location.origin || allowedOrigins().includes(origin));
}

/** Allows the origin of an address from the next load of a page on. @returns the origin, null for no address */
export function allowOrigin(address: string): string | null {
  const origin = originOf(address);
  if (origin !== null && !isAllowed(origin)) writeNote(NOTE, JSON.stringify([...allowedOrigins(), origin]));
  return origin;
}

export function forbidOrigin(origin: string): void {
  const left = allowedOrigins().filter((entry) => entry !== origin);
  writeNote(NOTE, left.length > 0 ? JSON.stringify(left) : null);
}
