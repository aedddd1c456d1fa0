// A notebook document made ready to be shown: prose as safe HTML, cells and steps as plain data. Types, and little else: pages hold and receive
// these without loading the parser, which is fetched when something is edited or run (document/tools.ts).
import type { RunPlace } from '#lib/notebook/kinds/description';
import type { SerializedError } from '#lib/errors/app-error';
import type { CellKind } from '#lib/notebook/kinds/registry';
import type { LessonFacts } from '#lib/notebook/document/front-matter';
import type { Step } from '#lib/notebook/guide/types';

export interface Heading {
  readonly id: string;
  readonly text: string;
  readonly level: number;
}

/** Lines of the file, counted from 1, both ends included. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

export interface ProseBlock {
  readonly type: 'prose';
  readonly key: string;
  readonly lines: LineRange;
  readonly markdown: string;
  /** From markdown-it with HTML switched off; `opening` (title and first paragraph) only in a notebook's first block. */
  readonly opening: string;
  readonly html: string;
  readonly headings: readonly Heading[];
  /** What is wrong in it: a cell that could not be read stays prose. */
  readonly problems: readonly SerializedError[];
}

export interface CellBlock {
  readonly type: 'cell';
  readonly key: string;
  readonly lines: LineRange;
  readonly kind: CellKind;
  readonly name: string;
  /** The YAML between the fences. */
  readonly source: string;
  /** What tells it from other cells of its kind, in a few words. */
  readonly summary: string;
  /** Cells whose artifacts it reads. */
  readonly reads: readonly string[];
  /** In the engine, or beside it: where the reader's key is, and what is large and needs no device. */
  readonly place: RunPlace;
  /** `alignment` of a train cell, for its colour. */
  readonly alignment: string | null;
  /** What a train cell trains; left out of other cells and of one with a mistake. */
  readonly arm?: Arm;
  /** What is wrong with it before anything runs. */
  readonly error: SerializedError | null;
}

/** As far as it takes time. */
export interface Arm {
  readonly backbone: string;
  readonly alignment: string;
  /** At most. */
  readonly epochs: number;
}

export interface StepBlock {
  readonly type: 'step';
  readonly key: string;
  readonly lines: LineRange;
  readonly step: Step;
  /** What the step says, as HTML with terms of the glossary marked; left out where none stands in it. */
  readonly said?: string;
  /** Among the steps of the notebook, from 1. */
  readonly number: number;
  /** The value, as JSON, of the setting whose change the step waits for; null where it waits for none, or the setting is not given. */
  readonly watched: string | null;
  /** Of a point that is kept: the setting that stands across, as a number; null where it is a number of a result. */
  readonly across: number | null;
  /** What is wrong with it: a cell or a part that is not there. */
  readonly error: SerializedError | null;
}

export type PreparedBlock = ProseBlock | CellBlock | StepBlock;

export interface PreparedNotebook {
  readonly title: string;
  readonly description: string;
  readonly text: string;
  readonly blocks: readonly PreparedBlock[];
  /** All that is wrong in the text itself, in its order; each stands in a block too. */
  readonly problems: readonly SerializedError[];
  readonly lesson?: LessonFacts;
  /** Its runs may be those that come with the site, or with it (the front matter says where). */
  readonly bundledRuns?: true;
  /** The cell that the page begins with; all others are folded below it (notebook/opening.ts). */
  readonly opens?: string;
}

/** The steps of a lesson in their order. */
export function stepsOf(notebook: PreparedNotebook): readonly StepBlock[] {
  return notebook.blocks.filter((block) => block.type === 'step');
}

/** The cells of a notebook in their order. */
export function cellsOf(notebook: PreparedNotebook): readonly CellBlock[] {
  return notebook.blocks.filter((block) => block.type === 'cell');
}

/** `names` and every cell that reads from one of them, directly or through others; in document order. */
export function withDependents(notebook: PreparedNotebook, names: readonly string[]): readonly string[] {
  const found = new Set(names);
  const cells = cellsOf(notebook);
  // Cells may read cells further down, so passes repeat until one finds nothing new.
  for (let grew = true; grew;) {
    grew = false;
    for (const cell of cells) {
      if (!found.has(cell.name) && cell.reads.some((name) => found.has(name))) {
        found.add(cell.name);
        grew = true;
      }
    }
  }
  return cells.filter((cell) => found.has(cell.name)).map((cell) => cell.name);
}

/**
 * The problem for which an edit is not applied: one that the text did not have. Problems that were there before may stay,
 * so that a broken notebook can be put right step by step.
 */
export function newProblem(before: PreparedNotebook, after: PreparedNotebook): SerializedError | null {
  if (after.problems.length <= before.problems.length) return null;
  const known = new Set(before.problems.map((problem) => problem.message));
  return after.problems.find((problem) => !known.has(problem.message)) ?? after.problems[0] ?? null;
}
