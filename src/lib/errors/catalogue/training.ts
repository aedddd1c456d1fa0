// Backbones, alignment and the training loop.
export const trainingErrors = {};
