// Figures by name, with their code.
import { boundFigure } from './bound/bound';
import { layersFigure } from './layers/layers';
import type { FigureName } from './names';
import { noiseFigure } from './noise/noise';
import { propagationFigure } from './propagation/propagation';
import { pullFigure } from './pull/pull';
import { spacesFigure } from './spaces/spaces';
import type { FigureData } from './data';
import type { FigureInput } from './types';

/** @throws AppError internal/cancelled, training/model-not-kept */
export function makeFigure(name: FigureName, input: FigureInput): Promise<FigureData> {
  switch (name) {
    case 'noise':
      return noiseFigure(input);
    case 'propagation':
      return propagationFigure(input);
    case 'layers':
      return layersFigure(input);
    case 'spaces':
      return spacesFigure(input);
    case 'pull':
      return pullFigure(input);
    case 'bound':
      return boundFigure(input);
  }
}
