// The ids under which notebooks are kept (kept-notebooks.ts): apart, since pages need them before they keep anything. Pure.

const BUNDLED = 'bundled:';

/** The id under which a reader's copy of a bundled notebook is kept. */
export const bundledId = (slug: string): string => BUNDLED + slug;

export const isBundledId = (id: string): boolean => id.startsWith(BUNDLED);

/** What a notebook is called under whose id a text is kept. */
export const nameOf = (id: string): string => (isBundledId(id) ? id.slice(BUNDLED.length) : id);
