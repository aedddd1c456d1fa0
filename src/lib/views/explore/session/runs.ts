// Chooses the runs, embeddings and profiles of a visit: what the address names where the notebook has it, else a proposal. Pure.
import type { Explorable, ExplorableRuns } from '#lib/notebook/explore/explore-work';
import type { ExploreRun } from '#lib/studies/explore/types';
import type { Dropped } from '../../url-state/url-state';

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

/**
 * What is chosen in a notebook; null where it has no train cell. What is named counts where the notebook has it; a proposal never sets a
 * run beside itself.
 */
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
  const namedA = named('a');
  const a = namedA ?? proposeA(explorable, namedB) ?? namedB ?? proposedSeed(first);
  const dataset = runsOf(a)?.dataset ?? '';
  const isBeside = (other: { readonly dataset: string }) => isOneSplit(explorable, dataset, other.dataset);
  // A run that was named as B and is all that there is to look at stands as A.
  const isAlone = namedB !== null && namedA === null && nameOf(namedB) === nameOf(a);
  let b = names.b === NONE || isAlone ? null : (namedB ?? proposeB(explorable, a, isBeside));
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
    return (fitting.find(({ cell }) => cell === proposal) ?? fitting[0])?.cell ?? null;
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

/**
 * The names that an address needs to say a choice of `choose`: what is proposed beside the others is left out, so that choosing by them
 * gives the same choice.
 */
export function namesOf(explorable: Explorable, choice: Choice): ChoiceNames {
  let names: ChoiceNames = {
    a: nameOf(choice.a),
    b: choice.b ? nameOf(choice.b) : NONE,
    embeddings: choice.embeddings ?? NONE,
    profiles: choice.profiles ?? NONE
  };
  for (const key of ['a', 'b', 'embeddings', 'profiles'] as const) {
    const fewer = { ...names, [key]: '' };
    const found = choose(explorable, fewer)?.choice;
    if (found && isSameChoice(found, choice)) names = fewer;
  }
  return names;
}

function isSameChoice(one: Choice, other: Choice): boolean {
  const nameB = ({ b }: Choice) => b && nameOf(b);
  return (
    nameOf(one.a) === nameOf(other.a) &&
    nameB(one) === nameB(other) &&
    one.embeddings === other.embeddings &&
    one.profiles === other.profiles
  );
}

/** A run of clicks alone where there is one, on the split of `beside`; where nothing else learns from it, another seed of its cell. */
function proposeA(explorable: Explorable, beside: RunName | null): RunName | null {
  const theirs = explorable.runs.find(({ cell }) => cell === beside?.cell);
  const fitting = explorable.runs.filter(
    (runs) => !theirs || (runs !== theirs && isOneSplit(explorable, runs.dataset, theirs.dataset))
  );
  const found = fitting.find(({ alignment }) => alignment === 'none') ?? fitting[0];
  return found ? proposedSeed(found) : beside && anotherSeed(explorable, beside);
}

/** An aligned run beside A; where nothing else learns from the split, another seed of A's cell. */
function proposeB(explorable: Explorable, a: RunName, isBeside: (runs: ExplorableRuns) => boolean): RunName | null {
  const others = explorable.runs.filter((runs) => runs.cell !== a.cell && isBeside(runs));
  const partner = others.find(({ alignment }) => alignment !== 'none');
  if (partner) return proposedSeed(partner, a.seed);
  return others.length === 0 ? anotherSeed(explorable, a) : null;
}

/** Another run of the same cell, a stored one where there is one; null where it has one seed. */
function anotherSeed(explorable: Explorable, { cell, seed }: RunName): RunName | null {
  const runs = explorable.runs.find((entry) => entry.cell === cell);
  const seeds = runs?.seeds.filter((entry) => entry.seed !== seed) ?? [];
  return runs && seeds.length > 0 ? proposedSeed({ ...runs, seeds }) : null;
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

/** Whether a changed sentence can be tried in a run of a choice, and why not: words reach a model only through its alignment. */
type Editing = { readonly run: RunName } | { readonly why: string };

/** The run in which a changed sentence can be tried, B before A; null where there is none. */
export function editable(explorable: Explorable, choice: Choice): RunName | null {
  const editing = editingOf(explorable, choice);
  return 'run' in editing ? editing.run : null;
}

/** Why no sentence can be tried; empty where one can. */
export function whyNotEditable(explorable: Explorable, choice: Choice): string {
  const editing = editingOf(explorable, choice);
  return 'run' in editing ? '' : editing.why;
}

function editingOf(explorable: Explorable, { a, b, profiles }: Choice): Editing {
  const reasons: string[] = [];
  for (const run of [b, a]) {
    const runs = explorable.runs.find(({ cell }) => cell === run?.cell);
    if (!run || !runs || runs.alignment === 'none') continue;
    const read = explorable.embeddings.find(({ cell }) => cell === runs.embeddings);
    if (!read) reasons.push(`“${run.cell}” reads no vectors of profiles, so other words change nothing in it.`);
    else if (read.editProblem) reasons.push(`${read.editProblem.message} ${read.editProblem.cure}`);
    else if (read.profiles === profiles) return { run };
    else {
      // One text would be shown, and another one changed.
      const words = `“${run.cell}” learned from the profiles of “${read.profiles ?? ''}”, which are not those shown here.`;
      reasons.push(`${words} Choose them above to change their words.`);
    }
  }
  const [
    why = 'Words reach a model only through its alignment, and neither run here has one: choose one that has to try other words.'
  ] = reasons;
  return { why };
}
