// Not made yet.
import type { FigureStudy } from '../types';
import type { PullData } from './data';

export const pullFigure: FigureStudy<PullData> = () => Promise.resolve({ show: 'pull', values: {} });
