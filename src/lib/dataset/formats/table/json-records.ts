// The records of a JSON text while it streams in, whether they stand one behind the other over several lines, in an array, or in an array
// within an object ({"data": […]}): cut out by their depth, each then parsed by itself, so that a large file is never held whole.
import { appError } from '#lib/errors/app-error';
import { LONGEST_LINE } from '../../bytes/lines';
import { DEEPEST } from '../shared/values';

export interface ElementText {
  readonly text: string;
  /** Line on which it starts, from 1. */
  readonly line: number;
}

/** How deep the brackets lie with which a record begins: 1 by itself, 2 in an array, 3 in an array within an object. */
export type RecordDepth = 1 | 2 | 3;

/** @throws AppError import/too-deep, import/line-too-long */
export async function* jsonElements(
  pieces: AsyncIterable<string>,
  file: string,
  level: RecordDepth = 2
): AsyncGenerator<readonly ElementText[]> {
  let depth = 0;
  let inText = false;
  let escaped = false;
  let line = 1;
  let startLine = 1;
  /** Text of the element that has begun, of earlier pieces. */
  let held = '';
  for await (const piece of pieces) {
    const found: ElementText[] = [];
    let start = depth >= level ? 0 : -1;
    for (let at = 0; at < piece.length; at++) {
      const code = piece.charCodeAt(at);
      if (code === 10) line++;
      if (inText) {
        if (escaped) escaped = false;
        else if (code === 92) escaped = true;
        else if (code === 34) inText = false;
      } else if (code === 34) {
        inText = true;
      } else if (code === 123 || code === 91) {
        depth++;
        if (depth > DEEPEST) throw appError('import/too-deep', { most: DEEPEST }, { file, line });
        if (depth === level) {
          start = at;
          startLine = line;
        }
      } else if (code === 125 || code === 93) {
        depth--;
        if (depth === level - 1 && start >= 0) {
          found.push({ text: held + piece.slice(start, at + 1), line: startLine });
          held = '';
          start = -1;
        }
      }
    }
    if (start >= 0) held += piece.slice(start);
    if (held.length > LONGEST_LINE)
      throw appError('import/line-too-long', { characters: LONGEST_LINE }, { file, line: startLine });
    if (found.length > 0) yield found;
  }
}
