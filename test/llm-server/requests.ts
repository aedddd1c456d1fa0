// Bodies that arrive, read and checked: against the API's own description where it is at hand, and always against the few
// fields that this server reads itself. Texts only: no images, no audio, no lists of tokens.
import * as v from 'valibot';
import { isRecord, type Problems, type Reference, schemaProblems } from './schema-check';
import { strictProblems } from './strict-schema';

const Text = v.pipe(v.string(), v.nonEmpty('an empty text'));
const Part = v.object({ type: v.literal('text'), text: v.string() });

const Message = v.looseObject({
  role: v.picklist(['developer', 'system', 'user', 'assistant']),
  content: v.union([v.string(), v.array(Part)])
});

const ResponseFormat = v.variant('type', [
  v.object({ type: v.literal('text') }),
  v.object({ type: v.literal('json_object') }),
  v.object({
    type: v.literal('json_schema'),
    json_schema: v.looseObject({
      name: v.pipe(v.string(), v.regex(/^[a-zA-Z0-9_-]{1,64}$/, 'not 1 to 64 of a-z, A-Z, 0-9, _ and -')),
      schema: v.optional(v.record(v.string(), v.unknown())),
      strict: v.nullish(v.boolean())
    })
  })
]);

const ChatBodySchema = v.looseObject({
  model: Text,
  messages: v.pipe(v.array(Message), v.minLength(1)),
  temperature: v.nullish(v.pipe(v.number(), v.minValue(0), v.maxValue(2))),
  seed: v.nullish(v.pipe(v.number(), v.integer())),
  max_completion_tokens: v.nullish(v.pipe(v.number(), v.integer(), v.minValue(1))),
  max_tokens: v.nullish(v.pipe(v.number(), v.integer(), v.minValue(1))),
  response_format: v.optional(ResponseFormat),
  stream: v.nullish(v.boolean()),
  stream_options: v.nullish(v.looseObject({ include_usage: v.optional(v.boolean()) }))
});

const EmbeddingBodySchema = v.strictObject({
  model: Text,
  input: v.union([Text, v.pipe(v.array(Text), v.minLength(1), v.maxLength(2048))]),
  encoding_format: v.optional(v.picklist(['float', 'base64'])),
  dimensions: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  user: v.optional(v.string())
});

export type ChatBody = v.InferOutput<typeof ChatBodySchema>;
export type EmbeddingBody = v.InferOutput<typeof EmbeddingBodySchema>;

/** A call that can be answered. */
export type Request =
  | { readonly endpoint: 'chat'; readonly body: ChatBody }
  | { readonly endpoint: 'embeddings'; readonly body: EmbeddingBody }
  | { readonly endpoint: 'models' };

export type ReadRequest =
  { readonly ok: true; readonly request: Request } | { readonly ok: false; readonly problems: Problems };

export function readRequest(endpoint: Request['endpoint'], body: unknown, reference: Reference | null): ReadRequest {
  if (endpoint === 'models') return { ok: true, request: { endpoint } };
  const told = reference ? referenceProblems(endpoint, body, reference) : [];
  if (told.length > 0) return { ok: false, problems: told };
  if (endpoint === 'embeddings') {
    const parsed = v.safeParse(EmbeddingBodySchema, body);
    return parsed.success ? { ok: true, request: { endpoint, body: parsed.output } } : unread(parsed.issues);
  }
  const parsed = v.safeParse(ChatBodySchema, body);
  if (!parsed.success) return unread(parsed.issues);
  const problems = ownRules(parsed.output);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, request: { endpoint, body: parsed.output } };
}

function referenceProblems(endpoint: 'chat' | 'embeddings', body: unknown, reference: Reference): Problems {
  const schema = endpoint === 'chat' ? 'CreateChatCompletionRequest' : 'CreateEmbeddingRequest';
  const known = reference.fields(schema);
  // The description does not say so, but the API refuses fields it does not know.
  const strange = Object.keys(isRecord(body) ? body : {}).filter((name) => !known.has(name));
  return [...reference.problems(body, schema), ...strange.map((name) => `body.${name}: no such field is known`)];
}

function unread(issues: readonly v.BaseIssue<unknown>[]): ReadRequest {
  const problems = issues.map((issue) => {
    const path = v.getDotPath(issue);
    return `body${path ? `.${path}` : ''}: ${issue.message}`;
  });
  return { ok: false, problems };
}

/** What the API asks for in words only. */
function ownRules(body: ChatBody): Problems {
  const problems: string[] = [];
  const format = body.response_format;
  if (format?.type === 'json_schema' && format.json_schema.strict) {
    problems.push(...strictProblems(format.json_schema.schema));
  }
  const mentionsJson = body.messages.some((message) => /json/i.test(contentText(message.content)));
  if (format?.type === 'json_object' && !mentionsJson) {
    problems.push('body.messages: json_object is asked for, and no message has the word JSON');
  }
  if (body.stream_options && !body.stream) problems.push('body.stream_options: belongs to streamed answers only');
  return problems;
}

export function contentText(content: ChatBody['messages'][number]['content']): string {
  return typeof content === 'string' ? content : content.map((part) => part.text).join('');
}

/** What is asked, as the keys of `counts().byInput`: a chat's texts joined by line breaks, each text of an embedding call. */
export function inputsOf(request: Request): readonly string[] {
  if (request.endpoint === 'chat') return [request.body.messages.map(({ content }) => contentText(content)).join('\n')];
  if (request.endpoint === 'models') return [];
  return typeof request.body.input === 'string' ? [request.body.input] : request.body.input;
}

/** Why an answer does not fit the schema that was asked for; empty where none was. */
export function answerProblems(body: ChatBody, content: string): Problems {
  const format = body.response_format;
  if (format?.type !== 'json_schema' || !format.json_schema.schema) return [];
  const value: unknown = JSON.parse(content);
  return schemaProblems(value, format.json_schema.schema);
}
