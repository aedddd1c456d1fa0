// What the figure "pull" holds.
import * as v from 'valibot';
import { Values } from '../values';

export const PullData = v.object({ show: v.literal('pull'), values: Values });
export type PullData = v.InferOutput<typeof PullData>;
