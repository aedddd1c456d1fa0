// Not made yet.
import type { FigureStudy } from '../types';
import type { LayersData } from './data';

export const layersFigure: FigureStudy<LayersData> = () => Promise.resolve({ show: 'layers', values: {} });
