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
    ['[nan, -inf, +NaN, Infinity, 1e999]', [null, null, null, null, null]],
    ['[true, false, null]', [true, false, null]],
    [
      '[9007199254740991, 76561197970982479, -76561197970982479L]',
      [9007199254740991, '76561197970982479', '-76561197970982479']
    ],
    [String.raw`['a' u'b' R"\c" Rb'd', rb'\x', BR"y", U'z']`, ['ab\\cd', '\\x', 'y', 'z']],
    [`['\\0', '\\1234', '\\x41\\u00e9', b'\\u0041', 'a\\\nb']`, ['\0', 'S4', 'Aé', '\\u0041', 'ab']],
    [`['''it''s''', """say "hi" """]`, ["it''s", 'say "hi" ']],
    [`{(1, 2): 'pair', 3: 'three', None: 'none'}`, { '[1,2]': 'pair', '3': 'three', null: 'none' }],
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

  it('says where it fails, and the reason holds no data', () => {
    const failure = (text: string): unknown => {
      try {
        return parsePythonLiteral(text);
      } catch (error) {
        return error instanceof PythonSyntaxError ? { reason: error.reason, at: error.at } : error;
      }
    };
    const reason = 'a name or a call is no literal, and nothing is executed';
    expect(failure(`{'a': datetime.date(2017, 1, 1)}`)).toEqual({ reason, at: 6 });
    expect(failure(`[1, ${'x'.repeat(1000)}]`)).toEqual({ reason, at: 4 });
    expect(failure(`['fine', 'open]`)).toEqual({ reason: 'a text is never closed', at: 9 });
  });

  it('is not followed deeper than 64 levels, nor read twice where it never closes', () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    expect(() => parsePythonLiteral(nested(64))).not.toThrow();
    for (const open of ['[', '(', '{1:', `{'a': [(`]) {
      expect(() => parsePythonLiteral(open.repeat(10_000))).toThrow(/64 levels/);
    }
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

/** Prints values as Python might, in any of the forms that mean the same. */
function printed(value: PythonValue, draw: (below: number) => number): string {
  const pick = (...forms: readonly string[]): string => forms[draw(forms.length)] ?? '';
  const space = (): string => pick('', '', ' ', '  ', '\t');
  const listed = (parts: readonly string[]): string => {
    const text = parts.map((part) => `${space()}${part}${space()}`).join(',');
    return parts.length > 0 && draw(4) === 0 ? `${text},` : text;
  };
  if (value === null) return pick('None', 'nan', '-inf', 'null');
  if (typeof value === 'boolean') return value ? pick('True', 'true') : pick('False', 'false');
  if (typeof value === 'number') {
    if (!Number.isInteger(value) || value < 0) return String(value);
    return pick(
      String(value),
      `+${value}`,
      `${value}.0`,
      `0x${value.toString(16)}`,
      `0b${value.toString(2)}`,
      `${value}L`
    );
  }
  if (typeof value === 'string') return printedText(value, draw);
  if (value instanceof Map) {
    return `{${listed([...value].map(([key, inner]) => `${printed(key, draw)}:${printed(inner, draw)}`))}}`;
  }
  const parts = [...(Array.isArray(value) ? value : [])].map((inner) => printed(inner, draw));
  return parts.length > 1 && draw(2) === 0 ? `(${listed(parts)})` : `[${listed(parts)}]`;
}

function printedText(text: string, draw: (below: number) => number): string {
  const quote = ["'", '"', "'''", '"""'][draw(4)] ?? "'";
  const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, '0');
  const escaped = [...text].map((sign) => {
    const code = sign.codePointAt(0) ?? 0;
    const mustEscape = sign === '\\' || sign === '\n' || sign === quote[0];
    const forms = [
      ...(mustEscape ? [] : [sign, sign, sign]),
      ...(code < 0x100 ? [`\\x${hex(code, 2)}`, `\\${code.toString(8).padStart(3, '0')}`] : []),
      ...(code < 0x10000 ? [`\\u${hex(code, 4)}`] : []),
      `\\U${hex(code, 8)}`,
      ...(sign === '\n' ? ['\\n'] : mustEscape ? [`\\${sign}`] : [])
    ];
    return forms[draw(forms.length)] ?? sign;
  });
  const whole = `${draw(3) === 0 ? 'u' : ''}${quote}${escaped.join('')}${quote}`;
  return draw(6) === 0 ? `${whole} ''` : whole;
}

it('any value printed in any of the forms that Python knows parses back equal', () => {
  const draws = uniformArray({ seed: 6, stream: 123, step: 1 }, 50_000);
  let at = 0;
  const draw = (below: number): number => Math.floor((draws[at++ % draws.length] ?? 0) * below);
  for (const value of madeUp(500)) {
    const line = printed(value, draw);
    expect(read(line), line).toEqual(plain(value));
  }
});

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
