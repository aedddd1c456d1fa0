// Constants that a double cannot hold, as sums of doubles. constants.test.ts holds each to big integers.

/** ln 2 = high + low; high has 32 significant bits, so that a product with a whole number below 2²¹ is exact. */
export const LN2_HIGH = 0.6931471803691238;
export const LN2_LOW = 1.9082149292705877e-10;

/** 1 / ln 2 = high + low. */
export const LOG2E_HIGH = 1.4426950408889634;
export const LOG2E_LOW = 2.0355273740931033e-17;

/** √2, rounded. */
export const SQRT2 = 1.4142135623730951;

/** 2 / π, rounded. */
export const TWO_OVER_PI = 0.6366197723675814;

/** π / 2 = first + second + third; the first two have 33 significant bits each (Cody and Waite's reduction). */
export const HALF_PI_FIRST = 1.5707963267341256;
export const HALF_PI_SECOND = 6.077100506303966e-11;
export const HALF_PI_THIRD = 2.0222662487959506e-21;
