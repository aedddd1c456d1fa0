// Stands in for `$app/paths` where components are drawn without a site around them, in tests: links within the site lead nowhere there.
export const base = '';
/** @param {string} path */
export const resolve = (path) => path;
