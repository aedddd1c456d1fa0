// Parts that the stored forms of several kinds share, as schemas of plain JSON.
import * as v from 'valibot';
import { parseStored } from '#lib/storage/parse-stored';
import { STORED_VERSION, type JsonForm } from './stored-form';

const Plain = v.record(v.string(), v.union([v.string(), v.number(), v.boolean()]));

/** What a card needs to know beside the artifact's own meta data. */
export const Provenance = v.object({
  dataset: v.string(),
  splitHash: v.string(),
  treatment: Plain,
  versions: v.record(v.string(), v.string())
});

const UsageAmount = v.object({ inputTokens: v.number(), outputTokens: v.number(), dollars: v.nullable(v.number()) });

/** What a service was asked (llm/cost/usage.ts). */
export const usageOf = <const Node extends string>(nodes: readonly Node[]) =>
  v.object({
    host: v.string(),
    models: v.array(v.string()),
    parts: v.array(
      v.object({
        node: v.picklist(nodes),
        answers: v.number(),
        calls: v.number(),
        estimated: UsageAmount,
        recorded: v.nullable(UsageAmount)
      })
    ),
    problems: v.record(v.string(), v.number())
  });

/** `data` is written by the room that owns it (its serialise.ts); `result` is what the page shows. */
export const held = <Result extends v.GenericSchema>(result: Result) => v.object({ data: v.unknown(), result });

/** The form of an artifact of which only the JSON is read. */
export function jsonForm<Schema extends v.GenericSchema>(
  kind: string,
  schema: Schema
): JsonForm<v.InferOutput<Schema>> {
  return { kind, version: STORED_VERSION, read: ({ json }) => parseStored(schema, json) };
}
