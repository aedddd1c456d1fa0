// Token counts against figures that OpenAI publishes, and the messages' share.
import { describe, expect, it } from 'vitest';
import { isLocalHost, priceOf, costOf } from './prices';
import { roughTokens, tokenCounter } from './tokens';

describe('tokens', () => {
  it('of texts are those of the model’s vocabulary (figures of the OpenAI cookbook)', async () => {
    const older = await tokenCounter('gpt-3.5-turbo');
    expect(older.exact).toBe(true);
    expect(older.text('tiktoken is great!')).toBe(6);
    expect(older.text('antidisestablishmentarianism')).toBe(6);
    const newer = await tokenCounter('gpt-4o-mini');
    expect(newer.text('antidisestablishmentarianism')).toBe(6);
    expect(newer.text('<|endoftext|>')).toBeGreaterThan(1);
    expect((await tokenCounter('llama3.1')).exact).toBe(false);
  });

  it('of a chat are those of its texts, three a message, and three before the answer', async () => {
    const counter = await tokenCounter('gpt-4o');
    const content = 'You are a helpful assistant.';
    expect(counter.chat([{ role: 'system', content }])).toBe(counter.text(content) + 1 + 3 + 3);
  });

  it('without a vocabulary are a quarter of the characters', () => {
    expect(roughTokens('12345')).toBe(2);
  });
});

describe('prices', () => {
  it('are the reader’s first, OpenAI’s for OpenAI, nothing for a local server, and else not known', () => {
    const own = { mine: { input: 1, output: 2 } };
    expect(priceOf('mine', 'api.openai.com', own)).toEqual(own.mine);
    expect(priceOf('gpt-4o-mini-2024-07-18', 'api.openai.com', {})).toEqual({ input: 0.15, output: 0.6 });
    expect(priceOf('gpt-4o-mini', 'openrouter.ai', {})).toBeNull();
    expect(priceOf('anything', 'localhost:11434', {})).toEqual({ input: 0, output: 0 });
    expect(priceOf('unheard-of', 'api.openai.com', {})).toBeNull();
  });

  it.each([
    ['localhost', true],
    ['127.0.0.1:8000', true],
    ['192.168.1.7:1234', true],
    ['172.20.0.2', true],
    ['gpu.local:80', true],
    ['172.40.0.2', false],
    ['10.example.org', false],
    ['api.openai.com', false],
    ['localhost.evil.org', false]
  ])('%s is local: %s', (host, local) => expect(isLocalHost(host)).toBe(local));

  it('are dollars for a million tokens', () => {
    expect(costOf({ inputTokens: 2e6, outputTokens: 5e5 }, { input: 0.5, output: 2 })).toBe(2);
  });
});
