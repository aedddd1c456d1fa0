// What a refusal means: a key is blamed for what keys do and for nothing else, money for money, and a wait is told from an end.
import { expect, it } from 'vitest';
import '#lib/errors/all';
import { mostCapable } from '../dialect';
import { failureOf, type Asked } from './failure';

const CHAT: Asked = { host: 'host', model: 'made-up', key: 'sk-secret-0123456789', of: 'chat', dialect: mostCapable };
const KEY = 'llm/key-refused';

/** The code of the error that ends the job, or the kind of failure. */
function meaning(status: number | null, body: unknown, headers = {}): string {
  const failure = failureOf({ status, body, headers: new Headers(headers) }, CHAT);
  if (failure.kind === 'fatal') return failure.error.code;
  return failure.kind === 'rate-limited' ? `wait ${failure.retryAfter ?? '?'}` : failure.kind;
}
const error = (message: string, more = {}) => ({ error: { message, ...more } });

it.each<[string, number | null, unknown, string]>([
  ['a wrong key', 401, error('Incorrect API key provided: sk-x', { code: 'invalid_api_key' }), KEY],
  ['no word', 401, '', KEY],
  ['Gemini’s wrong key', 400, [error('API key not valid. Please pass a valid API key.')], KEY],
  ['a key that is switched off', 403, { detail: 'This API key has been disabled' }, KEY],
  ['no key', 403, error('Method doesn’t allow unregistered callers. Please use API Key.'), KEY],
  ['a wrong key in a body of status 200', null, error('invalid api key'), KEY],
  [
    'a region',
    403,
    error('Country, region, or territory not supported', { code: 'unsupported_country_region_territory' }),
    'llm/forbidden'
  ],
  [
    'access to a model',
    403,
    error('Project `p` does not have access to model `m`', { code: 'model_not_found' }),
    'llm/no-model'
  ],
  ['a plan', 403, { message: 'Your plan does not include this model family' }, 'llm/forbidden'],
  ['an account', 403, error('Your account was suspended for violating our usage policies'), 'llm/forbidden'],
  ['a firewall', 403, '<html><title>403 Forbidden</title></html>', 'llm/forbidden'],
  ['a moderator', 403, error('Your input was flagged', { metadata: { reasons: ['x'] } }), 'refused'],
  ['money', 402, error('Insufficient credits'), 'llm/no-credit'],
  ['money as a 400', 400, error('Your credit balance is too low to access the API'), 'llm/no-credit'],
  ['money as a 429', 429, error('You exceeded your current quota', { code: 'insufficient_quota' }), 'llm/no-credit'],
  [
    'money in a body of status 200',
    null,
    { base_resp: { status_code: 1008, status_msg: 'insufficient balance' } },
    'llm/no-credit'
  ],
  [
    'a quota that fills up again',
    429,
    [error('You exceeded your current quota. Please retry in 36.5s.', { status: 'RESOURCE_EXHAUSTED' })],
    'wait 36.5'
  ],
  ['a rate as a 403', 403, error('Rate limit exceeded, try again in 2 minutes'), 'wait 120'],
  ['a rate in a body of status 200', null, error('Slow down', { code: 429 }), 'wait ?'],
  ['a server behind a gateway', null, error('Provider returned error', { code: 502 }), 'lost'],
  ['a server that fails', 500, error('Something broke'), 'lost'],
  ['an address without an API', 404, '404 page not found', 'llm/nothing-there'],
  ['a page that only shows itself', 405, '', 'llm/nothing-there'],
  ['a model that is not there', 404, error('model "x3.1" not found, try pulling it first'), 'llm/no-model'],
  [
    'a model that is not there, as a 400',
    400,
    { object: 'error', message: 'The model `x` does not exist.' },
    'llm/no-model'
  ],
  [
    'the limit of answers alone',
    400,
    error('max_tokens is too large: 5000. This model supports at most 4096 completion tokens', { param: 'max_tokens' }),
    'dialect'
  ],
  ['nothing left to drop', 400, error('top_p is odd'), 'llm/bad-request']
])('%s (%j)', (_, status, body, meant) => {
  expect(meaning(status, body)).toBe(meant);
});

it('a busy server that names a time is waited for', () => {
  expect(meaning(503, '', { 'retry-after': '90' })).toBe('wait 90');
});

it('a sentence shows what the server says and never the key', () => {
  const failure = failureOf({ status: 418, body: { detail: `I am a teapot, ${CHAT.key}.` } }, CHAT);
  expect(failure.kind === 'fatal' && failure.error.message).toBe(
    'host does not take the request (status 418): I am a teapot, •••.'
  );
});
