// npm run notebook -- make: one artifact of a notebook into a store, for whoever plans the work: a shell, a workflow engine, a cluster. What it
// is made from has to be stored. Two that make the same one do no harm: an artifact appears whole or not at all, with the same bits.
import { join, resolve } from 'node:path';
import { appError } from '#lib/errors/app-error';
import { DEFAULT_LIMITS } from '#lib/llm/cost/limits';
import { partOf } from '#lib/notebook/document/part';
import { withOverrides } from '#lib/notebook/document/overrides';
import type { Override } from '#lib/notebook/kinds/points/types';
import { needsOf, notebookGraph } from '#lib/notebook/plan/graph';
import type { WorkUnit } from '#lib/notebook/plan/units';
import { neededCells } from '#lib/notebook/plan/work';
import { runNotebook } from '#lib/notebook/run/runtime';
import { namedValues, parsedArguments } from '../arguments';
import { startCommandLineBackend, workersFor } from '../backend';
import { abortedByInterrupt, CANCELLED } from '../interrupt';
import { backendOf } from '../notebook/arguments';
import { environmentOf } from '../notebook/environment';
import { readLimits, readPrices } from '../notebook/llm-environment';
import { ProgressLines } from '../notebook/progress';
import { errorOutput, print, say } from '../terminal';
import { openPlan, programOf, sourcesIn, type OpenedPlan, type PlanPlace } from './opened';
import { oneFile } from './plan';
import { NOTEBOOK_FILE, readWorkflow, SHORT_ID, STORE_FOLDER } from './workflow-file';

const OPTIONS = {
  id: { type: 'string' },
  cell: { type: 'string', multiple: true },
  workflow: { type: 'string' },
  set: { type: 'string', multiple: true },
  store: { type: 'string' },
  backend: { type: 'string' },
  workers: { type: 'string' },
  limits: { type: 'string' },
  price: { type: 'string', multiple: true },
  help: { type: 'boolean', short: 'h', default: false }
} as const;

export const MAKE_HELP = `npm run notebook -- make FILE.md --id ID [options]
npm run notebook -- make --workflow DIR --id ID [options]

Makes one artifact of a notebook, or says that it is stored. What it is made from has to be stored: "plan" lists it. --id takes the first digits.

  --cell NAME             in the place of --id: all artifacts of a cell that are missing, and what they need; may be given several times
  --workflow DIR          a folder that "emit" wrote, with its copy of the notebook and its store
  --set CELL.KEY=VALUE    another value than the notebook's; may be given several times
  --store DIR             where results are stored (default: .rlmrec in this folder, or the workflow's)
  --backend NAME          auto (default), wasm, webgpu, cpu or wasm-relaxed
  --workers N             workers for rows beside this process, on wasm (default: one a core less one)
  --limits, --price       as without "make", for cells that ask a language model
`;

/** @param here what paths count from */
export async function makeUnit(args: readonly string[], here: string): Promise<number> {
  const { values, positionals } = parsedArguments({ args: [...args], options: OPTIONS, allowPositionals: true });
  if (values.help) {
    print(MAKE_HELP.trimEnd());
    return 0;
  }
  const workflow = values.workflow === undefined ? null : resolve(here, values.workflow);
  const written = workflow === null ? null : await readWorkflow(workflow);
  const place: PlanPlace =
    workflow !== null && written !== null
      ? {
          path: join(workflow, NOTEBOOK_FILE),
          file: join(workflow, NOTEBOOK_FILE),
          origin: written.origin,
          store: values.store === undefined ? join(workflow, STORE_FOLDER) : resolve(here, values.store),
          overrides: written.overrides,
          contents: written.contents,
          truths: written.truths
        }
      : {
          ...oneFile(positionals, here),
          store: resolve(here, values.store ?? '.rlmrec'),
          overrides: namedValues(values.set)
        };
  const opened = await openPlan(place);
  const asked = askedOf(values.id, values.cell, opened, place);
  if (asked.isStored) {
    say(`${asked.title} is stored.`);
    return 0;
  }
  const backend = backendOf(values.backend ?? written?.backend ?? 'auto');
  const progress = new ProgressLines(errorOutput);
  const signal = abortedByInterrupt('what training saved', () => progress.clear());
  const device = await startCommandLineBackend(backend, workersOf(values.workers));
  const environment = {
    ...(await environmentOf(opened.store, device, {
      program: programOf(),
      store: place.store,
      file: place.origin ?? place.path,
      limits: values.limits === undefined ? DEFAULT_LIMITS : readLimits(values.limits),
      prices: readPrices(values.price ?? []),
      signal
    })),
    openSource: sourcesIn(place),
    ...(place.contents && { contents: new Map(Object.entries(place.contents)) }),
    onEvent: (event: Parameters<ProgressLines['handle']>[0]) => progress.handle(event)
  };
  try {
    const { outcome, failures } = await runNotebook(asked.document, environment, { only: asked.cells });
    if (outcome === 'cancelled') return CANCELLED;
    for (const { error } of failures) say(error.toLine());
    if (outcome === 'failed') return 1;
    say(`${asked.title} is stored now.`);
    return 0;
  } finally {
    progress.clear();
  }
}

