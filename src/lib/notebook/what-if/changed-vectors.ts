// Semantic vectors in the place of some that an embeddings cell made: of which nodes, how far they moved, and the set with them in it.
import type { SemanticVectors } from '#lib/dataset/types';
import type { FittedLsa } from '#lib/embeddings/lsa/lsa';
import type { ProfileSet } from '#lib/profiles/types';
import { cosineOf } from '#lib/embeddings/cosine';

/** Semantic vectors in the place of those of an embeddings cell. */
export interface ChangedVectors {
  /** Joint nodes, ascending. [n] */
  readonly nodes: Int32Array;
  readonly vectors: Float32Array; // [n, dimensions]
  /** 0 where a node has no vector any more. [n] */
  readonly present: Uint8Array;
}

export const NOTHING_CHANGED: ChangedVectors = {
  nodes: new Int32Array(),
  vectors: new Float32Array(),
  present: new Uint8Array()
};

/** The vectors with the changed ones in their place; those given are left as they are. */
export function withChanged(
  vectors: SemanticVectors,
  { nodes, vectors: changed, present }: ChangedVectors
): SemanticVectors {
  if (nodes.length === 0) return vectors;
  const { dimensions } = vectors;
  const userCount = vectors.userPresent.length;
  const out = {
    dimensions,
    users: vectors.users.slice(),
    items: vectors.items.slice(),
    userPresent: vectors.userPresent.slice(),
    itemPresent: vectors.itemPresent.slice()
  };
  nodes.forEach((node, at) => {
    const isUser = node < userCount;
    const row = isUser ? node : node - userCount;
    const vector = changed.subarray(at * dimensions, (at + 1) * dimensions);
    (isUser ? out.users : out.items).set(vector, row * dimensions);
    (isUser ? out.userPresent : out.itemPresent)[row] = present[at] ?? 0;
  });
  return out;
}

/** Other words for a profile, by joint node. */
export interface NodeEdit {
  readonly node: number;
  readonly text: string;
}

/** The vectors of the edited profiles, of those only whose encoding is another than that of the stored text. */
export function changedBy(
  edits: readonly NodeEdit[],
  profiles: ProfileSet,
  lsa: FittedLsa,
  { dimensions, users, items, userPresent, itemPresent }: SemanticVectors,
  userCount: number
): { readonly changed: ChangedVectors; readonly moved: readonly (number | null)[] } {
  const byNode = new Map<number, Float32Array | null>();
  const moved = edits.map(({ node, text }) => {
    const isUser = node < userCount;
    const row = isUser ? node : node - userCount;
    const before = (isUser ? profiles.users : profiles.items)[row]?.text ?? null;
    const old = (isUser ? userPresent : itemPresent)[row] === 1;
    const stored = (isUser ? users : items).subarray(row * dimensions, (row + 1) * dimensions);
    const now = lsa.project(text);
    byNode.delete(node);
    if (before !== null && sameBits(lsa.project(before), now)) return old ? 1 : null;
    // No known word before, and none now: the node has no vector either way.
    if (now === null && !old) return null;
    byNode.set(node, now);
    return old && now ? cosineOf(stored, now) : null;
  });
  const nodes = Int32Array.from(byNode.keys()).sort();
  const vectors = new Float32Array(nodes.length * dimensions);
  nodes.forEach((node, at) => vectors.set(byNode.get(node) ?? new Float32Array(dimensions), at * dimensions));
  const present = Uint8Array.from(nodes, (node) => (byNode.get(node) ? 1 : 0));
  return { changed: { nodes, vectors, present }, moved };
}

function sameBits(a: Float32Array | null, b: Float32Array | null): boolean {
  return a === null || b === null ? a === b : a.every((value, at) => value === b[at]);
}

/** The largest difference of two sets; infinite where they are not of one shape, or have other nodes without a vector. */
export function farthest(a: SemanticVectors, b: SemanticVectors): number {
  let most = 0;
  for (const key of ['users', 'items', 'userPresent', 'itemPresent'] as const) {
    const [ours, theirs] = [a[key], b[key]];
    if (ours.length !== theirs.length) return Infinity;
    const limit = key === 'users' || key === 'items' ? Infinity : 0;
    ours.forEach((value, at) => {
      const difference = Math.abs(value - (theirs[at] ?? 0));
      most = Math.max(most, difference > limit ? Infinity : difference);
    });
  }
  return most;
}
