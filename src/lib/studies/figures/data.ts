// What figures hold, as schemas of plain JSON: one variant a figure, told apart by `show`. What is stored is checked against them.
import * as v from 'valibot';
import { BoundData } from './bound/data';
import { LayersData } from './layers/data';
import { NoiseData } from './noise/data';
import { PropagationData } from './propagation/data';
import { PullData } from './pull/data';
import { SpacesData } from './spaces/data';

export const FigureForm = v.variant('show', [NoiseData, PropagationData, LayersData, SpacesData, PullData, BoundData]);

export type FigureData = v.InferOutput<typeof FigureForm>;
