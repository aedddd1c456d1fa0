// A notebook's text, read: front matter, prose blocks, cells, steps of a lesson. What a cell's settings mean is the schema's to judge;
// here a cell has a kind, a name and YAML that can be read. Pure.
import type { AppError } from '#lib/errors/app-error';
import { appError } from '#lib/errors/app-error';
import { fenceContent, scanFences, type Fence } from './fences';
import { CODE_LANGUAGES } from './code-languages';
import { CELL_KINDS, isCellKind, type CellKind } from '../kinds/registry';
import { MOST_CELLS, MOST_TEXT } from './limits';
import { editDistance, nearestOf } from './nearest';
import { readFrontMatter, type LessonFacts, type RunsFrom } from './front-matter';
import { readStep } from '../guide/step';
import type { PlacedStep } from '../guide/types';
import type { CellText } from '../schema/types';
import { readYaml } from './yaml-block';

/** What stands after the fence of a step of a lesson, which is no cell. */
const STEP = 'step';

export interface NotebookCell extends CellText {
  readonly kind: CellKind;
  /** The YAML between the fences, with "\n" line ends. */
  readonly source: string;
}

export type Block =
  | { readonly type: 'prose'; readonly markdown: string; readonly line: number }
  | { readonly type: 'cell'; readonly cell: NotebookCell }
  | { readonly type: 'step'; readonly placed: PlacedStep };

export interface NotebookDocument {
  /** File name for messages, where it is known. */
  readonly file?: string;
  /** The first heading of level one, else "title" of the front matter, else the empty string. */
  readonly title: string;
  readonly blocks: readonly Block[];
  readonly cells: readonly NotebookCell[];
  readonly steps: readonly PlacedStep[];
  /** Its place among the lessons, where it is one. */
  readonly lesson?: LessonFacts;
  /** Trained runs that may be taken in the place of training them. */
  readonly runs?: RunsFrom;
  /** The cell that its page begins with. */
  readonly opens?: string;
}

/** A cell with the place of its fence, for edits of the text. */
export interface PlacedCell {
  readonly cell: NotebookCell;
  readonly fence: Fence;
  /** Index of the closing line. */
  readonly close: number;
}

/** Everything found in a text, with what is wrong in it, in the order of the file. */
export interface NotebookReading {
  readonly document: NotebookDocument;
  readonly placed: readonly PlacedCell[];
  readonly problems: readonly AppError[];
}

/** The error with the cell's name; and with its place in the notebook, unless it names a place in another file already. */
export function atCell(error: AppError, document: NotebookDocument, name: string): AppError {
  if (error.where.file !== undefined) return error.at({ cell: name });
  const cell = document.cells.find((other) => other.name === name);
  const line = error.where.field === undefined ? undefined : cell?.keyLines.get(error.where.field);
  const { file } = document;
  return error.at({ ...(file === undefined ? {} : { file }), line: line ?? cell?.line, cell: name });
}

/** Lines without their ends; "\r\n" counts as one end. */
export function textLines(text: string): string[] {
  return text.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
}

/**
 * Reads a notebook. Pure.
 * @throws AppError notebook/… with file, line and cell for the first thing that is wrong
 */
export function parseNotebook(text: string, file?: string): NotebookDocument {
  const { document, problems } = readNotebook(text, file);
  const [first] = problems;
  if (first) throw first;
  return document;
}

/** The text that was read last. An edit reads a text, the page shows it, its results are held against it, and the next edit begins with it. */
let latest: { readonly text: string; readonly reading: NotebookReading } | null = null;

/** As `parseNotebook`, but what is wrong is returned beside what can be read. */
export function readNotebook(text: string, file?: string): NotebookReading {
  if (latest?.text !== text) latest = { text, reading: readText(text) };
  const { reading } = latest;
  if (file === undefined) return reading;
  const problems = reading.problems.map((problem) => problem.at({ file }));
  return { ...reading, document: { ...reading.document, file }, problems };
}

