// Stands in for `$app/paths` where components are drawn without a site around them (the command line, tests of components): links within the
// site lead nowhere there, and pages that stand alone leave them out (src/lib/views/standalone).
export const base = '';
/** @param {string} path */
export const resolve = (path) => path;
