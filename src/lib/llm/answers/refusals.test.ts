// Servers that refuse: a parameter that one does not know is dropped and no other, a question that one does not take is marked with the
// reason, and the others are answered.
import { describe, expect, it } from 'vitest';
import { dislikes, knowsNo, refusesChats, type Habit } from '../../../../test/llm-server/habits';
import { askAll } from './answers';
import { askThree, threeQuestions } from '../testing';
import { habitServer } from '../testing-habits';

const habits = habitServer();
const { environment } = habits;

/** What the last call that was answered held beside the question. */
function form() {
  const request = habits.server?.calls.findLast(({ answered }) => answered)?.request;
  if (request?.endpoint !== 'chat') throw new Error('No chat was answered');
  const { response_format, temperature, seed, max_tokens, max_completion_tokens, messages } = request.body;
  return {
    format: response_format?.type ?? 'text',
    temperature: temperature !== undefined,
    seed: seed !== undefined,
    limit: max_completion_tokens ? 'max_completion_tokens' : max_tokens ? 'max_tokens' : null,
    system: messages.some(({ role }) => role === 'system')
  };
}
const FULL = { format: 'json_schema', temperature: true, seed: true, limit: 'max_completion_tokens', system: true };

describe('a parameter that a server does not know is dropped, and nothing else', () => {
  const unspecific = {
    error: { code: 400, message: 'Request contains an invalid argument.', status: 'INVALID_ARGUMENT' }
  };
  const noSchema = (body: unknown, status = 400): Habit =>
    refusesChats(({ response_format }) => (response_format?.type === 'json_schema' ? { status, body } : null));
  it.each<[string, Habit, Partial<typeof FULL>]>([
    [
      'Gemini: a list around the error',
      knowsNo('seed', 400, [
        { error: { code: 400, message: 'Invalid JSON payload received. Unknown name "seed": Cannot find field.' } }
      ]),
      { seed: false }
    ],
    [
      'FastAPI: `detail` is a list of places, several at once',
      refusesChats((body) => {
        const bad = (['seed', 'max_completion_tokens'] as const).filter((name) => body[name] !== undefined);
        const detail = bad.map((name) => ({
          type: 'extra_forbidden',
          loc: ['body', name],
          msg: 'Extra inputs are not permitted',
          input: { temperature: 0, response_format: 'x' }
        }));
        return bad.length > 0 ? { status: 422, body: { detail } } : null;
      }),
      { seed: false, limit: 'max_tokens' }
    ],
    ['`detail` is a text', knowsNo('seed', 422, { detail: 'Unknown parameter: seed' }), { seed: false }],
    [
      'Mistral: `message` is an object with a detail',
      noSchema(
        { object: 'error', message: { detail: [{ loc: ['body', 'response_format', 'type'], msg: 'no such type' }] } },
        422
      ),
      { format: 'json_object' }
    ],
    [
      'older vLLM: no `error` around it',
      noSchema({ object: 'error', message: "[{'type': 'literal_error', 'loc': ('body', 'response_format', 'type')}]" }),
      { format: 'json_object' }
    ],
    [
      'Go: `error` is a text',
      knowsNo('max_completion_tokens', 400, { error: 'json: unknown field "max_completion_tokens"' }),
      { limit: 'max_tokens' }
    ],
    [
      'Rust: bare text that lists what is allowed',
      knowsNo('seed', 422, 'unknown field `seed`, expected one of `temperature`, `response_format`, `max_tokens`'),
      { seed: false }
    ],
    [
      'ASP.NET: fields are keys',
      knowsNo('temperature', 400, {
        title: 'One or more validation errors occurred.',
        errors: { temperature: ['Not taken.'] }
      }),
      { temperature: false }
    ],
    [
      'a gateway that quotes the server behind it as text',
      noSchema({
        error: { message: 'Provider returned error', metadata: { raw: '{"message":"json_schema is unavailable"}' } }
      }),
      { format: 'json_object' }
    ],
    [
      'llama.cpp: status 500 for a grammar',
      noSchema({ error: { code: 500, message: 'failed to parse grammar' } }, 500),
      { format: 'json_object' }
    ],
    ['Gemini: not a word on what it dislikes', noSchema(unspecific), { seed: false, format: 'json_object' }],
    [
      'a page that only says 400',
      noSchema('<html><body><h1>400 Bad Request</h1>nginx</body></html>'),
      { seed: false, format: 'json_object' }
    ],
    [
      'Gemma: no system message',
      refusesChats(({ messages }) =>
        messages.some(({ role }) => role === 'system')
          ? {
              status: 400,
              body: { error: { message: 'Developer instruction is not enabled for this model', code: 400 } }
            }
          : null
      ),
      { system: false }
    ],
    [
      'vLLM: a template that wants turns',
      refusesChats(({ messages }) =>
        messages[0]?.role === 'system'
          ? {
              status: 400,
              body: { object: 'error', message: 'Conversation roles must alternate user/assistant/user/…' }
            }
          : null
      ),
      { system: false }
    ]
  ])('%s', async (_, habit, changed) => {
    const answers = await askThree(await environment(habit));
    expect(answers.map(({ record }) => record.problem)).toEqual([null, null, null]);
    expect(form()).toEqual({ ...FULL, ...changed });
  });
});

