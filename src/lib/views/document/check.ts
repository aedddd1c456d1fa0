// Says what is wrong in a text that is still being typed, and in which of its lines: of a whole notebook, or of one cell's YAML. Pure.
import type { SerializedError } from '#lib/errors/app-error';
import { replaceCellSource } from '#lib/notebook/document/edit';
import type { PreparedNotebook } from './prepared';
import { prepareNotebook } from './tools';

export interface TextProblem {
  /** In the text that is typed, from 1. */
  readonly line: number;
  readonly message: string;
  readonly cure: string;
}

/** All problems of a notebook's text, each once. */
export const problemsOfText = (text: string, fileName: string): readonly TextProblem[] =>
  problemsIn(prepareNotebook(text, fileName));

function problemsIn(prepared: PreparedNotebook): readonly TextProblem[] {
  const inBlocks = prepared.blocks.flatMap((block): SerializedError[] => {
    if (block.type === 'prose' || block.error === null) return [];
    const { error } = block;
    return [error.where.line === undefined ? { ...error, where: { ...error.where, line: block.lines.first } } : error];
  });
  const found = [...prepared.problems, ...inBlocks].map(({ message, cure, where }) => ({
    line: where.line ?? 1,
    message,
    cure
  }));
  return found.filter(
    ({ line, message }, at) => found.findIndex((other) => other.line === line && other.message === message) === at
  );
}

/**
 * Those that a cell would have with other YAML, and those that other cells would have by it: the latter stand in its first line.
 * @param source the YAML as typed
 */
export function problemsOfCell(
  notebook: PreparedNotebook,
  cell: string,
  source: string,
  fileName: string
): readonly TextProblem[] {
  const block = notebook.blocks.find((one) => one.type === 'cell' && one.name === cell);
  if (!block) return [];
  const before = new Set(problemsIn(notebook).map(({ message }) => message));
  const fence = block.lines.first;
  const last = fence + source.split('\n').length;
  return problemsOfText(replaceCellSource(notebook.text, cell, source), fileName).flatMap((problem) => {
    const isHere = problem.line >= fence && problem.line <= last;
    if (isHere) return [{ ...problem, line: Math.max(1, problem.line - fence) }];
    return before.has(problem.message) ? [] : [{ ...problem, line: 1 }];
  });
}
