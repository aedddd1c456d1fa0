// Not made yet.
import type { FigureStudy } from '../types';
import type { SpacesData } from './data';

export const spacesFigure: FigureStudy<SpacesData> = () => Promise.resolve({ show: 'spaces', values: {} });
