// Python literals: what Python prints is read back, whatever the quotes and escapes; what is no literal is refused, never run.
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { uniformArray } from '#kernels/random/random';
import { parsePythonLiteral, PythonSyntaxError, type PythonValue } from './parse';

/** Maps as plain entries, so that tests can be read. */
const plain = (value: PythonValue): unknown => {
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, inner]) => [key, plain(inner)]));
  return Array.isArray(value) ? value.map(plain) : value;
};
const read = (text: string): unknown => plain(parsePythonLiteral(text));

describe('a Python literal', () => {
  it.each([
    [`{'a': 1, "b": [True, False, None]}`, { a: 1, b: [true, false, null] }],
    [`{'t': "it's", 'u': 'say "hi"', 'v': 'it\\'s'}`, { t: "it's", u: 'say "hi"', v: "it's" }],
    [`{'x': u'caf\\xe9 \\u6f22 \\U0001F600 \\101\\n'}`, { x: 'café 漢 😀 A\n' }],
    [
      `['a' 'b'  "c", r'\\n', b'bytes\\x41', '''three "quotes" 'here' ''']`,
      ['abc', '\\n', 'bytesA', `three "quotes" 'here' `]
    ],
    ['(1, 2,)', [1, 2]],
    ['(1)', 1],
    ['()', []],
    ['{1, 2}', [1, 2]],
    ['{}', {}],
    ['[-1.5e3, +2, .5, 1_000, 0x1F, 0o17, 0b101, 12L, 3.]', [-1500, 2, 0.5, 1000, 31, 15, 5, 12, 3]],
    ['[nan, inf]', [null, null]],
    [
      `{'helpful': [0, 0], 'price': 9.99, 'related': {'also_bought': ['B01', 'B02']}}`,
      { helpful: [0, 0], price: 9.99, related: { also_bought: ['B01', 'B02'] } }
    ],
    [`'\\q stays'`, '\\q stays'],
    ['  {"a": 1}  ', { a: 1 }]
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it('keeps keys that are names of object fields', () => {
    const value = parsePythonLiteral(`{'__proto__': 1, 'constructor': 2}`);
    expect(value instanceof Map && [...value]).toEqual([
      ['__proto__', 1],
      ['constructor', 2]
    ]);
  });

  it.each([
    [`__import__('os').system('x')`, 'a call is no literal, and nothing is executed'],
    ['[1, 2', 'it ends too early'],
    [`{'a' 1}`, 'a dict and a set|"," or "}"'],
    [`'open`, 'never closed'],
    [`{'a': 1} x`, 'more behind'],
    [`'\\N{BULLET}'`, 'by name'],
    [`'\\x4'`, 'needs 2 digits'],
    ['3j', 'no number'],
    ['', 'too early'],
    ['@', 'begins no value']
  ])('%s is refused', (text, reason) => {
    expect(() => parsePythonLiteral(text)).toThrow(new RegExp(reason));
  });

  it('is not followed deeper than 64 levels, nor read twice where it never closes', () => {
    expect(() => parsePythonLiteral('['.repeat(10_000))).toThrow(/64 levels/);
    expect(() => parsePythonLiteral(`'${'x'.repeat(10_000_000)}`)).toThrow(PythonSyntaxError);
    expect(() => parsePythonLiteral(`"${'\\\\'.repeat(1_000_000)}`)).toThrow(/never closed/);
  });
});

/** Random nested values, as Python would hold them. */
function madeUp(count: number): PythonValue[] {
  const draws = uniformArray({ seed: 5, stream: 123, step: 0 }, 20_000);
  let at = 0;
  const draw = (below: number): number => Math.floor((draws[at++ % draws.length] ?? 0) * below);
  const signs = ["'", '"', '\\', '\n', 'é', '漢', '😀', 'a', ' ', '\t', '\u0007', '{', ','];
  const text = (): string => Array.from({ length: draw(8) }, () => signs[draw(signs.length)]).join('');
  const value = (depth: number): PythonValue => {
    const kind = draw(depth > 3 ? 5 : 7);
    if (kind === 0) return null;
    if (kind === 1) return draw(2) === 1;
    if (kind === 2) return draw(2000) - 1000;
    if (kind === 3) return (draw(2000) - 1000) / 8;
    if (kind === 4) return text();
    if (kind === 5) return Array.from({ length: draw(4) }, () => value(depth + 1));
    return new Map(
      Array.from({ length: draw(4) }, (_, n): [string, PythonValue] => [`${text()}${n}`, value(depth + 1)])
    );
  };
  return Array.from({ length: count }, () => value(0));
}

const hasPython = ((): boolean => {
  try {
    execFileSync('python3', ['-c', 'pass']);
    return true;
  } catch {
    return false;
  }
})();

it.skipIf(!hasPython)('what Python itself prints is read back equal (needs python3)', () => {
  const values = madeUp(300);
  const program = 'import json,sys\nfor v in json.load(sys.stdin): print(ascii(v) if len(repr(v)) % 2 else repr(v))';
  const printed = execFileSync('python3', ['-c', program], {
    input: JSON.stringify(values.map(plain)),
    encoding: 'utf8',
    env: { ...process.env, PYTHONIOENCODING: 'utf-8' }
  });
  const lines = printed.trimEnd().split('\n');
  expect(lines).toHaveLength(values.length);
  lines.forEach((line, at) => expect(read(line)).toEqual(plain(values[at] ?? null)));
});
