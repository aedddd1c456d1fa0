import { describe, expect, it } from 'vitest';
import { readRequest } from './requests';
import { loadReference, referenceFrom, schemaProblems } from './schema-check';
import { strictProblems } from './strict-schema';

const fits = (value: unknown, schema: unknown) => schemaProblems(value, schema).length === 0;

describe('the checker', () => {
  const cases: [string, unknown, readonly unknown[], readonly unknown[]][] = [
    ['type', { type: 'integer' }, [1, -2], [1.5, '1', null, [1], {}]],
    ['type: object is no list', { type: 'object' }, [{}], [[], null, 'x']],
    ['types', { type: ['string', 'null'] }, ['', null], [0, {}]],
    ['nullable', { type: 'string', nullable: true }, ['', null], [0]],
    ['enum', { enum: ['a', 1, null] }, ['a', 1, null], ['b', '1']],
    ['nullable enum', { type: 'string', enum: ['a'], nullable: true }, ['a', null], ['b']],
    ['bounds', { minimum: 0, maximum: 2 }, [0, 2, 'not a number'], [-0.1, 2.1]],
    ['length', { minLength: 1, maxLength: 2 }, ['🐋', 'ab'], ['', 'abc']],
    [
      'items',
      { items: { type: 'string' }, minItems: 1, maxItems: 2 },
      [['a'], ['a', 'b']],
      [[], ['a', 1], ['a', 'b', 'c']]
    ],
    ['required', { required: ['a'] }, [{ a: null }, 'no object'], [{}, { b: 1 }]],
    ['properties', { properties: { a: { type: 'string' } } }, [{ a: '' }, { b: 1 }, {}], [{ a: 1 }]],
    ['no others', { properties: { a: true }, additionalProperties: false }, [{ a: 1 }, {}], [{ b: 1 }]],
    ['others of a type', { additionalProperties: { type: 'string' } }, [{ a: '' }], [{ a: 1 }]],
    ['allOf', { allOf: [{ required: ['a'] }, { required: ['b'] }] }, [{ a: 1, b: 1 }], [{ a: 1 }, { b: 1 }]],
    ['anyOf', { anyOf: [{ type: 'string' }, { enum: ['a', 1] }] }, ['a', 'b', 1], [2]],
    ['oneOf', { oneOf: [{ type: 'string' }, { enum: ['a', 1] }] }, ['b', 1], ['a', 2]],
    ['unknown words', { format: 'float', example: 3 }, ['anything'], []]
  ];

  it.each(cases)('knows %s', (_, schema, good, bad) => {
    for (const value of good) expect(schemaProblems(value, schema)).toEqual([]);
    for (const value of bad) expect(fits(value, schema)).toBe(false);
  });

  it('follows references, also beside nullable, and says where a problem stands', () => {
    const schema = {
      properties: {
        list: { type: 'array', items: { $ref: '#/$defs/a~1b' } },
        one: { $ref: '#/$defs/a~1b', nullable: true }
      },
      $defs: { 'a/b': { type: 'object', required: ['x'] } }
    };
    expect(schemaProblems({ list: [{ x: 1 }], one: null }, schema)).toEqual([]);
    expect(schemaProblems({ list: [{ x: 1 }, {}] }, schema)).toEqual(['body.list[1]: x is missing']);
    expect(() => schemaProblems(1, { $ref: '#/$defs/none' })).toThrow('leads nowhere');
  });

  it('finds the fields of a schema through allOf and references', () => {
    const document = {
      components: {
        schemas: {
          Base: { properties: { a: true } },
          Whole: { allOf: [{ $ref: '#/components/schemas/Base' }, { properties: { b: true } }] }
        }
      }
    };
    expect(referenceFrom(document).fields('Whole')).toEqual(new Set(['a', 'b']));
  });
});

describe('strict structured output', () => {
  const field = { type: 'string' };
  const object = (more: object) => ({
    type: 'object',
    properties: { a: field },
    required: ['a'],
    additionalProperties: false,
    ...more
  });

  it('takes objects with all fields required and no others', () => {
    expect(strictProblems(object({}))).toEqual([]);
    expect(strictProblems(object({ properties: { a: object({}) } }))).toEqual([]);
  });

  it.each([
    ['no schema', undefined],
    ['a list at the root', { type: 'array', items: field }],
    ['others allowed', object({ additionalProperties: true })],
    ['a field not required', object({ required: [] })],
    ['a field of a field not required', object({ properties: { a: object({ required: [] }) } })],
    ['the same in a list', object({ properties: { a: { type: 'array', items: object({ required: [] }) } } })],
    ['the same in a form', object({ properties: { a: { anyOf: [field, object({ required: [] })] } } })]
  ])('refuses %s', (_, schema) => {
    expect(strictProblems(schema)).not.toEqual([]);
  });
});

const reference = loadReference();
const messages = [{ role: 'user', content: 'hello' }];

/** Requests are read alike with the API's description and, where it is not at hand, without. */
describe.each([
  ['without the description of the API', null],
  ...(reference ? [['with it', reference] as const] : [])
] as const)('requests, %s', (_, described) => {
  it.each([
    ['chat', { model: 'm', messages, temperature: 0, seed: 1, max_completion_tokens: 5, stream: null }],
    ['chat', { model: 'm', messages: [{ role: 'user', content: [{ type: 'text', text: 'hi' }] }] }],
    ['embeddings', { model: 'm', input: 'a', dimensions: 3, encoding_format: 'base64' }]
  ] as const)('%s: %o is read', (endpoint, body) => {
    expect(readRequest(endpoint, body, described)).toMatchObject({ ok: true });
  });

  it.each([
    ['chat', 'nothing', null],
    ['chat', 'no messages', { model: 'm', messages: [] }],
    ['chat', 'no model', { messages }],
    ['chat', 'a strange role', { model: 'm', messages: [{ role: 'robot', content: 'x' }] }],
    ['chat', 'a seed in letters', { model: 'm', messages, seed: 'one' }],
    ['chat', 'half a format', { model: 'm', messages, response_format: { type: 'json_schema' } }],
    ['chat', 'JSON never mentioned', { model: 'm', messages, response_format: { type: 'json_object' } }],
    [
      'chat',
      'a name with a space',
      { model: 'm', messages, response_format: { type: 'json_schema', json_schema: { name: 'a b' } } }
    ],
    ['embeddings', 'no texts', { model: 'm', input: [] }],
    ['embeddings', 'no width', { model: 'm', input: 'a', dimensions: 0 }],
    ['embeddings', 'a strange form', { model: 'm', input: 'a', encoding_format: 'hex' }]
  ] as const)('%s: %s is refused', (endpoint, _what, body) => {
    expect(readRequest(endpoint, body, described)).toMatchObject({ ok: false });
  });
});

describe.skipIf(!reference)(
  'the description of the API (skipped where it is not at hand, see RLMREC_REFERENCE)',
  () => {
    it('has chats refuse fields that it does not know', () => {
      const read = readRequest('chat', { model: 'm', messages, max_token: 3 }, reference);
      expect(read).toEqual({ ok: false, problems: ['body.max_token: no such field is known'] });
    });

    it('finds what is wrong in an answer', () => {
      const answer = { object: 'list', model: 'm', data: [{ object: 'embedding', embedding: [null] }] };
      const problems = reference?.problems(answer, 'CreateEmbeddingResponse') ?? [];
      expect(problems.join('\n')).toContain('usage is missing');
      expect(problems.join('\n')).toContain('body.data[0]: index is missing');
      expect(problems.join('\n')).toContain('body.data[0].embedding[0]: null where number belongs');
    });
  }
);
