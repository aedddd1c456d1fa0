// The words of a refusal are found in whatever body holds them, and are fit to be shown.
import { describe, expect, it } from 'vitest';
import { serverWords, shownWords } from './server-words';

describe('the words of a body', () => {
  it.each<[unknown, string]>([
    [{ error: { message: 'No.', type: 'invalid_request_error', param: null, code: null } }, 'No.'],
    [[{ error: { code: 400, message: 'No.' } }], 'No.'],
    [{ error: 'No.', error_type: 'Validation' }, 'No.'],
    [{ detail: 'No.' }, 'No.'],
    [
      {
        detail: [
          { loc: ['body', 'a', 0], msg: 'is wrong' },
          { loc: ['query', 'b'], msg: 'too' }
        ]
      },
      'a.0: is wrong; query.b: too'
    ],
    [{ message: { detail: [{ loc: ['body', 'seed'], msg: 'is wrong' }] } }, 'seed: is wrong'],
    [
      { error: { message: 'Provider returned error', metadata: { raw: '{"error":{"message":"Why."}}' } } },
      'Provider returned error; Why.'
    ],
    [{ base_resp: { status_code: 1008, status_msg: 'insufficient balance' } }, 'insufficient balance'],
    [{ title: 'Bad', errors: { seed: ['is unknown', 'is odd'] } }, 'Bad; seed: is unknown is odd'],
    [{ error: { code: 'data_inspection_failed' } }, 'data_inspection_failed'],
    [{ message: 'Twice', error: { message: 'Twice' } }, 'Twice'],
    ['No.', 'No.'],
    [
      '<!DOCTYPE html><html><head><style>a{}</style><title>502</title></head><body>Bad <b>gateway</b></body></html>',
      '502 Bad gateway'
    ],
    [{ seed: ['unknown field'] }, '{"seed":["unknown field"]}'],
    [{}, ''],
    [null, ''],
    ['', '']
  ])('%j are %j', (body, said) => {
    expect(serverWords(body).said).toBe(said);
  });

  it('do not hold what was sent', () => {
    const detail = [{ loc: ['body', 'messages'], msg: 'is wrong', input: 'My own secret', ctx: { error: 'secret' } }];
    expect(JSON.stringify(serverWords({ detail, request: { message: 'secret' } }))).not.toContain('secret');
  });

  it('come with codes and with fields', () => {
    const words = serverWords({
      error: { code: 400, status: 'INVALID', details: [{ reason: 'API_KEY_INVALID', field: 'seed' }] }
    });
    expect(words).toMatchObject({ codes: ['400', 'invalid', 'api_key_invalid'], params: ['seed'] });
  });

  it.each<[unknown, number | null]>([
    ['Rate limit reached. Please try again in 6m12.5s.', 372.5],
    ['Please retry in 36.5s.', 36.5],
    ['try again in 120ms', 0.12],
    ['Please wait 2 hours and 5 minutes', 7500],
    ['retry after 8 seconds', 8],
    [{ error: { details: [{ '@type': 'RetryInfo', retryDelay: '36s' }] } }, 36],
    [{ error: { message: 'Slow down', retry_after: 4 } }, 4],
    ['Limit 3 a minute, used 3', null]
  ])('%j say how long to wait: %j seconds', (body, seconds) => {
    expect(serverWords(body).retryAfter).toBe(seconds);
  });

  it('of a body without an end come to an end', () => {
    let body: unknown = { message: 'deep' };
    for (let depth = 0; depth < 1000; depth++) body = { error: [body] };
    expect(serverWords(body).said.length).toBeGreaterThan(0);
  });
});

describe('words for a reader', () => {
  const KEY = 'abcd1234-efgh5678-ijkl';
  it.each([
    [`No good: ${KEY}.`, 'No good: •••'],
    ['Incorrect API key provided: sk-abc***xyz.', 'Incorrect API key provided: •••'],
    ['key ****7890 is invalid', 'key ••• is invalid'],
    ['Bearer AIzaSyA-1234567 is wrong', '••• is wrong'],
    ['it ends in ijkl, or in efgh5678', 'it ends in ijkl, or in •••'],
    ['Two\n\u001b[31m lines\u202e', 'Two [31m lines']
  ])('%j are %j', (said, shown) => {
    expect(shownWords(said, KEY)).toBe(shown);
  });

  it('are short', () => {
    expect(shownWords('long '.repeat(1000), '').length).toBeLessThan(310);
  });
});
