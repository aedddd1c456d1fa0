// Named numbers of a figure: what steps of a lesson ask about and the command line prints. Names are words joined by dots.
import * as v from 'valibot';

export const Values = v.record(v.string(), v.number());
export type Values = v.InferOutput<typeof Values>;
