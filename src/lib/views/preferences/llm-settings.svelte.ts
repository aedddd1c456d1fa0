// Holds which language model the reader's notebooks may ask: the endpoint, the key, limits and prices. The key is in this tab's memory
// unless the reader asks to keep it on this device; it crosses to the input/output worker and to nothing else. No notebook holds any of
// this.
import type { LlmAccess } from '#lib/engine/io/protocol';
import { DEFAULT_LIMITS, limitsFrom } from '#lib/llm/cost/limits';
import { originOf } from './allowed-origins';
import { readNote, writeNote } from './preferences';

export const OPENAI_ADDRESS = 'https://api.openai.com/v1';

type Limits = LlmAccess['limits'];
type Prices = LlmAccess['prices'];

/** src/boot.js reads this note for the page's policy. */
const ENDPOINT = 'endpoint';
const KEY = 'key';

export class LlmSettings {
  /** '' where none is chosen. */
  address: string = $state('');
  key: string = $state('');
  /** The key is kept on this device. */
  isKept: boolean = $state(false);
  limits: Limits = $state.raw(DEFAULT_LIMITS);
  prices: Prices = $state.raw({});
  /** The address for which this page's policy was written when it was loaded. */
  #loadedFor = '';
  #isRead = false;
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing is drawn from who listens
  readonly #listeners = new Set<() => void>();

  /** What was kept. Browser only; reads once a visit. */
  read(): void {
    if (this.#isRead) return;
    this.#isRead = true;
    this.address = readNote(ENDPOINT) ?? '';
    this.#loadedFor = this.address;
    const key = readNote(KEY);
    this.key = key ?? '';
    this.isKept = key !== null;
    this.limits = limitsFrom(asObject(readNote('limits')));
    this.prices = pricesFrom(asObject(readNote('prices')));
  }

  /** null where no endpoint is chosen. */
  get access(): LlmAccess | null {
    this.read();
    const { address: baseUrl, key, limits, prices } = this;
    return baseUrl === '' ? null : { endpoint: { baseUrl, key }, limits: { ...limits }, prices: { ...prices } };
  }

  /** The page was loaded with a policy for another endpoint: it can be asked after a reload. */
  get needsReload(): boolean {
    const origin = originOf(this.address);
    return origin !== null && origin !== location.origin && origin !== originOf(this.#loadedFor);
  }

  /** @returns false where it is no address; '' takes it away */
  setAddress(address: string): boolean {
    const trimmed = address.trim().replace(/\/+$/, '');
    if (trimmed !== '' && originOf(trimmed) === null) return false;
    this.address = trimmed;
    writeNote(ENDPOINT, trimmed === '' ? null : trimmed);
    this.#changed();
    return true;
  }

  setKey(key: string): void {
    this.key = key.trim();
    if (this.isKept) writeNote(KEY, this.key);
    this.#changed();
  }

  /** Keeps the key on this device, or takes it away from there. */
  keepKey(isKept: boolean): void {
    this.isKept = isKept;
    writeNote(KEY, isKept ? this.key : null);
  }

  forgetKey(): void {
    this.key = '';
    this.keepKey(false);
    this.#changed();
  }

  setLimits(limits: Limits): void {
    this.limits = limits;
    writeNote('limits', JSON.stringify(limits));
    this.#changed();
  }

  setPrices(prices: Prices): void {
    this.prices = prices;
    writeNote('prices', Object.keys(prices).length > 0 ? JSON.stringify(prices) : null);
    this.#changed();
  }

  /** @returns a function that stops telling */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

function asObject(text: string | null): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
  } catch {
    return {}; // Not ours.
  }
}

function pricesFrom(kept: Readonly<Record<string, unknown>>): Prices {
  return Object.fromEntries(
    Object.entries(kept).flatMap(([model, price]) => {
      if (typeof price !== 'object' || price === null) return [];
      const input: unknown = Reflect.get(price, 'input');
      const output: unknown = Reflect.get(price, 'output');
      return typeof input === 'number' && typeof output === 'number' ? [[model, { input, output }]] : [];
    })
  );
}

export const llmSettings = new LlmSettings();
