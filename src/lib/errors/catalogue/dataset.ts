// Files, formats, splits and the graph made of them.
export const datasetErrors = {};
