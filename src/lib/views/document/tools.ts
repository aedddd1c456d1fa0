// Everything a page needs once a notebook's text is edited or run: parsing, rendering, edits of the text, fingerprints.
// Loaded on demand in the tab and at prerender time on the server, so that pages open without the parser.
import '#lib/errors/all';
import { type SerializedError } from '#lib/errors/app-error';
import { isWeb } from '#lib/notebook/document/front-matter';
import { readNotebook, type Block, type NotebookCell, type NotebookDocument } from '#lib/notebook/document/parse';
import { notebookGraph } from '#lib/notebook/plan/graph';
import { stepProblems } from '#lib/notebook/guide/check';
import type { Step } from '#lib/notebook/guide/types';
import { kindOf, type ResolvedCell } from '#lib/notebook/kinds/registry';
import { defaultOf } from '#lib/settings/resolve';
import { applies } from './fields';
import { keepGraph } from './fingerprints';
import { renderProse, TermMarks, type LinksFrom } from './markdown';
import type { Arm, CellBlock, LineRange, PreparedBlock, PreparedNotebook, StepBlock } from './prepared';

export { replaceCellSource, setCellValue } from '#lib/notebook/document/edit';
export { duplicateCell, varyArm } from './new-arm';
export { renameCell } from './rename';
export { addCell, addProse, addSweep, freeName, moveBlock, removeBlock, replaceProse } from './edits';
export { withEarlier } from '../results/earlier-results';
export { fingerprints, withFingerprints } from './fingerprints';
export { CELL_KINDS, kindOf } from '#lib/notebook/kinds/registry';

/** The value of a setting: as it is given, else its default. */
function settingOf(cell: NotebookCell, key: string): unknown {
  const { fields } = kindOf(cell.kind);
  const field = fields.find((each) => each.key === key && applies(each, fields, cell.values));
  return cell.values[key] ?? (field && defaultOf(field, fields, cell.values));
}

/** What tells a cell from others of its kind, as its kind says it. */
export function summaryOf(cell: NotebookCell, reads: readonly string[]): string {
  const { summary } = kindOf(cell.kind);
  // A setting that is left out has its default, and that tells cells apart as well.
  const value = (key: string) => settingOf(cell, key);
  const text = (key: string) => {
    const found = value(key);
    return typeof found === 'string' || typeof found === 'number' ? String(found) : '';
  };
  return summary({ value, text, reads }).filter(Boolean).join(' · ');
}

function cellBlock(
  cell: NotebookCell,
  reads: readonly string[],
  resolved: ResolvedCell | undefined,
  lines: LineRange,
  error: SerializedError | null
): CellBlock {
  const { alignment } = cell.values;
  return {
    type: 'cell',
    key: `cell-${cell.name}`,
    lines,
    kind: cell.kind,
    name: cell.name,
    source: cell.source,
    summary: summaryOf(cell, reads),
    reads,
    place: (resolved && kindOf(resolved.kind).runsIn?.(resolved)) ?? 'engine',
    alignment: typeof alignment === 'string' ? alignment : null,
    ...(resolved?.kind === 'train' && { arm: armOf(resolved) }),
    error
  };
}

function armOf({ settings: { backbone, alignment, epochs } }: Extract<ResolvedCell, { kind: 'train' }>): Arm {
  return { backbone, alignment, epochs };
}

/** What a step says with terms marked; nothing where none was. */
function saidOf({ say }: Step, marks: TermMarks): Pick<StepBlock, 'said'> {
  const before = marks.seen.size;
  const paragraphs = say.split('\n\n').map((paragraph) => `<p>${marks.html(paragraph)}</p>`);
  return marks.seen.size > before ? { said: paragraphs.join('') } : {};
}

/** The setting that a step watches, as JSON: what is compared with the lesson as it came. */
function watchedBy({ task }: Step, { cells }: NotebookDocument): string | null {
  if (task.type !== 'changed') return null;
  const value = cells.find((cell) => cell.name === task.cell)?.values[task.key];
  return value === undefined ? null : JSON.stringify(value);
}

