// The language model of the command line: endpoint and key from the environment, as the openai tools read them, limits and prices
// from options. The key goes nowhere else.
import { appError } from '#lib/errors/app-error';
import { DEFAULT_LIMITS, LIMIT_FIELDS, limitValue } from '#lib/llm/cost/limits';
import type { CallLimits, LlmEnvironment, Prices } from '#lib/llm/types';
import type { AnswerStore } from '#lib/storage/types';

const OPENAI = 'https://api.openai.com/v1';

/** "cap=2,at-once=8". @throws AppError notebook/bad-argument */
export function readLimits(text: string | undefined): CallLimits {
  let limits = DEFAULT_LIMITS;
  for (const part of (text ?? '').split(',').filter(Boolean)) {
    const [name = '', value = ''] = part.split('=');
    const field = LIMIT_FIELDS.find(({ short }) => short === name.trim());
    const number = field && value.trim() !== '' ? limitValue(field, Number(value)) : null;
    if (!field || number === null) {
      const known = LIMIT_FIELDS.map(({ short, min, max }) => `${short} (${min} to ${max})`).join(', ');
      throw appError('notebook/bad-argument', {
        reason: `--limits has "${part}"; its parts are NAME=NUMBER of ${known}`
      });
    }
    limits = { ...limits, [field.key]: number };
  }
  return limits;
}

/** "MODEL=INPUT/OUTPUT", dollars for a million tokens. @throws AppError notebook/bad-argument */
export function readPrices(texts: readonly string[]): Prices {
  return Object.fromEntries(
    texts.map((text) => {
      const [, model = '', input, output] = /^(.+)=([\d.]+)\/([\d.]+)$/.exec(text) ?? [];
      const price = { input: Number(input), output: Number(output) };
      if (!Number.isFinite(price.input) || !Number.isFinite(price.output)) {
        throw appError('notebook/bad-argument', { reason: `--price is "${text}", not MODEL=INPUT/OUTPUT in dollars` });
      }
      return [model, price];
    })
  );
}

/** undefined where neither a key nor an address is set: nothing may be asked then. */
export function llmFromEnvironment(
  answers: AnswerStore,
  limits: CallLimits,
  prices: Prices
): LlmEnvironment | undefined {
  const { OPENAI_API_KEY: key = '', OPENAI_BASE_URL: baseUrl = '' } = process.env;
  if (key === '' && baseUrl === '') return undefined;
  return { endpoint: { baseUrl: baseUrl || OPENAI, key }, limits, prices, answers };
}
