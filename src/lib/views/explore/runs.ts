// Which runs, embeddings and profiles a visit looks at: what the address names where the notebook has it, else a proposal. Pure.
import type { Explorable, ExplorableRuns, ExploreRun } from '#lib/engine/io/protocol';
import type { Dropped } from '../url-state/url-state';

export interface RunName {
  readonly cell: string;
  readonly seed: number;
}

/** null: none, where the notebook has none or none is wanted. */
export interface Choice {
  readonly a: RunName;
  readonly b: RunName | null;
  readonly embeddings: string | null;
  readonly profiles: string | null;
}

export interface ChoiceNames {
  readonly a: string;
  readonly b: string;
  readonly embeddings: string;
  readonly profiles: string;
}

/** In the place of a name: there shall be none. */
export const NONE = '-';

export const nameOf = ({ cell, seed }: RunName): string => `${cell}@${seed}`;

export const asExploreRun = ({ cell, seed }: RunName): ExploreRun => ({ from: 'cell', cell, seed });

/** What is chosen in a notebook; null where it has no train cell. */
export function choose(
  explorable: Explorable,
  names: ChoiceNames
): { readonly choice: Choice; readonly dropped: readonly Dropped[] } | null {
  const dropped: Dropped[] = [];
  const [first] = explorable.runs;
  if (!first) return null;
  const named = (key: 'a' | 'b'): RunName | null => {
    const name = names[key];
    if (name === '' || name === NONE) return null;
    const found = findRun(explorable, name);
    if (!found) dropped.push({ key, value: name, why: 'This notebook has no such run.' });
    return found;
  };
  const runsOf = (run: RunName) => explorable.runs.find(({ cell }) => cell === run.cell);

  const namedB = named('b');
  const a = named('a') ?? proposeA(explorable, namedB && (runsOf(namedB) ?? null)) ?? proposedSeed(first);
  const dataset = runsOf(a)?.dataset ?? '';
  const isBeside = (other: { readonly dataset: string }) => isOneSplit(explorable, dataset, other.dataset);
  const partner = explorable.runs.find((runs) => runs.cell !== a.cell && runs.alignment !== 'none' && isBeside(runs));
  let b = names.b === NONE ? null : (namedB ?? (partner ? proposedSeed(partner, a.seed) : null));
  const runsOfB = b && runsOf(b);
  if (b && runsOfB && !isBeside(runsOfB)) {
    dropped.push({ key: 'b', value: nameOf(b), why: 'It learns from another split than the first run.' });
    b = null;
  }
  const read = [b, a].flatMap((run) => (run ? [runsOf(run)?.embeddings ?? null] : [])).find((name) => name !== null);
  const cellNamed = (key: 'embeddings' | 'profiles', proposal: string | null | undefined): string | null => {
    const name = names[key];
    if (name === NONE) return null;
    const fitting = explorable[key].filter(isBeside);
    if (name !== '' && fitting.some(({ cell }) => cell === name)) return name;
    if (name !== '') dropped.push({ key, value: name, why: 'This notebook has no such cell on the data of the runs.' });
    return proposal ?? fitting[0]?.cell ?? null;
  };
  const embeddings = cellNamed('embeddings', read);
  const made = explorable.embeddings.find(({ cell }) => cell === embeddings)?.profiles;
  return { choice: { a, b, embeddings, profiles: cellNamed('profiles', made) }, dropped };
}

/** Whether two dataset cells give the same split: the same cell, or the same content under two names. */
export function isOneSplit({ datasets }: Explorable, one: string, other: string): boolean {
  const idOf = (name: string) => datasets.find(({ cell }) => cell === name)?.id ?? null;
  return one === other || (idOf(one) !== null && idOf(one) === idOf(other));
}

/** The run of `cell` or `cell@seed`; null where the notebook has none. */
function findRun(explorable: Explorable, name: string): RunName | null {
  const [, cell = '', seed] = /^(.*?)(?:@(\d+))?$/.exec(name) ?? [];
  const runs = explorable.runs.find((run) => run.cell === cell);
  if (!runs) return null;
  if (seed === undefined) return proposedSeed(runs);
  return runs.seeds.some((entry) => entry.seed === Number(seed)) ? { cell, seed: Number(seed) } : null;
}

/** A run of clicks alone where there is one, on the split of `beside`. */
function proposeA(explorable: Explorable, beside: ExplorableRuns | null): RunName | null {
  const fitting = explorable.runs.filter(
    (runs) => !beside || (runs !== beside && isOneSplit(explorable, runs.dataset, beside.dataset))
  );
  const found = fitting.find(({ alignment }) => alignment === 'none') ?? fitting[0];
  return found ? proposedSeed(found) : null;
}

/** The wanted seed, else one that is stored, else the first. */
function proposedSeed({ cell, seeds }: ExplorableRuns, wanted?: number): RunName {
  const found = seeds.find(({ seed }) => seed === wanted) ?? seeds.find(({ isStored }) => isStored) ?? seeds[0];
  return { cell, seed: found?.seed ?? 0 };
}

/** Cells of a choice that are not stored, in the order in which they would be made. */
export function missingOf(explorable: Explorable, { a, b, embeddings, profiles }: Choice): readonly string[] {
  const isStored = (list: Explorable['profiles'], name: string | null) =>
    name === null || list.some(({ cell, isStored: stored }) => cell === name && stored);
  const missing: string[] = [];
  const dataset = explorable.runs.find(({ cell }) => cell === a.cell)?.dataset;
  if (explorable.datasets.some(({ cell, isStored: stored }) => cell === dataset && !stored))
    missing.push(dataset ?? '');
  if (profiles !== null && !isStored(explorable.profiles, profiles)) missing.push(profiles);
  if (embeddings !== null && !isStored(explorable.embeddings, embeddings)) missing.push(embeddings);
  for (const run of [a, b]) {
    const runs = explorable.runs.find(({ cell }) => cell === run?.cell);
    const seed = runs?.seeds.find((entry) => entry.seed === run?.seed);
    if (runs && seed && !seed.isStored && !missing.includes(runs.cell)) missing.push(runs.cell);
  }
  return missing;
}

/** The run in which a changed sentence can be tried: words reach a model only through its alignment. B before A. */
export function editable(explorable: Explorable, { a, b }: Choice): RunName | null {
  const takesEdits = ({ alignment, embeddings }: ExplorableRuns) =>
    alignment !== 'none' && explorable.embeddings.some(({ cell, takesEdits: takes }) => cell === embeddings && takes);
  const isEditable = (run: RunName) => explorable.runs.some((runs) => runs.cell === run.cell && takesEdits(runs));
  return [b, a].find((run): run is RunName => run !== null && isEditable(run)) ?? null;
}

/** Why no sentence can be tried; empty where one can. */
export function whyNotEditable(explorable: Explorable, choice: Choice): string {
  if (editable(explorable, choice)) return '';
  const isAligned = [choice.a, choice.b].some((run) =>
    explorable.runs.some(({ cell, alignment }) => cell === run?.cell && alignment !== 'none')
  );
  return isAligned
    ? 'Other words cannot be tried here: their vectors come from files or from a service, and cannot be made anew on this device.'
    : 'Words reach a model only through its alignment, and neither run here has one: choose one that has to try other words.';
}
