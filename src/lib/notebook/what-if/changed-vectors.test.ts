// Which vectors a change of words changes.
import { describe, expect, it } from 'vitest';
import type { SemanticVectors } from '#lib/dataset/types';
import type { FittedLsa } from '#lib/embeddings/lsa/lsa';
import type { Profile, ProfileSet } from '#lib/profiles/types';
import { changedBy } from './changed-vectors';

const profile = (text: string | null): Profile => ({
  text,
  reasoning: '',
  evidence: { items: [], reviews: 0, fields: [] }
});
/** u1 has no profile. */
const PROFILES: ProfileSet = {
  users: [profile('sea'), profile(null)],
  items: [profile('moss')],
  provenance: { generator: 'test', label: 'By hand.', version: 1, settings: {} }
};
const VECTORS: SemanticVectors = {
  dimensions: 2,
  users: Float32Array.of(1, 0, 0, 0),
  items: Float32Array.of(0, 1),
  userPresent: Uint8Array.of(1, 0),
  itemPresent: Uint8Array.of(1)
};
const WORDS: Readonly<Record<string, readonly [number, number]>> = { sea: [1, 0], moss: [0, 1] };
const lsa: FittedLsa = {
  set: {
    vectors: VECTORS,
    provenance: { encoder: 'lsa', label: '', version: 1, settings: {}, facts: {} }
  },
  project: (text) => (WORDS[text] ? Float32Array.from(WORDS[text]) : null)
};
const change = (node: number, text: string) => changedBy([{ node, text }], PROFILES, lsa, VECTORS, 2);

describe('other words', () => {
  it('change the vector of the profile that they stand in', () => {
    const { changed, moved } = change(0, 'moss');
    expect([[...changed.nodes], [...changed.vectors], [...changed.present], moved]).toEqual([[0], [0, 1], [1], [0]]);
  });
  it('give a node without a profile a vector where they hold a known word', () => {
    const { changed, moved } = change(1, 'sea');
    expect([[...changed.nodes], [...changed.present], moved]).toEqual([[1], [1], [null]]);
  });
  it('change nothing where a node has no vector before and none after', () => {
    const { changed, moved } = change(1, 'zzyzx');
    expect([changed.nodes.length, moved]).toEqual([0, [null]]);
  });
  it('take a vector away where they hold no known word', () => {
    const { changed, moved } = change(2, 'zzyzx');
    expect([[...changed.nodes], [...changed.present], moved]).toEqual([[2], [0], [null]]);
  });
});
