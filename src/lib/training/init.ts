// Initial values of the node table (model spec §3): Xavier uniform on the user matrix and on the item matrix apart, so
// the two have bounds of their own.
import { uniformArray } from '#kernels/random/random';
import { STREAM } from '#kernels/random/streams';
import type { ParameterData } from '#lib/backbones/types';

/** The joint table [N, d]: users ~ U(±√(6/(U + d))), items ~ U(±√(6/(I + d))). */
export function initNodeTable(userCount: number, itemCount: number, dimensions: number, seed: number): ParameterData {
  const values = new Float32Array((userCount + itemCount) * dimensions);
  values.set(xavierRows(userCount, dimensions, seed, STREAM.userInit), 0);
  values.set(xavierRows(itemCount, dimensions, seed, STREAM.itemInit), userCount * dimensions);
  return { shape: [userCount + itemCount, dimensions], values };
}

function xavierRows(rows: number, dimensions: number, seed: number, stream: number): Float32Array {
  const bound = Math.sqrt(6 / (rows + dimensions));
  return uniformArray({ seed, stream, step: 0 }, rows * dimensions).map((draw) => bound * (2 * draw - 1));
}
