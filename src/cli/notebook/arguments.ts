// What `npm run notebook` was asked to do, checked before anything starts.
import { availableParallelism } from 'node:os';
import { appError } from '#lib/errors/app-error';
import { DATA_FORMATS, type DataFormat } from '#lib/notebook/transfer/data-export';
import type { CallLimits, Prices } from '#lib/llm/types';
import { namedValues, parsedArguments } from '../arguments';
import { BACKEND_CHOICES, type BackendChoice } from '#kernels/backend/choices';
import { workersFor } from '../backend';
import { readLimits, readPrices } from './llm-environment';

export interface NotebookArguments {
  readonly file: string;
  /** Whether `out` is to be a pack: the site with the notebook and all that it needs. */
  readonly pack: boolean;
  readonly out: string | null;
  /** File for the notebook with its results as a page; null where none is wanted. */
  readonly html: string | null;
  readonly backend: BackendChoice;
  readonly overrides: Readonly<Record<string, string>>;
  readonly force: boolean;
  /** Seeds trained at a time, each in a process of its own where more than one. */
  readonly jobs: number;
  /** Workers for rows on wasm beside each process, where so many train at the same time. */
  readonly workers: (processes: number) => number;
  readonly store: string;
  /** Folder for the files of every trained run; null where none are wanted. */
  readonly export: string | null;
  /** Folders of exported runs by train cell, to be taken back. */
  readonly imports: Readonly<Record<string, string>>;
  /** Folder for the data of every dataset cell, and their format; null where none are wanted. */
  readonly data: { readonly folder: string; readonly format: DataFormat } | null;
  /** Of a language model or an embedding service, where a cell asks one. */
  readonly limits: CallLimits;
  readonly prices: Prices;
  /** Results without epochs. */
  readonly brief: boolean;
}

export const PACK = 'pack';

const OPTIONS = {
  out: { type: 'string' },
  html: { type: 'string' },
  backend: { type: 'string', default: 'auto' },
  set: { type: 'string', multiple: true },
  force: { type: 'boolean', default: false },
  jobs: { type: 'string' },
  workers: { type: 'string' },
  store: { type: 'string', default: '.rlmrec' },
  export: { type: 'string' },
  import: { type: 'string', multiple: true },
  data: { type: 'string' },
  as: { type: 'string', default: 'official' },
  limits: { type: 'string' },
  price: { type: 'string', multiple: true },
  brief: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false }
} as const;

export const HELP = `npm run notebook -- FILE.md [options]
npm run notebook -- runs [options]      lists the stored runs (runs --help)
npm run notebook -- plan FILE.md        lists what is not stored yet, what each needs and about what it takes (plan --help)
npm run notebook -- make FILE.md --id ID      makes one of these (make --help)
npm run notebook -- emit FILE.md --snakemake DIR | --slurm DIR      writes them as a workflow (emit --help)
npm run notebook -- pack FILE.md --out DIR|FILE.zip [options]
                                        the site, the notebook, its data, results and runs, ready for any static server, offline too

Runs a notebook: trains, compares, prints the tables. Results are stored and taken from there the next time.

  --out FILE              write the notebook and all results as JSON, which the site's first page opens; links are followed, pipes written into, and with /dev/stdout tables go to the error output
  --html FILE             write the notebook with its results as a page that needs no other file and no program
  --brief                 leave the epochs (losses, learning curves) out of that file
  --backend NAME          auto (default), wasm, webgpu, cpu, or wasm-relaxed (other last bits; not in every Node)
  --set CELL.KEY=VALUE    another value than the notebook's; may be given several times
  --force                 compute again what is stored
  --jobs N                seeds trained at the same time, each in a process of its own (default: 2, or 1 on webgpu)
  --workers N             workers beside each of these processes for what can be cut into rows, on wasm; results do not depend on it
                          (default: what the processes leave free of the cores; 0: none)
  --store DIR             where results are stored (default: .rlmrec in this folder)
  --export DIR            write every trained run as files: embeddings (.npy), best items (.csv), model (.safetensors, .json)
  --import CELL=DIR       take back what --export wrote of a train cell (DIR holds seed-N folders); may be given several times
  --data DIR              write the data set of every dataset cell, with the profiles and vectors made of it, as --as says
  --as FORMAT             official (default: pickles for the official code), recbole, open or csv

Cells that ask a language model read OPENAI_API_KEY and OPENAI_BASE_URL from the environment. Answers are stored; none is paid for twice.

  --limits NAME=N,…       cap (dollars a run may spend, default 5; 0: none), at-once, requests and tokens (a minute), timeout, wait (seconds)
  --price MODEL=IN/OUT    dollars for a million tokens, where the price is not known or has changed; may be given several times
`;

