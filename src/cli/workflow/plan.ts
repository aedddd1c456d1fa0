// npm run notebook -- plan: which artifacts of a notebook are missing, what each needs, and about what it takes. Computes nothing.
import { resolve } from 'node:path';
import { levelsOf } from '#lib/notebook/plan/units';
import { namedValues, parsedArguments } from '../arguments';
import { oneNotebook } from '../notebook/arguments';
import { count, duration, textTable } from '../notebook/text-table';
import { print } from '../terminal';
import { memoryByCell, memoryOf } from './memory';
import { openPlan, type OpenedPlan } from './opened';
import { SHORT_ID, type PlannedUnit } from './workflow-file';

const OPTIONS = {
  set: { type: 'string', multiple: true },
  store: { type: 'string', default: '.rlmrec' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false }
} as const;

export const PLAN_HELP = `npm run notebook -- plan FILE.md [options]

Lists the artifacts of a notebook that are not stored: one a cell, of train cells one a seed. Nothing is computed; data are read for their digest.
Seconds are those that other seeds of the cell took in this store, else the mean of its kind there. Memory is counted from the arrays, to within
a factor of about two.

  --set CELL.KEY=VALUE    another value than the notebook's; may be given several times
  --store DIR             where results are stored (default: .rlmrec in this folder)
  --json                  every artifact, stored or not, with its id and the ids that it needs
`;

/** @param here what paths count from */
export async function showPlan(args: readonly string[], here: string): Promise<number> {
  const { values, positionals } = parsedArguments({ args: [...args], options: OPTIONS, allowPositionals: true });
  if (values.help) {
    print(PLAN_HELP.trimEnd());
    return 0;
  }
  const opened = await openPlan({
    ...oneFile(positionals, here),
    store: resolve(here, values.store),
    overrides: namedValues(values.set)
  });
  const units = await plannedUnits(opened);
  print(values.json ? JSON.stringify({ notebook: opened.document.file, units }, null, 1) : asText(opened, units));
  return 0;
}

/** The notebook that is named, and where it lies. @throws AppError notebook/bad-argument */
export function oneFile(
  positionals: readonly string[],
  here: string
): { readonly file: string; readonly path: string } {
  const file = oneNotebook(positionals);
  return { file, path: resolve(here, file) };
}

export async function plannedUnits(opened: OpenedPlan): Promise<readonly PlannedUnit[]> {
  const memory = await memoryByCell(opened);
  return opened.units.map((unit) => {
    const { id, kind, cell, seed, needs, isStored, seconds } = unit;
    return { id, kind, cell, seed: seed ?? null, needs, stored: isStored, seconds, memory: memoryOf(unit, memory) };
  });
}

export function asText({ units: all }: Pick<OpenedPlan, 'units'>, planned: readonly PlannedUnit[]): string {
  const missing = planned.filter(({ stored }) => !stored);
  if (missing.length === 0) return `All ${count(planned.length)} artifacts are stored.`;
  const rows = missing.map(({ cell, kind, seed, needs, seconds, memory, id }) => [
    cell,
    kind,
    seed === null ? '' : String(seed),
    String(needs.length),
    seconds === null ? '' : duration(seconds),
    memory === null ? '' : `${count(Math.round(memory / 1e6))} MB`,
    id.slice(0, SHORT_ID)
  ]);
  const table = textTable([['cell', 'makes', 'seed', 'needs', 'about', 'memory', 'id'], ...rows], [0, 1]);
  const known = missing.flatMap(({ seconds }) => seconds ?? []);
  const sum = known.reduce((total, seconds) => total + seconds, 0);
  const time =
    known.length === 0
      ? 'how long they take is not known: nothing like them is stored'
      : `about ${duration(sum)} one after the other${known.length < missing.length ? `, ${missing.length - known.length} not counted` : ''}`;
  return `${table}\n\n${count(missing.length)} of ${count(planned.length)} artifacts are missing, in ${levelsOf(all).length} levels; ${time}.`;
}