interface Asked {
  readonly title: string;
  readonly isStored: boolean;
  readonly cells: readonly string[];
  /** What is run: these cells and what they need, a train cell with the asked seed alone. */
  readonly document: OpenedPlan['document'];
}

/** @throws AppError notebook/bad-argument, workflow/no-such-unit, workflow/needs-missing */
export function askedOf(
  id: string | undefined,
  cells: readonly string[] | undefined,
  opened: Pick<OpenedPlan, 'document' | 'plan' | 'units'>,
  { file }: Pick<PlanPlace, 'file'>
): Asked {
  const { document, plan, units } = opened;
  if ((id === undefined) === (cells === undefined))
    throw appError('notebook/bad-argument', { reason: '"make" needs either --id ID or --cell NAME' });
  if (cells !== undefined)
    return {
      title: cells.join(', '),
      isStored: units.every(({ cell, isStored }) => !cells.includes(cell) || isStored),
      cells,
      document: cells.every((name) => plan.graph.cells.has(name)) ? partFor(cells, document) : document
    };
  const unit = unitOf(id ?? '', units, file);
  const needs = new Set(unit.needs);
  const missing = units.filter(({ id: need, isStored }) => !isStored && needs.has(need));
  const title = titleOf(unit);
  if (!unit.isStored && missing.length > 0)
    throw appError('workflow/needs-missing', {
      id: title,
      missing: missing.map(titleOf).join('; ')
    });
  const { of, set } = plan.graph.varied;
  const cell = of.get(unit.cell) ?? unit.cell;
  // A point is the same document with these values set.
  const point = withOverrides(document, Object.fromEntries((set.get(unit.cell) ?? []).map(asOverride)));
  const part = partFor([cell], point);
  return {
    title,
    isStored: unit.isStored,
    cells: [cell],
    document: unit.seed === undefined ? part : withOverrides(part, { [`${cell}.seeds`]: `[${unit.seed}]` })
  };
}

const asOverride = ({ cell, key, value }: Override): [string, string] => [`${cell}.${key}`, JSON.stringify(value)];

/** What is needed of a document for these cells. Cells that train others at other values name them without reading them: theirs stay whole. */
function partFor(names: readonly string[], document: OpenedPlan['document']): OpenedPlan['document'] {
  const graph = notebookGraph(document);
  const needed = neededCells(
    names,
    (name) => needsOf(name, graph),
    () => false
  );
  return [...needed].some((name) => graph.points.has(name)) ? document : partOf(document, needed);
}

const titleOf = ({ id, cell, seed }: WorkUnit): string =>
  `${cell}${seed === undefined ? '' : `, seed ${seed}`} (${id.slice(0, SHORT_ID)})`;

function unitOf(id: string, units: readonly WorkUnit[], file: string): WorkUnit {
  const found = units.filter((unit) => id !== '' && unit.id.startsWith(id));
  const [unit] = found;
  if (!unit) throw appError('workflow/no-such-unit', { id, file });
  if (found.length > 1) throw appError('notebook/bad-argument', { reason: `${found.length} ids begin with ${id}` });
  return unit;
}

function workersOf(text: string | undefined): number {
  if (text === undefined) return workersFor(1);
  const workers = Number(text);
  if (/^\d{1,2}$/.test(text) && workers <= 64) return workers;
  throw appError('notebook/bad-argument', { reason: `--workers is "${text}", which is no whole number from 0 to 64` });
}
