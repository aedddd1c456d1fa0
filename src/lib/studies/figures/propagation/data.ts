// What the figure "propagation" holds.
import * as v from 'valibot';
import { Values } from '../values';

export const PropagationData = v.object({ show: v.literal('propagation'), values: Values });
export type PropagationData = v.InferOutput<typeof PropagationData>;
