// Not made yet.
import type { FigureStudy } from '../types';
import type { NoiseData } from './data';

export const noiseFigure: FigureStudy<NoiseData> = () => Promise.resolve({ show: 'noise', values: {} });
