// The GPU and the compute backends.
export const deviceErrors = {};
