// Profile generators.
export const profileErrors = {};
