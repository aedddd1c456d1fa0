// Initial values: of the node table (model spec §3) Xavier uniform on the user matrix and on the item matrix apart, so the two
// have bounds of their own; and what another run brings in their place.
import { uniformArray } from '#kernels/random/random';
import { STREAM } from '#kernels/random/streams';
import type { ParameterData, ParameterSet } from '#lib/backbones/types';
import type { Dataset } from '#lib/dataset/types';
import { appError } from '#lib/errors/app-error';

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

/**
 * The arrays of a model with those of another run in their place, as far as it brings some.
 * @throws AppError training/does-not-fit where one has another shape, or the model has none of its name
 */
export function withStart(fresh: ParameterSet, start: ParameterSet): ParameterSet {
  for (const [name, { shape }] of Object.entries(start)) {
    const needs = fresh[name]?.shape;
    if (needs?.join() === shape.join()) continue;
    const details = { what: `an array "${name}"`, has: shape.join(', '), needs: needs?.join(', ') ?? 'no such array' };
    throw appError('training/does-not-fit', details);
  }
  // In the order of `fresh`: it is that of the parameters in their buffer.
  return Object.fromEntries(Object.entries(fresh).map(([name, array]) => [name, start[name] ?? array]));
}

type Ids = Pick<Dataset, 'userIds' | 'itemIds'>;

/**
 * A node table for other data: rows of users and items that were there, by their external ids; the others start at random as ever.
 * @param trained [N of `from`, d]
 * @throws AppError training/does-not-fit where its width is another
 */
export function nodesById(trained: ParameterData, from: Ids, to: Ids, dimensions: number, seed: number): ParameterData {
  const rows = from.userIds.length + from.itemIds.length;
  if (trained.shape.join() !== [rows, dimensions].join()) {
    const details = { what: 'a node table', has: trained.shape.join(', '), needs: `${rows}, ${dimensions}` };
    throw appError('training/does-not-fit', details);
  }
  const table = initNodeTable(to.userIds.length, to.itemIds.length, dimensions, seed);
  const copy = (ids: readonly string[], fromIds: readonly string[], at: number, fromAt: number): void => {
    const places = new Map(fromIds.map((id, place) => [id, fromAt + place]));
    ids.forEach((id, place) => {
      const row = places.get(id);
      if (row === undefined) return;
      table.values.set(trained.values.subarray(row * dimensions, (row + 1) * dimensions), (at + place) * dimensions);
    });
  };
  copy(to.userIds, from.userIds, 0, 0);
  copy(to.itemIds, from.itemIds, to.userIds.length, from.userIds.length);
  return table;
}
