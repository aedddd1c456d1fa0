// What the figure "noise" holds.
import * as v from 'valibot';
import { Values } from '../values';

export const NoiseData = v.object({ show: v.literal('noise'), values: Values });
export type NoiseData = v.InferOutput<typeof NoiseData>;
