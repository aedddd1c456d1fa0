// Which build page and worker come from. They must be the same: a cached page must not talk to a newer worker.
declare const __RLMREC_BUILD__: string | undefined;

/** Set by vite.config.ts; `dev` where nothing was built. */
export const BUILD: string = typeof __RLMREC_BUILD__ === 'string' ? __RLMREC_BUILD__ : 'dev';
