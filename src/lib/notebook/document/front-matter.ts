// The lines between "---" at the top of a notebook: optional title, format version, and place among the lessons. Migrations of older
// versions belong here; version 1 is the first. Other keys (of static-site tools, say) are left alone. Pure.
import { appError, type AppError } from '#lib/errors/app-error';
import { readYaml } from './yaml-block';

/** Version of the notebook format that this program writes and reads. */
export const NOTEBOOK_VERSION = 1;

/** A lesson's place among the lessons, and how long it takes. */
export interface LessonFacts {
  readonly order: number;
  readonly minutes: number | null;
}

/** The doors of the site's first page that its notebooks stand behind. */
export const DOORS = ['learn', 'data', 'paper'] as const;
export type Door = (typeof DOORS)[number];

export interface FrontMatter {
  readonly title: string;
  readonly lesson: LessonFacts | null;
  /** `runs: bundled`: trained runs that come with the site may be taken in the place of training them. */
  readonly bundledRuns: boolean;
  /** `door: paper`: where the site's first page lists it; null where it says nothing. */
  readonly door: Door | null;
  /** Index of the first line after it, from 0. */
  readonly end: number;
}

const NONE: FrontMatter = { title: '', lesson: null, bundledRuns: false, door: null, end: 0 };

/** Reads front matter where there is some; what is wrong with it is reported, not thrown. */
export function readFrontMatter(lines: readonly string[], report: (error: AppError) => void): FrontMatter {
  if (lines[0]?.trimEnd() !== '---') return NONE;
  const close = lines.findIndex((line, index) => index > 0 && /^(?:---|\.\.\.)[ \t]*$/.test(line));
  if (close === -1) return NONE; // a ruler, not front matter
  const end = close + 1;
  const reading = readYaml(lines.slice(1, close).join('\n'), 1);
  if (reading.type === 'bad') {
    const { reason, line, cause } = reading;
    report(appError('notebook/bad-front-matter', { reason }, { line }, cause));
    return { ...NONE, end };
  }
  if (reading.type === 'too-large') {
    const { most, of, line } = reading;
    report(appError('notebook/too-large', { what: 'The part between "---" at the top', most, of }, { line }));
    return { ...NONE, end };
  }
  const values: Readonly<Record<string, unknown>> = reading.type === 'settings' ? reading.values : {};
  const { version, title } = values;
  if (version !== undefined && version !== null) checkVersion(version, report);
  const order = wholeNumber(values.lesson, 'lesson', report);
  const minutes = wholeNumber(values.minutes, 'minutes', report);
  return {
    title: typeof title === 'string' ? title : '',
    lesson: order === null ? null : { order, minutes },
    bundledRuns: isBundled(values.runs, report),
    door: doorOf(values.door, report),
    end
  };
}

function isBundled(value: unknown, report: (error: AppError) => void): boolean {
  if (value === undefined || value === null) return false;
  if (value === 'bundled') return true;
  const reason = `"runs" is ${JSON.stringify(value)}, where only "bundled" may stand`;
  report(appError('notebook/bad-front-matter', { reason }, { line: 1 }));
  return false;
}

function doorOf(value: unknown, report: (error: AppError) => void): Door | null {
  if (value === undefined || value === null) return null;
  const door = DOORS.find((each) => each === value);
  if (door) return door;
  const reason = `"door" is ${JSON.stringify(value)}, where one of ${DOORS.join(', ')} may stand`;
  report(appError('notebook/bad-front-matter', { reason }, { line: 1 }));
  return null;
}

/** A count from 1 up; null where there is none, which is reported where something else stands there. */
function wholeNumber(value: unknown, key: string, report: (error: AppError) => void): number | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1) return value;
  const reason = `"${key}" is ${JSON.stringify(value)}, not a whole number from 1 up`;
  report(appError('notebook/bad-front-matter', { reason }, { line: 1 }));
  return null;
}

function checkVersion(version: unknown, report: (error: AppError) => void): void {
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    const reason = `"version" is ${JSON.stringify(version)}, not a whole number from 1 up`;
    report(appError('notebook/bad-front-matter', { reason }, { line: 1 }));
  } else if (version > NOTEBOOK_VERSION) {
    report(appError('notebook/newer-version', { version: String(version), known: NOTEBOOK_VERSION }, { line: 1 }));
  }
}
