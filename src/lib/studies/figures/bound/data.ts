// What the figure "bound" holds.
import * as v from 'valibot';
import { Values } from '../values';

export const BoundData = v.object({ show: v.literal('bound'), values: Values });
export type BoundData = v.InferOutput<typeof BoundData>;
