// What a page says to its service worker.

/** The build that waits is to be used now. */
export const USE_NEWEST = 'use the newest build';
