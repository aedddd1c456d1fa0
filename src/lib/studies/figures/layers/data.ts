// What the figure "layers" holds.
import * as v from 'valibot';
import { Values } from '../values';

export const LayersData = v.object({ show: v.literal('layers'), values: Values });
export type LayersData = v.InferOutput<typeof LayersData>;
