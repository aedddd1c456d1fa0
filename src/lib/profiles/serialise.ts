// Profiles as the artifact store keeps them: all of it JSON.
import * as v from 'valibot';
import { parseStored } from '#lib/storage/parse-stored';
import type { ProfileSet } from './types';

/** Raised when the form changes; a migration goes with it. */
export const PROFILE_SET_VERSION = 1;

const StoredUsage = v.object({ inputTokens: v.number(), outputTokens: v.number() });

const StoredAnswer = v.object({
  key: v.string(),
  model: v.string(),
  promptVersion: v.string(),
  host: v.string(),
  calls: v.number(),
  usage: v.nullable(StoredUsage),
  estimate: StoredUsage,
  estimatedDollars: v.nullable(v.number()),
  dollars: v.nullable(v.number()),
  created: v.string(),
  problem: v.nullable(v.string()),
  detail: v.string()
});

export const StoredProfile = v.object({
  text: v.nullable(v.string()),
  reasoning: v.string(),
  evidence: v.object({ items: v.array(v.string()), reviews: v.number(), fields: v.array(v.string()) }),
  answer: v.exactOptional(StoredAnswer),
  edited: v.exactOptional(v.string())
});

const Stored = v.object({
  version: v.literal(PROFILE_SET_VERSION),
  users: v.array(StoredProfile),
  items: v.array(StoredProfile),
  provenance: v.object({
    generator: v.string(),
    label: v.string(),
    version: v.number(),
    settings: v.record(v.string(), v.union([v.string(), v.number(), v.boolean()]))
  })
});

export interface StoredProfiles {
  readonly json: { readonly version: typeof PROFILE_SET_VERSION } & ProfileSet;
  readonly arrays: Readonly<Record<string, never>>;
}

export function profileSetToStored({ users, items, provenance }: ProfileSet): StoredProfiles {
  return { json: { version: PROFILE_SET_VERSION, users, items, provenance }, arrays: {} };
}

/** Reads back what `profileSetToStored` made. @throws Error with the reason for anything else */
export function profileSetFromStored(json: unknown): ProfileSet {
  const { users, items, provenance } = parseStored(Stored, json);
  return { users, items, provenance };
}
