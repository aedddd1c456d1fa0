// What models cost, as far as known on the day below, and what a number of tokens costs then. The reader's own prices come first.
import type { ModelPrice, Prices, Usage } from '../types';

/** The day on which the table below was written down. Prices change: the reader is told the day beside every estimate. */
export const PRICES_OF = '2026-04-06';

/** Dollars for a million tokens at OpenAI, standard tier, as price lists on the web gave them that day. */
export const KNOWN_PRICES: Prices = {
  'gpt-3.5-turbo': { input: 0.5, output: 1.5 },
  'gpt-4o-mini': { input: 0.15, output: 0.6 },
  'gpt-4o': { input: 2.5, output: 10 },
  'gpt-4.1-nano': { input: 0.1, output: 0.4 },
  'gpt-4.1-mini': { input: 0.4, output: 1.6 },
  'gpt-4.1': { input: 2, output: 8 },
  'gpt-5-nano': { input: 0.05, output: 0.4 },
  'gpt-5-mini': { input: 0.25, output: 2 },
  'gpt-5': { input: 1.25, output: 10 },
  'text-embedding-ada-002': { input: 0.1, output: 0 },
  'text-embedding-3-small': { input: 0.02, output: 0 },
  'text-embedding-3-large': { input: 0.13, output: 0 }
};

/** Models of OpenAI that have a date at their end cost what those without cost. */
const undated = (model: string): string => model.replace(/-\d{4}-\d{2}-\d{2}$/, '');

/** In the place of a host: a model that runs here. No address can be it. */
export const THIS_MACHINE = 'this machine';

/** A server on the reader's own machine or network asks for no money. */
export function isLocalHost(host: string): boolean {
  const name = host.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
  return (
    host === THIS_MACHINE ||
    name === 'localhost' ||
    name === '::1' ||
    name.endsWith('.localhost') ||
    name.endsWith('.local') ||
    (/^\d+(\.\d+){3}$/.test(name) && /^(127|10)\.|^192\.168\.|^172\.(1[6-9]|2\d|3[01])\./.test(name))
  );
}

/** A model may bear any name, "constructor" too: only what is in the table itself is a price. */
export const ofModel = (prices: Prices, model: string): ModelPrice | undefined =>
  Object.hasOwn(prices, model) ? prices[model] : undefined;

/**
 * The reader's own price, else that of OpenAI for OpenAI's host, else nothing for a local server.
 * @returns null where the price is not known
 */
export function priceOf(model: string, host: string, own: Prices): ModelPrice | null {
  const given = ofModel(own, model);
  if (given) return given;
  if (isLocalHost(host)) return { input: 0, output: 0 };
  return host === 'api.openai.com' ? (ofModel(KNOWN_PRICES, undated(model)) ?? null) : null;
}

/** Dollars. */
export const costOf = (usage: Usage, price: ModelPrice): number =>
  (usage.inputTokens * price.input + usage.outputTokens * price.output) / 1e6;

export const addUsage = (a: Usage, b: Usage): Usage => ({
  inputTokens: a.inputTokens + b.inputTokens,
  outputTokens: a.outputTokens + b.outputTokens
});

export const NO_USAGE: Usage = { inputTokens: 0, outputTokens: 0 };
