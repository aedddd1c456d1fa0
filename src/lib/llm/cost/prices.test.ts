// A model may bear any name.
import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from './limits';
import { priceOf } from './prices';
import { Purse } from './purse';
import { usageReport } from './usage';

const INHERITED = Object.getOwnPropertyNames(Object.prototype);

describe('a model that is called as something every object has', () => {
  it.each(INHERITED)('(%s) has no price until it is given one', (model) => {
    expect(priceOf(model, 'api.openai.com', {})).toBeNull();
    expect(() => new Purse(model, 'llm.example.org', DEFAULT_LIMITS, {})).toThrow(
      expect.objectContaining({ code: 'llm/no-price' })
    );
    const own = Object.fromEntries([[model, { input: 1, output: 2 }]]);
    expect(priceOf(model, 'llm.example.org', own)).toEqual({ input: 1, output: 2 });
  });
});

it('problems of any name are counted', () => {
  const cost = { host: 'h', model: 'm', calls: 1, usage: null, estimatedDollars: null, dollars: null };
  const estimate = { inputTokens: 1, outputTokens: 1 };
  const answers = { user: [{ ...cost, estimate, problem: 'constructor' }] };
  expect(Object.entries(usageReport(answers, ['user'])?.problems ?? {})).toEqual([['constructor', 1]]);
});
