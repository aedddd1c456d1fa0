// How an address says that it carries a notebook; apart from what unpacks it (notebook-link.ts), which few visits need. Pure.

export const LINK_KEY = '#notebook=';

/** @param fragment of an address, "#" included */
export const carriesNotebook = (fragment: string): boolean => fragment.startsWith(LINK_KEY);
