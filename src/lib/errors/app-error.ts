// The one error type that readers see. Every failure that a reader can cause or cure is an AppError: a code from the
// catalogue, a sentence that says what happened, where it happened, and how to cure it. Programming mistakes stay plain
// Errors. This file knows no room of the app; the sentences lie in catalogue/.
import {
  pageErrors,
  type BenchErrors,
  type Catalogue,
  type DataErrors,
  type ShareErrors,
  type WorkErrors,
  type WorkflowErrors
} from './catalogue/index';
import { printable } from './printable';

export type ErrorCode = keyof Catalogue;
export type ErrorDetails<C extends ErrorCode> = Parameters<Catalogue[C]>[0];

type Writers = { [C in ErrorCode]: (details: ErrorDetails<C>) => ErrorText };

const writers: Partial<Writers> = { ...pageErrors };

/** Makes errors known; see errors/work.ts and errors/data.ts. */
export function addErrors(errors: WorkErrors | DataErrors | BenchErrors | ShareErrors | WorkflowErrors): void {
  Object.assign(writers, errors);
}

/** Where something went wrong, as narrow as is known. Lines count from 1. */
export interface ErrorWhere {
  readonly file?: string;
  readonly line?: number;
  readonly cell?: string;
  readonly field?: string;
}

/** What a catalogue entry says. */
export interface ErrorText {
  readonly message: string;
  readonly cure: string;
}

/** The form in which an error crosses a worker or process boundary or is stored. */
export interface SerializedError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly cure: string;
  readonly where: ErrorWhere;
}

/** Whether a text from elsewhere is a code of the catalogue, as far as it is known here. */
export const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(writers, code);

export class AppError extends Error {
  override readonly name = 'AppError';
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly cure: string,
    readonly where: ErrorWhere = {},
    cause?: unknown
  ) {
    super(message, cause === undefined ? undefined : { cause });
  }

  /** The same error with what `where` adds; what is already known stays. */
  at(where: ErrorWhere): AppError {
    return new AppError(this.code, this.message, this.cure, { ...where, ...this.where }, this.cause);
  }

  /** One line for a terminal, whatever its words hold: `cell "a", line 3: what happened. How to cure it.` */
  toLine(): string {
    const place = describeWhere(this.where);
    return printable(`${place ? `${place}: ` : ''}${this.message} ${this.cure}`);
  }

  toJSON(): SerializedError {
    return { code: this.code, message: this.message, cure: this.cure, where: this.where };
  }

  static fromJSON(error: SerializedError): AppError {
    return new AppError(error.code, error.message, error.cure, error.where);
  }
}

export function describeWhere(where: ErrorWhere): string {
  const parts: string[] = [];
  if (where.file) parts.push(where.line ? `${where.file}:${where.line}` : where.file);
  else if (where.line) parts.push(`line ${where.line}`);
  if (where.cell) parts.push(`cell "${where.cell}"`);
  if (where.field) parts.push(where.field);
  return parts.join(', ');
}

/** Makes the error `code` of the catalogue; `details` fill in its sentences. */
export function appError<C extends ErrorCode>(
  code: C,
  details: ErrorDetails<C>,
  where: ErrorWhere = {},
  cause?: unknown
): AppError {
  const write = writers[code];
  if (!write)
    throw new Error(`The error ${code} was made where neither errors/work.ts nor errors/data.ts was imported`);
  const { message, cure } = write(details);
  return new AppError(code, message, cure, where, cause);
}

/** What Chromium, Firefox, Safari and the bundler say of code that is fetched when it is needed and does not come. */
const PART_MISSING = /dynamically imported module|importing a module script|unable to preload/i;

/** Anything thrown, as an AppError: what is not one already becomes `internal/unexpected` with its cause kept. */
export function toAppError(error: unknown, where: ErrorWhere = {}): AppError {
  if (error instanceof AppError) return error.at(where);
  const reason = error instanceof Error ? error.message : String(error);
  if (PART_MISSING.test(reason)) return appError('internal/part-missing', {}, where, error);
  return appError('internal/unexpected', { reason }, where, error);
}
