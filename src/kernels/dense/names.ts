// Names of the kernels that dense products are registered under.
export const DENSE = 'Dense';
export const DENSE_BENT = 'DenseBent';
export const DENSE_PULLED = 'DensePulled';
export const DENSE_WEIGHT_GRADIENT = 'DenseWeightGradient';
export const DENSE_BIAS_GRADIENT = 'DenseBiasGradient';