function readText(text: string): NotebookReading {
  const problems: AppError[] = [];
  const report = (error: AppError) => problems.push(error);
  const tooLarge = (what: string, most: number, of: string, line: number) =>
    report(appError('notebook/too-large', { what, most, of }, { line }));
  if (text.length > MOST_TEXT) {
    tooLarge('The notebook', MOST_TEXT, 'characters', 1);
    return { document: { title: '', blocks: [], cells: [], steps: [] }, placed: [], problems };
  }
  const lines = textLines(text.startsWith('\uFEFF') ? text.slice(1) : text);
  const head = readFrontMatter(lines, report);

  const blocks: Block[] = [];
  const placed: PlacedCell[] = [];
  const steps: PlacedStep[] = [];
  const named = new Map<string, number>();
  let proseFrom = head.end;
  const endProse = (until: number) => {
    const first = lines.slice(proseFrom, until).findIndex((line) => line.trim() !== '');
    if (first === -1) return;
    const markdown = lines
      .slice(proseFrom + first, until)
      .join('\n')
      .trimEnd();
    blocks.push({ type: 'prose', markdown, line: proseFrom + first + 1 });
  };

  for (const fence of scanFences(lines, head.end)) {
    const content = fenceContent(lines, fence);
    const kind = kindOf(fence, content, report);
    if (kind === null) continue;
    if (placed.length + steps.length >= MOST_CELLS) {
      tooLarge('The notebook', MOST_CELLS, 'cells', fence.open + 1);
      break;
    }
    if (fence.close === null) {
      report(appError('notebook/unclosed-cell', { kind, fence: fence.marker }, { line: fence.open + 1 }));
      continue;
    }
    if (kind === STEP) {
      const step = readStep(content, fence.open + 1, report);
      if (step === null || isTaken(step, steps, report)) continue;
      endProse(fence.open);
      proseFrom = fence.close + 1;
      blocks.push({ type: 'step', placed: step });
      steps.push(step);
      continue;
    }
    const cell = readCell(kind, fence.open + 1, content, report);
    if (cell === null) continue;
    const first = named.get(cell.name);
    if (first !== undefined) {
      const where = { line: cell.line, cell: cell.name };
      report(appError('notebook/duplicate-name', { name: cell.name, line: first }, where));
      continue;
    }
    named.set(cell.name, cell.line);
    endProse(fence.open);
    proseFrom = fence.close + 1;
    blocks.push({ type: 'cell', cell });
    placed.push({ cell, fence, close: fence.close });
  }
  endProse(lines.length);

  const title = headingOf(blocks) || head.title;
  const cells = placed.map(({ cell }) => cell);
  const { opens } = head;
  const opensCell = opens !== null && named.has(opens);
  if (opens !== null && !opensCell) {
    const reason = `"opens" is ${JSON.stringify(opens)}, and no cell has that name`;
    report(appError('notebook/bad-front-matter', { reason }, { line: 1 }));
  }
  const document: NotebookDocument = {
    title,
    blocks,
    cells,
    steps,
    ...(head.lesson && { lesson: head.lesson }),
    ...(head.runs && { runs: head.runs }),
    ...(opensCell && { opens })
  };
  return { document, placed, problems };
}

function headingOf(blocks: readonly Block[]): string {
  for (const block of blocks) {
    if (block.type !== 'prose') continue;
    const heading = /^ {0,3}#[ \t]+(.+?)[ \t]*#*[ \t]*$/m.exec(block.markdown)?.[1];
    if (heading !== undefined) return heading;
  }
  return '';
}

/** Whether a step before has its id. */
function isTaken(placed: PlacedStep, before: readonly PlacedStep[], report: (error: AppError) => void): boolean {
  const { id } = placed.step;
  const first = before.find(({ step }) => step.id === id);
  if (!first) return false;
  const where = { line: placed.keyLines.get('id') ?? placed.line, field: 'id' };
  report(appError('lessons/duplicate-step', { step: `"${id}"`, line: first.line }, where));
  return true;
}

/**
 * The kind of cell that a fence holds, or that it is a step; null where it is prose. An unknown word is a mistyped kind, not a language, where it is no
 * language that we know and either is within two slips of a kind, or its body is YAML with a "name" at top level.
 */
function kindOf(fence: Fence, content: string, report: (error: AppError) => void): CellKind | typeof STEP | null {
  const word = fence.info.split(/\s/, 1)[0] ?? '';
  const line = fence.open + 1;
  if (isCellKind(word) || word === STEP) {
    if (!fence.nested) return word;
    report(appError('notebook/nested-cell', { kind: word }, { line }));
    return null;
  }
  const lower = word.toLowerCase();
  if (fence.nested || word === '' || !/^\p{L}[\p{L}\p{N}_-]*$/u.test(word) || CODE_LANGUAGES.has(lower)) return null;
  // Many short words are within two slips of "step".
  const nearest = editDistance(lower, STEP) <= 1 ? STEP : nearestOf(lower, CELL_KINDS);
  if (editDistance(lower, nearest) <= 2 || hasName(content)) {
    report(appError('notebook/unknown-kind', { kind: word, nearest, known: CELL_KINDS.join(', ') }, { line }));
  }
  return null;
}

function hasName(content: string): boolean {
  const yaml = readYaml(content, 0);
  return yaml.type === 'settings' && typeof yaml.values.name === 'string';
}

/** Names that every object has already would be found where no cell is. */
function isGoodName(name: unknown): name is string {
  return typeof name === 'string' && /^[\p{L}\p{N}][\p{L}\p{N}_-]{0,63}$/u.test(name) && !(name in {});
}

function readCell(
  kind: CellKind,
  line: number,
  source: string,
  report: (error: AppError) => void
): NotebookCell | null {
  const reading = readYaml(source, line);
  if (reading.type === 'bad') {
    report(appError('notebook/bad-yaml', { reason: reading.reason }, { line: reading.line }, reading.cause));
    return null;
  }
  if (reading.type === 'too-large') {
    const { most, of } = reading;
    report(appError('notebook/too-large', { what: `The "${kind}" cell`, most, of }, { line }));
    return null;
  }
  if (reading.type === 'other') {
    report(appError('notebook/not-settings', { kind }, { line }));
    return null;
  }
  const { values, keyLines } = reading;
  const { name } = values;
  if (name === undefined || name === null) {
    report(appError('notebook/missing-name', { kind }, { line }));
    return null;
  }
  if (!isGoodName(name)) {
    report(appError('notebook/bad-name', { name: JSON.stringify(name) }, { line: keyLines.get('name') ?? line }));
    return null;
  }
  return { kind, name, source, line, values, keyLines };
}
