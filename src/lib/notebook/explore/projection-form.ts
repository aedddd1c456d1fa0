// What is stored of a map that took long to lay out (explore-maps.ts): places and how they were found.
import * as v from 'valibot';
import { parseStored } from '#lib/storage/parse-stored';
import type { UmapLayout } from '#lib/studies/projection/umap/umap';
import { STORED_VERSION, type StoredForm } from '../kinds/stored-form';

const Count = v.pipe(v.number(), v.integer(), v.minValue(0));
const Note = v.object({
  neighbours: v.number(),
  epochs: Count,
  seed: Count,
  search: v.variant('how', [
    v.object({ how: v.literal('all') }),
    v.object({ how: v.literal('cells'), cells: Count, looked: Count, found: Count, of: Count })
  ]),
  reduced: v.nullable(v.object({ to: Count, from: Count }))
});
const Projection = v.object({ nodes: Count, note: Note });

export const projectionForm: StoredForm<UmapLayout> = {
  kind: 'projection',
  version: STORED_VERSION,
  read({ json, arrays }) {
    const { nodes, note } = parseStored(Projection, json);
    const { xy } = arrays;
    if (!(xy instanceof Float32Array) || xy.length !== 2 * nodes) throw new Error('its places are missing');
    return { xy, note };
  }
};
