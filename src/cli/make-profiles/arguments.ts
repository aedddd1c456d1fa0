// What `npm run make-profiles` was asked to do, checked before anything starts.
import { appError } from '#lib/errors/app-error';
import type { CallLimits, Prices } from '#lib/llm/types';
import { namedValues, parsedArguments } from '../arguments';
import { readLimits, readPrices } from '../notebook/llm-environment';

export interface MakeProfilesArguments {
  readonly source: string;
  /** JSON lines; null where profiles are only printed. */
  readonly out: string | null;
  /** Users and items to print, half of each. */
  readonly print: number;
  /** Other values of the cells "data" and "profiles": "profiles.model" and so on. */
  readonly overrides: Readonly<Record<string, string>>;
  readonly store: string;
  readonly limits: CallLimits;
  readonly prices: Prices;
}

/** Where the bundled data keep profiles that a language model wrote. */
export const BUNDLED_PLACE = 'public/datasets/bookshop/profiles-llm.jsonl';

export const HELP = `npm run make-profiles -- [options]

Has a language model write the profiles of the bundled bookshop, or of other data, and writes them as JSON lines with what is known of each
(model, server, time, tokens, cost), and beside them a file that says how they were made. OPENAI_API_KEY and OPENAI_BASE_URL say whom to ask.
Answers are stored as they arrive: a job that broke off goes on where it stopped.

  --source NAME           a bundled data set, or a folder (default: bookshop)
  --out FILE              where they go (default, for the bookshop: ${BUNDLED_PLACE})
  --set CELL.KEY=VALUE    settings of the cells "profiles" (model, domain, items_per_user, …) and "data" (core, split, …)
  --print N               print N of them, users and items of few and many clicks; without --out none are written
  --limits NAME=N,…       as of npm run notebook: cap (dollars, default 5; 0: none), at-once, requests, tokens, timeout, wait
  --price MODEL=IN/OUT    dollars for a million tokens, where the price is not known
  --store DIR             where answers and results are stored (default: .rlmrec in this folder)

Twenty that the template composes, without a key: npm run make-profiles -- --set profiles.generator=template --print 20
`;

const OPTIONS = {
  source: { type: 'string', default: 'bookshop' },
  out: { type: 'string' },
  set: { type: 'string', multiple: true },
  print: { type: 'string' },
  limits: { type: 'string' },
  price: { type: 'string', multiple: true },
  store: { type: 'string', default: '.rlmrec' },
  help: { type: 'boolean', short: 'h', default: false }
} as const;

/** @returns null where help was asked for. @throws AppError notebook/bad-argument, notebook/bad-override */
export function readMakeArguments(args: readonly string[]): MakeProfilesArguments | null {
  const { values } = parsedArguments({ args: [...args], options: OPTIONS });
  if (values.help) return null;
  const print = values.print === undefined ? 0 : Number(values.print);
  if (!Number.isInteger(print) || print < 0)
    throw appError('notebook/bad-argument', { reason: `--print is "${values.print ?? ''}", which is no whole number` });
  const isBundled = values.source === 'bookshop' && print === 0;
  const out = values.out ?? (isBundled ? BUNDLED_PLACE : null);
  if (out === null && print === 0)
    throw appError('notebook/bad-argument', { reason: 'Neither --out nor --print says what to do with the profiles' });
  return {
    source: values.source,
    out,
    print,
    overrides: namedValues(values.set),
    store: values.store,
    limits: readLimits(values.limits),
    prices: readPrices(values.price ?? [])
  };
}
