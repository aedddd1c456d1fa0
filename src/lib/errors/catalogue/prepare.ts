// Preparation of a data set: filters, k-core, splits, perturbations, the leak check.
export const prepareErrors = {};