/** The setting that stands across where a step keeps points; null where there is none. */
function acrossOf({ keep }: Step, { cells }: NotebookDocument): number | null {
  if (keep?.type !== 'point') return null;
  const cell = cells.find(({ name }) => name === keep.x.cell);
  const value = cell && settingOf(cell, keep.x.value);
  return typeof value === 'number' ? value : null;
}

/** The first sentence or two of a notebook's first paragraph, as plain text for lists of notebooks. */
export function describeNotebook(document: NotebookDocument): string {
  const first = document.blocks.find((block) => block.type === 'prose');
  if (first?.type !== 'prose') return '';
  const paragraph = first.markdown
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .find((part) => part !== '' && !part.startsWith('#'));
  return (paragraph ?? '')
    .replace(/\s+/g, ' ')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*_`]/g, '');
}

/** Whether a problem of the text lies in the block. Problems that name no line belong to the first block. */
function liesIn(problem: SerializedError, lines: LineRange, isFirst: boolean): boolean {
  const { line } = problem.where;
  if (line === undefined) return isFirst;
  return (line >= lines.first || isFirst) && line <= lines.last;
}

function lineOf(block: Block): number {
  switch (block.type) {
    case 'cell':
      return block.cell.line;
    case 'step':
      return block.placed.line;
    case 'prose':
      return block.line;
  }
}

/**
 * A text as the page shows it. Never throws for what a reader wrote: what is wrong stands in `problems` and, beside its
 * place, in the blocks, so that the rest can be read, edited and put right.
 * @param fileName as below public/notebooks: a lesson's begins with "lessons/"
 * @param from where its links begin
 */
export function prepareNotebook(
  text: string,
  fileName: string,
  from: LinksFrom = fileName.startsWith('lessons/') ? 'lessons' : 'notebooks'
): PreparedNotebook {
  const { document, problems: found } = readNotebook(text, fileName);
  const problems = found.map((problem) => problem.toJSON());
  const graph = notebookGraph(document);
  const taken = new Set<string>();
  const lineCount = text.split('\n').length;
  const starts = document.blocks.map(lineOf);
  const stepErrors = stepProblems(document);
  const marks = new TermMarks(from);
  let proseCount = 0;
  let stepCount = 0;
  const blocks = document.blocks.map((block, index): PreparedBlock => {
    const lines = { first: starts[index] ?? 1, last: (starts[index + 1] ?? lineCount + 1) - 1 };
    const here = problems.filter((problem) => liesIn(problem, lines, index === 0));
    if (block.type === 'cell') {
      const { cell } = block;
      const error = here[0] ?? graph.problems.get(cell.name)?.toJSON() ?? null;
      const resolved = graph.cells.get(cell.name);
      return cellBlock(cell, graph.reads.get(cell.name) ?? [], resolved, lines, error);
    }
    if (block.type === 'step') {
      const { step } = block.placed;
      stepCount += 1;
      const error = here[0] ?? stepErrors.get(step.id)?.toJSON() ?? null;
      return {
        type: 'step',
        key: `step-${step.id}`,
        lines,
        step,
        ...saidOf(step, marks),
        number: stepCount,
        watched: watchedBy(step, document),
        across: acrossOf(step, document),
        error
      };
    }
    proseCount += 1;
    const rendered = renderProse(block.markdown, taken, index === 0, from, marks);
    return { type: 'prose', key: `prose-${proseCount}`, lines, markdown: block.markdown, ...rendered, problems: here };
  });
  const title = document.title || fileName.replace(/\.md$/, '');
  const { lesson, runs, opens } = document;
  // Of a folder that is relative nobody knows where it lies.
  const hasRuns = runs?.from === 'site' || (runs?.from === 'address' && isWeb(runs.address));
  const description = describeNotebook(document);
  const shown = {
    title,
    description,
    text,
    blocks,
    problems,
    lesson,
    ...(hasRuns && { bundledRuns: true as const }),
    ...(opens !== undefined && { opens })
  };
  return keepGraph(shown, graph);
}
