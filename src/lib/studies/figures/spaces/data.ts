// What the figure "spaces" holds.
import * as v from 'valibot';
import { Values } from '../values';

export const SpacesData = v.object({ show: v.literal('spaces'), values: Values });
export type SpacesData = v.InferOutput<typeof SpacesData>;
