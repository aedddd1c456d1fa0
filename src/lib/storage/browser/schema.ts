// What is read back from disk or database, checked before it is trusted.
import * as v from 'valibot';
import type { Sealed } from '../checked';
import type { ArtifactMeta, StoredAnswer, StoredDocument } from '../types';

const MachineForm = v.object({
  host: v.string(),
  processor: v.string(),
  runtime: v.string(),
  program: v.string(),
  job: v.exactOptional(v.string())
});

const Meta = v.object({
  id: v.string(),
  kind: v.string(),
  version: v.number(),
  digest: v.string(),
  backend: v.string(),
  adapter: v.string(),
  created: v.string(),
  seconds: v.number(),
  bytes: v.number(),
  machine: v.exactOptional(MachineForm)
});

/** `seal` is left out of what was stored before artifacts were sealed, `blocks` of what was before seals told of each array. */
const SealedMeta = v.strictObject({
  ...Meta.entries,
  seal: v.exactOptional(v.string()),
  blocks: v.exactOptional(v.array(v.string()))
});

const Document = v.object({
  version: v.number(),
  text: v.string(),
  modified: v.string(),
  revision: v.optional(v.string())
});

const Answer = v.object({ key: v.string(), json: v.unknown(), vector: v.optional(v.instance(Float32Array)) });

/** @throws ValiError */
export const parseAnswer = (value: unknown): StoredAnswer => v.parse(Answer, value);
/** @throws ValiError */
export const parseMeta = (value: unknown): ArtifactMeta => v.parse(Meta, value);
/** A meta with its seal; nothing else may stand beside them, or a misspelt seal would be none. @throws ValiError */
export function parseSealed(value: unknown): Omit<Sealed, 'artifact'> & { readonly meta: ArtifactMeta } {
  const { seal = null, blocks, ...meta } = v.parse(SealedMeta, value);
  return { meta, seal, ...(blocks && { blocks }) };
}
/** @throws ValiError */
export const parseDocument = (value: unknown): StoredDocument => v.parse(Document, value);
