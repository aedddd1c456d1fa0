// A small checker of JSON values against JSON schemas, in the dialect of the OpenAI API's published description (OpenAPI 3.0
// with `nullable`, and JSON Schema's `type: 'null'`). Keywords that description does not use are ignored, so that it is no
// validator for schemas in general.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

type Json = Readonly<Record<string, unknown>>;

/** What does not fit, one line a problem, each opening with where it stands. */
export type Problems = readonly string[];

interface Place {
  readonly root: unknown;
  readonly path: string;
}

export function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @param root where `$ref` pointers start; the schema itself where left out */
export function schemaProblems(value: unknown, schema: unknown, root: unknown = schema): Problems {
  return check(value, schema, { root, path: 'body' });
}

function check(value: unknown, schema: unknown, place: Place): Problems {
  if (schema === true) return [];
  if (!isRecord(schema)) throw new Error(`${place.path}: the schema is neither an object nor true`);
  if (value === null && schema.nullable === true) return [];
  const combined = [
    ...(typeof schema.$ref === 'string' ? check(value, resolve(schema.$ref, place.root), place) : []),
    ...combinations(value, schema, place)
  ];
  const types = typesOf(schema);
  if (types.length > 0 && !types.some((type) => isOfType(value, type))) {
    return [...combined, `${place.path}: ${nameOf(value)} where ${types.join(' or ')} belongs`];
  }
  return [...combined, ...plainProblems(value, schema, place.path), ...inside(value, schema, place)];
}

function resolve(reference: string, root: unknown): unknown {
  if (!reference.startsWith('#')) throw new Error(`The reference ${reference} leaves the document`);
  let found = root;
  for (const part of reference.slice(1).split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (!isRecord(found) || !Object.hasOwn(found, key)) throw new Error(`The reference ${reference} leads nowhere`);
    found = found[key];
  }
  return found;
}

function combinations(value: unknown, schema: Json, place: Place): Problems {
  const problems = listOf(schema.allOf).flatMap((part) => check(value, part, place));
  if (Array.isArray(schema.anyOf)) problems.push(...oneFits(value, schema.anyOf, place, Infinity));
  if (Array.isArray(schema.oneOf)) problems.push(...oneFits(value, schema.oneOf, place, 1));
  return problems;
}

/** At least one form and at most `most` must fit; where none does, the problems of the nearest are told. */
function oneFits(value: unknown, forms: readonly unknown[], place: Place, most: number): Problems {
  const results = forms.map((form) => check(value, form, place));
  const fitting = results.filter((problems) => problems.length === 0).length;
  if (fitting > most) return [`${place.path}: fits ${fitting} forms where only one may fit`];
  if (fitting > 0) return [];
  const [nearest = []] = results.toSorted((a, b) => a.length - b.length);
  return [`${place.path}: fits none of ${forms.length} forms`, ...nearest];
}

function typesOf(schema: Json): readonly string[] {
  const named = Array.isArray(schema.type) ? schema.type : [schema.type];
  return named.filter((type) => typeof type === 'string');
}

function nameOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function isOfType(value: unknown, type: string): boolean {
  if (type === 'integer') return Number.isInteger(value);
  return nameOf(value) === type;
}

/** What a value without its parts can break: enum, bounds and lengths. */
function plainProblems(value: unknown, schema: Json, path: string): Problems {
  const problems: string[] = [];
  if (Array.isArray(schema.enum) && !schema.enum.includes(value)) {
    problems.push(`${path}: ${JSON.stringify(value)} is not among ${JSON.stringify(schema.enum)}`);
  }
  if (typeof value === 'number') problems.push(...bounds(value, schema.minimum, schema.maximum, path, ''));
  if (typeof value === 'string') {
    problems.push(...bounds([...value].length, schema.minLength, schema.maxLength, path, ' characters'));
  }
  if (Array.isArray(value)) problems.push(...bounds(value.length, schema.minItems, schema.maxItems, path, ' items'));
  return problems;
}

function bounds(size: number, least: unknown, most: unknown, path: string, unit: string): Problems {
  if (typeof least === 'number' && size < least) return [`${path}: ${size}${unit}, at least ${least} belong here`];
  if (typeof most === 'number' && size > most) return [`${path}: ${size}${unit}, at most ${most} belong here`];
  return [];
}

function inside(value: unknown, schema: Json, place: Place): Problems {
  if (Array.isArray(value) && schema.items !== undefined) {
    return value.flatMap((item, at) => check(item, schema.items, { ...place, path: `${place.path}[${at}]` }));
  }
  return isRecord(value) ? fields(value, schema, place) : [];
}

function fields(value: Json, schema: Json, place: Place): Problems {
  const known: Json = isRecord(schema.properties) ? schema.properties : {};
  const problems = listOf(schema.required)
    .filter((name) => typeof name === 'string' && !Object.hasOwn(value, name))
    .map((name) => `${place.path}: ${String(name)} is missing`);
  const others = schema.additionalProperties ?? true;
  for (const [name, content] of Object.entries(value)) {
    const path = `${place.path}.${name}`;
    if (Object.hasOwn(known, name)) problems.push(...check(content, known[name], { ...place, path }));
    else if (others === false) problems.push(`${path}: no such field is known`);
    else problems.push(...check(content, others, { ...place, path }));
  }
  return problems;
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The API's own description of its bodies. */
export interface Reference {
  /** @param name of a schema, e.g. "CreateEmbeddingResponse" */
  problems(value: unknown, name: string): Problems;
  /** Names that an object of this schema may have at its top. */
  fields(name: string): ReadonlySet<string>;
}

export function referenceFrom(document: unknown): Reference {
  const schemaOf = (name: string) => resolve(`#/components/schemas/${name}`, document);
  return {
    problems: (value, name) => schemaProblems(value, schemaOf(name), document),
    fields: (name) => new Set(fieldNames(schemaOf(name), document))
  };
}

function fieldNames(schema: unknown, root: unknown): string[] {
  if (!isRecord(schema)) return [];
  const above = typeof schema.$ref === 'string' ? [resolve(schema.$ref, root)] : [];
  const own = isRecord(schema.properties) ? Object.keys(schema.properties) : [];
  return [...own, ...[...above, ...listOf(schema.allOf)].flatMap((part) => fieldNames(part, root))];
}

/** null where the file is not at hand (see RLMREC_REFERENCE): it is no part of this repository. */
export function loadReference(): Reference | null {
  const path = join(process.env.RLMREC_REFERENCE ?? '../shared/reference', 'openai-openapi.subset.json');
  if (!existsSync(path)) return null;
  const document: unknown = JSON.parse(readFileSync(path, 'utf8'));
  return referenceFrom(document);
}