it('one answer that a service throws away for its form is asked for in words, the others as before (Groq)', async () => {
  const habit = refusesChats(({ response_format }, text) =>
    text.includes('Dust') && response_format
      ? {
          status: 400,
          body: { error: { message: 'Failed to generate JSON.', code: 'json_validate_failed', failed_generation: '{' } }
        }
      : null
  );
  const answers = await askThree(await environment(habit));
  expect(answers.map(({ record }) => record.problem)).toEqual([null, null, null]);
  expect(habits.server?.calls).toHaveLength(4);
  expect(form()).toEqual(FULL);
});

describe('a question that a server refuses is marked with its reason, the others are answered', () => {
  it.each<[string, RegExp, Habit]>([
    [
      'Azure: a content filter',
      /^a filter .*content management policy$/,
      dislikes('Dust', 400, {
        error: { message: 'Filtered by our content management policy.', code: 'content_filter', param: 'prompt' }
      })
    ],
    [
      'OpenRouter: a moderator with status 403',
      /^a filter .*flagged/,
      dislikes('Dust', 403, {
        error: {
          code: 403,
          message: 'x requires moderation. Your input was flagged for "y". No credits were charged.'
        },
        metadata: { reasons: ['y'], flagged_input: 'Dust' }
      })
    ],
    [
      'DeepSeek: bare words',
      /^a filter /,
      dislikes('Dust', 400, { error: { message: 'Content Exists Risk', code: 'invalid_request_error' } })
    ],
    [
      'Qwen: its code alone says so',
      /^a filter /,
      dislikes('Dust', 400, { code: 'data_inspection_failed', message: 'The request was not processed.' })
    ],
    [
      'Gemini: an answer without choices',
      /^the service held/,
      (request, plain) =>
        dislikes('Dust', 200, { choices: [], promptFeedback: { blockReason: 'PROHIBITED_CONTENT' } })(request, plain)
    ],
    [
      'OpenAI: the context length',
      /^it is too long .*4096 tokens/,
      dislikes('Dust', 400, {
        error: {
          message: "This model's maximum context length is 4096 tokens. However, you requested 5096 tokens.",
          code: 'context_length_exceeded',
          param: 'messages'
        }
      })
    ],
    [
      'llama.cpp: the context size',
      /^it is too long /,
      dislikes('Dust', 400, {
        error: {
          code: 400,
          message: 'the request exceeds the available context size.',
          type: 'exceed_context_size_error'
        }
      })
    ],
    [
      'LM Studio: the length that it was loaded with',
      /^it is too long /,
      dislikes('Dust', 400, {
        error: 'The model is loaded with context length of only 4096 tokens, which is not enough.'
      })
    ],
    [
      'nginx: a page with status 413',
      /^it is too long .*Too Large/,
      dislikes('Dust', 413, '<html><title>413 Request Entity Too Large</title></html>')
    ],
    [
      'Groq: a request beyond the tokens of a minute, which no wait cures',
      /^it is too long /,
      dislikes('Dust', 413, {
        error: {
          message: 'Request too large for model on tokens per minute (TPM): Limit 6000',
          code: 'rate_limit_exceeded'
        }
      })
    ]
  ])('%s', async (_, reason, habit) => {
    const llm = await environment(habit);
    const answers = await askThree(llm);
    expect(answers.map(({ record }) => record.problem)).toEqual([null, 'refused', null]);
    expect(answers[1]?.record.detail).toMatch(reason);
    const calls = habits.server?.calls.length;
    expect((await askThree(llm))[1]).toMatchObject({ value: null, reused: true });
    expect(habits.server?.calls).toHaveLength(calls ?? 0);
  });

  it('and is asked once more where the reader wants that; what was answered is not', async () => {
    let isStrict = true;
    const strict = dislikes('Dust', 400, { error: { message: 'no', code: 'content_filter' } });
    const llm = await environment((request, plain) => (isStrict ? strict(request, plain) : null));
    expect((await askThree(llm))[1]?.record).toMatchObject({
      calls: 0,
      usage: { inputTokens: 0, outputTokens: 0 },
      dollars: 0
    });
    isStrict = false;
    const again = await askThree({ ...llm, askRefused: true });
    expect(again.map(({ reused, value }) => [reused, value !== null])).toEqual([
      [true, true],
      [false, true],
      [true, true]
    ]);
    expect(habits.server?.calls).toHaveLength(4);
  });

  it('but a server that refuses everything ends the job, and no question is marked', async () => {
    const llm = await environment(dislikes('', 400, { message: 'Blocked by the network policy' }));
    const many = threeQuestions().flatMap((question) =>
      Array.from({ length: 20 }, (_, take) => ({ ...question, take }))
    );
    await expect(askAll(many, llm, {}, 'Questions')).rejects.toMatchObject({ code: 'llm/all-refused' });
    expect(habits.server?.calls).toHaveLength(50);
    expect(await llm.answers.count()).toBe(0);
  });

  it('but one that fits without room set aside for the answer is answered', async () => {
    const full =
      "'max_completion_tokens' is too large: 200. The maximum context length is 4096 tokens and your request has 4000 input tokens.";
    const habit = refusesChats(({ max_completion_tokens }, text) =>
      text.includes('Dust') && max_completion_tokens ? { status: 400, body: { message: full, code: 400 } } : null
    );
    const answers = await askThree(await environment(habit));
    expect(answers.map(({ record }) => record.problem)).toEqual([null, null, null]);
    expect(form().limit).toBe('max_completion_tokens');
  });
});
