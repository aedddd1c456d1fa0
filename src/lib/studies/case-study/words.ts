// Numbers of a case study as its sentences and the command line write them, so that the two cannot differ.

/** A space that does not break between a number and its unit. */
export const NARROW = '\u202f';

/** Four decimals with a true minus. */
export const metric = (value: number): string => value.toFixed(4).replace('-', '−');

/** With its sign, but for what rounds to zero. */
export function signed(value: number): string {
  const text = Math.abs(value).toFixed(4);
  return Number(text) === 0 ? text : `${value < 0 ? '−' : '+'}${text}`;
}

/** Per cent without a sign, of what is said to be more or less. */
export const size = (value: number): string => `${(100 * Math.abs(value)).toFixed(2)}${NARROW}%`;

export const share = (value: number): string => `${(100 * value).toFixed(1)}${NARROW}%`;

/** As what stands after "p": "= 0.034", "below 0.001". */
export const probability = (p: number): string => (p < 0.001 ? 'below 0.001' : `= ${p.toFixed(3)}`);
