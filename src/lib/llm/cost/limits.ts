// The limits of a job with their defaults and ranges: for the form under Settings, for --limits, and for what was kept. Pure.
import type { CallLimits } from '../types';

interface LimitField {
  readonly key: keyof CallLimits;
  /** On the command line. */
  readonly short: string;
  readonly label: string;
  readonly unit: string;
  readonly default: number;
  readonly min: number;
  readonly max: number;
}

export const LIMIT_FIELDS: readonly LimitField[] = [
  {
    key: 'spendingCap',
    short: 'cap',
    label: 'Spending cap of one job (0: none)',
    unit: 'dollars',
    default: 5,
    min: 0,
    max: 100_000
  },
  { key: 'concurrency', short: 'at-once', label: 'Requests at a time', unit: '', default: 6, min: 1, max: 64 },
  {
    key: 'requestsPerMinute',
    short: 'requests',
    label: 'Requests a minute (0: no limit)',
    unit: '',
    default: 0,
    min: 0,
    max: 1e6
  },
  {
    key: 'tokensPerMinute',
    short: 'tokens',
    label: 'Tokens a minute (0: no limit)',
    unit: '',
    default: 0,
    min: 0,
    max: 1e9
  },
  {
    key: 'timeout',
    short: 'timeout',
    label: 'A request counts as lost after',
    unit: 'seconds',
    default: 120,
    min: 0.05,
    max: 3600
  },
  {
    key: 'firstWait',
    short: 'wait',
    label: 'First wait after a failure',
    unit: 'seconds',
    default: 1,
    min: 0,
    max: 600
  }
];

export const DEFAULT_LIMITS: CallLimits = {
  spendingCap: 5,
  concurrency: 6,
  requestsPerMinute: 0,
  tokensPerMinute: 0,
  timeout: 120,
  firstWait: 1
};

/** The value where it is in the field's range; null where it is none. */
export function limitValue(field: LimitField, value: unknown): number | null {
  const isGood = typeof value === 'number' && value >= field.min && value <= field.max;
  return isGood && (field.key !== 'concurrency' || Number.isInteger(value)) ? value : null;
}

/** Defaults with what is usable of `given`, by key. */
export function limitsFrom(given: Readonly<Record<string, unknown>>): CallLimits {
  const usable = LIMIT_FIELDS.flatMap((field) => {
    const value = limitValue(field, given[field.key]);
    return value === null ? [] : [[field.key, value] as const];
  });
  return { ...DEFAULT_LIMITS, ...Object.fromEntries(usable) };
}
