// Data sets written for elsewhere.
export const exportErrors = {};
