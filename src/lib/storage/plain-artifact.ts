// An artifact that no device computed: what a reader brought in or changed.
import { artifactDigest } from './digest';
import type { ArrayBlock, Artifact } from './types';

export async function plainArtifact(
  place: { readonly id: string; readonly kind: string; readonly version: number; readonly created: string },
  json: unknown,
  arrays: Readonly<Record<string, ArrayBlock>> = {}
): Promise<Artifact> {
  const bytes = Object.values(arrays).reduce((sum, array) => sum + array.byteLength, 0) + JSON.stringify(json).length;
  const digest = await artifactDigest(json, arrays);
  return { meta: { ...place, digest, backend: 'none', adapter: 'none', seconds: 0, bytes }, json, arrays };
}
