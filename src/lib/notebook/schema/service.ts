// Which cells ask a service over the network. They run beside the engine, where the key is, and never in it. Pure.
import { ENCODER_DESCRIPTIONS } from '#lib/embeddings/encoders';
import { GENERATORS } from '#lib/profiles/generators';
import type { ResolvedCell } from './types';

export function asksService(cell: ResolvedCell): boolean {
  switch (cell.kind) {
    case 'profiles':
      return GENERATORS.find(({ name }) => name === cell.generator)?.asksService === true;
    case 'embeddings':
      return ENCODER_DESCRIPTIONS.find(({ name }) => name === cell.encoder)?.asksService === true;
    case 'rerank':
      return true;
    default:
      return false;
  }
}
