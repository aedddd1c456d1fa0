// Not made yet.
import type { FigureStudy } from '../types';
import type { BoundData } from './data';

export const boundFigure: FigureStudy<BoundData> = () => Promise.resolve({ show: 'bound', values: {} });
