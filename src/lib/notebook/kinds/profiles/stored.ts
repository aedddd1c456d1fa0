// The stored set of profiles, and what is shown of it. Its texts are profiles/serialise.ts's.
import * as v from 'valibot';
import { profileSetFromStored } from '#lib/profiles/serialise';
import type { ProfileSet } from '#lib/profiles/types';
import { parseStored, type Stored } from '#lib/storage/parse-stored';
import { held, jsonForm, usageOf } from '../forms';
import { oneArtifact, STORED_VERSION, type JsonForm } from '../stored-form';

const Sample = v.object({
  node: v.picklist(['user', 'item']),
  id: v.string(),
  title: v.string(),
  text: v.nullable(v.string()),
  reasoning: v.string(),
  evidence: v.object({ items: v.array(v.string()), reviews: v.number(), fields: v.array(v.string()) }),
  /** When a reader changed it. */
  edited: v.exactOptional(v.string())
});

const Result = v.object({
  kind: v.literal('profiles'),
  generator: v.string(),
  label: v.string(),
  users: v.number(),
  items: v.number(),
  without: v.number(),
  meanWords: v.object({ user: v.number(), item: v.number() }),
  samples: v.array(Sample),
  /** Profiles that a reader changed by hand; left out where there are none. */
  edited: v.exactOptional(v.number()),
  /** Left out where no service was asked. */
  usage: v.exactOptional(usageOf(['user', 'item']))
});

export type ProfilesResult = Stored<typeof Result>;

const Form = held(Result);

export const profilesForm: JsonForm<{ readonly set: ProfileSet; readonly result: ProfilesResult }> = {
  kind: 'profiles',
  version: STORED_VERSION,
  read({ json }) {
    const { data, result } = parseStored(Form, json);
    return { set: profileSetFromStored(data), result };
  }
};

export const profilesStored = oneArtifact(jsonForm('profiles', Form), ({ result }) => ({ result }), profilesForm);

/** What is shown, where it comes from elsewhere. */
export const profilesShown = Result;
