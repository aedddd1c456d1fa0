// What is stored as JSON, read back by its schema; the reason in one short line where it is something else.
import * as v from 'valibot';

/** Of a reason: what stands in the place of a number may be a whole book. */
const MOST_LETTERS = 160;

/** @throws Error with the place and the reason, for example `result.best_epoch: Invalid type: Expected number but received "x"` */
export function parseStored<Schema extends v.GenericSchema>(schema: Schema, json: unknown): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, json);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const place = v.getDotPath(issue);
  const reason = `${place === null ? '' : `${place}: `}${issue.message}`;
  throw new Error(reason.length > MOST_LETTERS ? `${reason.slice(0, MOST_LETTERS)}…` : reason);
}

/** JSON that nothing changes any more. */
type Immutable<Value> = Value extends object ? { readonly [Key in keyof Value]: Immutable<Value[Key]> } : Value;

/** What a schema says is stored, as its readers see it. */
export type Stored<Schema extends v.GenericSchema> = Immutable<v.InferOutput<Schema>>;
