// Under which kind the list of stored runs is kept (run-index.ts): apart, since pages name it before they list anything.

export const RUN_INDEX_KIND = 'run-index';
