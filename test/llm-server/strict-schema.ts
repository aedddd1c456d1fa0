// The rules that structured output with `strict: true` puts on a schema: an object at the root, and every object with all its
// fields required and no others allowed. Fields, lists and anyOf are looked into, definitions too.
import { isRecord, type Problems } from './schema-check';

export function strictProblems(schema: unknown): Problems {
  if (!isRecord(schema)) return ['response_format: strict is asked for, and there is no schema'];
  const root = schema.type === 'object' ? [] : ['schema: the root is not an object'];
  return [...root, ...walk(schema, 'schema')];
}

function walk(schema: unknown, path: string): string[] {
  if (!isRecord(schema)) return [`${path}: not a schema`];
  const problems = isObjectSchema(schema) ? objectProblems(schema, path) : [];
  for (const key of ['properties', '$defs', 'definitions']) {
    const named = schema[key];
    if (!isRecord(named)) continue;
    for (const [name, inner] of Object.entries(named)) problems.push(...walk(inner, `${path}.${name}`));
  }
  if (schema.items !== undefined) problems.push(...walk(schema.items, `${path}[]`));
  if (Array.isArray(schema.anyOf)) problems.push(...schema.anyOf.flatMap((form) => walk(form, path)));
  return problems;
}

function isObjectSchema(schema: Readonly<Record<string, unknown>>): boolean {
  return schema.type === 'object' || (Array.isArray(schema.type) && schema.type.includes('object'));
}

function objectProblems(schema: Readonly<Record<string, unknown>>, path: string): string[] {
  const problems: string[] = [];
  if (schema.additionalProperties !== false) problems.push(`${path}: additionalProperties is not false`);
  const required: unknown[] = Array.isArray(schema.required) ? schema.required : [];
  const names = isRecord(schema.properties) ? Object.keys(schema.properties) : [];
  const left = names.filter((name) => !required.includes(name));
  if (left.length > 0) problems.push(`${path}: ${left.join(', ')} not required`);
  return problems;
}
