// What the made-up figure holds.
import * as v from 'valibot';
import { Values } from '#lib/studies/figures/values';

export const EagerData = v.object({ show: v.literal('eager'), values: Values, least: v.number() });
export type EagerData = v.InferOutput<typeof EagerData>;
