// The UMAPs of what Explore has open, each an artifact under an id of its own: vectors, nodes, settings, and the map that it starts from. What
// is stored is taken; what is laid out is stored at once, so that who cancels keeps the maps that were done.
import { laidOver, planeOf } from '#lib/studies/explore/maps';
import type { ExploreSpace, MapNodes } from '#lib/studies/explore/types';
import { umap, UMAP_SETTINGS, type UmapLayout } from '#lib/studies/projection/umap/umap';
import type { WorkStep } from '#lib/work/work';
import { artifactId } from '../plan/identity';
import { Artifacts } from '../run/artifacts';
import type { NotebookEnvironment } from '../run/environment';
import type { OpenedExplore } from './explore-work';
import { projectionForm } from './projection-form';

/**
 * The first space starts from its principal components, a run beside it from the first one's map: so what both have alike stays where it
 * is. The words start from their own.
 * @param step awaited between pieces of work; what it throws ends it
 */
export async function umapsOf(
  { room, readBy }: OpenedExplore,
  nodes: MapNodes,
  env: Pick<NotebookEnvironment, 'store' | 'device'>,
  step: WorkStep
): Promise<readonly ExploreSpace[]> {
  const artifacts = new Artifacts(env.store);
  const spaces = room.spaces();
  const maps: ExploreSpace[] = [];
  let first: { readonly id: string; readonly xy: Float32Array } | null = null;
  for (const { key, label, kind, rows, width, present } of spaces) {
    const wanted = presentOf(nodes, present, room.userCount, rows.length / width);
    const from = key === 'semantic' ? null : first;
    const id = await artifactId(
      'projection',
      { by: 'umap', nodes, ...UMAP_SETTINGS },
      { ...readBy[key], from: from?.id }
    );
    const stepHere: WorkStep = (done, total, what = 'Laying out', unit = 'pieces') =>
      step(
        done,
        total,
        `${what}: ${label}${spaces.length > 1 ? `, map ${maps.length + 1} of ${spaces.length}` : ''}`,
        unit
      );
    let layout: UmapLayout | null = (await artifacts.find(id, projectionForm))?.content ?? null;
    if (!layout) {
      const began = performance.now();
      const start =
        from?.xy ?? (await planeOf(rows, width, wanted ?? undefined, () => stepHere(0, 1, 'Finding the plane'))).xy;
      layout = await umap(rows, width, wanted, start, UMAP_SETTINGS, stepHere);
      const json = { nodes: layout.xy.length / 2, note: layout.note };
      const made = { json, arrays: { xy: layout.xy }, digested: json };
      await artifacts.put('projection', id, made, (performance.now() - began) / 1000, env.device);
    }
    first ??= { id, xy: layout.xy };
    maps.push({ key, label, kind, xy: layout.xy, made: { by: 'umap', nodes, ...layout.note } });
  }
  return laidOver(maps);
}

/** null where every node is laid out. */
function presentOf(nodes: MapNodes, present: Uint8Array | null, userCount: number, count: number): Uint8Array | null {
  if (nodes === 'all') return present;
  const [from, to] = nodes === 'users' ? [0, userCount] : [userCount, count];
  return Uint8Array.from({ length: count }, (_, node) => (node >= from && node < to ? (present?.[node] ?? 1) : 0));
}