/**
 * @returns null where help was asked for
 * @throws AppError notebook/bad-argument, notebook/bad-override
 */
export function readArguments(args: readonly string[]): NotebookArguments | null {
  const { values, positionals } = parsedArguments({ args: [...args], options: OPTIONS, allowPositionals: true });
  if (values.help) return null;
  const pack = positionals[0] === PACK;
  const file = oneNotebook(pack ? positionals.slice(1) : positionals);
  if (pack && values.out === undefined) {
    throw appError('notebook/bad-argument', {
      reason: '"pack" needs --out with a folder, or a file whose name ends with .zip'
    });
  }
  if (pack && values.set !== undefined) {
    throw appError('notebook/bad-argument', { reason: '"pack" takes the notebook as its file has it, without --set' });
  }
  const backend = backendOf(values.backend);
  const count = jobs(values.jobs, backend);
  return {
    file,
    pack,
    out: values.out ?? null,
    html: values.html ?? null,
    backend,
    overrides: namedValues(values.set),
    force: values.force,
    jobs: count,
    workers: workers(values.workers),
    store: values.store,
    export: values.export ?? null,
    imports: namedValues(values.import),
    data: values.data === undefined ? null : { folder: values.data, format: dataFormat(values.as) },
    limits: readLimits(values.limits),
    prices: readPrices(values.price ?? []),
    brief: values.brief
  };
}

/** @throws AppError notebook/bad-argument where none is named, or more than one */
export function oneNotebook(positionals: readonly string[]): string {
  const [file, more] = positionals;
  if (file === undefined) throw appError('notebook/bad-argument', { reason: 'No notebook was named' });
  if (more !== undefined)
    throw appError('notebook/bad-argument', { reason: `One notebook at a time: "${more}" is one too many` });
  return file;
}

/** @throws AppError notebook/bad-argument */
export function backendOf(name: string): BackendChoice {
  const backend = BACKEND_CHOICES.find((choice) => choice === name);
  if (!backend) throw appError('notebook/bad-argument', { reason: `There is no backend "${name}"` });
  return backend;
}

function dataFormat(text: string): DataFormat {
  const format = DATA_FORMATS.find((known) => known === text);
  if (format) return format;
  throw appError('notebook/bad-argument', { reason: `--as is "${text}", which is none of ${DATA_FORMATS.join(', ')}` });
}

function jobs(text: string | undefined, backend: BackendChoice): number {
  if (text === undefined) return backend === 'webgpu' ? 1 : Math.min(2, availableParallelism());
  return wholeNumber('--jobs', text, 1);
}

function workers(text: string | undefined): NotebookArguments['workers'] {
  if (text === undefined) return workersFor;
  const count = wholeNumber('--workers', text, 0);
  return () => count;
}

function wholeNumber(name: string, text: string, least: number): number {
  const count = Number(text);
  if (text.trim() !== '' && Number.isInteger(count) && count >= least && count <= 64) return count;
  throw appError('notebook/bad-argument', {
    reason: `${name} is "${text}", which is no whole number from ${least} to 64`
  });
}
