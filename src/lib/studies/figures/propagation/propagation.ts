// Not made yet.
import type { FigureStudy } from '../types';
import type { PropagationData } from './data';

export const propagationFigure: FigureStudy<PropagationData> = () =>
  Promise.resolve({ show: 'propagation', values: {} });
