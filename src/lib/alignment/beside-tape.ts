// The door to profile-projection.ts, whose code is loaded only where rows go over workers: not with every engine that starts.
import { hasRowPool } from '#kernels/workers/active';
import type { Projected, TensorSet } from '#lib/backbones/types';
import type { ProfileProjection, WantedRows } from './profile-projection';

export interface BesideTape {
  /** null where rows do not go over workers. */
  project(parameters: TensorSet, wanted: () => readonly WantedRows[]): Promise<Projected | null>;
  dispose(): void;
}

export function besideTape(): BesideTape {
  let projection: ProfileProjection | null = null;
  return {
    async project(parameters, wanted) {
      if (!hasRowPool()) return null;
      const loaded = await import('./profile-projection');
      projection ??= new loaded.ProfileProjection();
      return projection.of(parameters, wanted());
    },
    dispose: () => projection?.dispose()
  };
}
