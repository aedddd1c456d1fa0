// Where in the tab a cell runs: in the engine, which has the device, or beside it in the input/output worker, which has the reader's key and
// room for what is large and needs no device. Pure.
import { ENCODER_DESCRIPTIONS } from '#lib/embeddings/encoders';
import { GENERATORS } from '#lib/profiles/generators';
import type { ResolvedCell } from './types';

export type RunPlace = 'engine' | 'io';

export function placeOf(cell: ResolvedCell): RunPlace {
  switch (cell.kind) {
    case 'profiles':
      return GENERATORS.find(({ name }) => name === cell.generator)?.asksService ? 'io' : 'engine';
    case 'embeddings': {
      const encoder = ENCODER_DESCRIPTIONS.find(({ name }) => name === cell.encoder);
      return encoder?.asksService || encoder?.runsBeside ? 'io' : 'engine';
    }
    case 'rerank':
      return 'io';
    default:
      return 'engine';
  }
}
