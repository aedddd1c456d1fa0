// The lines between "---" at the top of a notebook: optional title, format version, and place among the lessons. Migrations of older
// versions belong here; version 1 is the first. Other keys (of static-site tools, say) are left alone. Pure.
import { appError, type AppError } from '#lib/errors/app-error';
import { readYaml } from './yaml-block';

/** Version of the notebook format that this program writes and reads. */
export const NOTEBOOK_VERSION = 1;

/** A lesson's place among the lessons, and what its list says of it. */
export interface LessonFacts {
  readonly order: number;
  readonly minutes: number | null;
  /** What a reader can do after it, each the rest of "you can …". */
  readonly able: readonly string[];
  /** Names of the lessons that it builds on. */
  readonly after: readonly string[];
}

/** The doors of the site's first page that its notebooks stand behind. */
export const DOORS = ['learn', 'data', 'paper'] as const;
export type Door = (typeof DOORS)[number];

/** Those that come with the site, or a folder of some at an address; one that is relative is so to the notebook's. */
export type RunsFrom = { readonly from: 'site' } | { readonly from: 'address'; readonly address: string };

/** Whether an address is one of the web. */
export const isWeb = (address: string): boolean => /^https?:\/\//i.test(address);

export interface FrontMatter {
  readonly title: string;
  readonly lesson: LessonFacts | null;
  /** `runs: bundled`, or where they lie: trained runs that may be taken in the place of training them. */
  readonly runs: RunsFrom | null;
  /** `door: paper`: where the site's first page lists it; null where it says nothing. */
  readonly door: Door | null;
  /** `opens: table`: the cell that a page shows first, with all others folded below it; null where the text's order is the page's. */
  readonly opens: string | null;
  /** Index of the first line after it, from 0. */
  readonly end: number;
}

const NONE: FrontMatter = { title: '', lesson: null, runs: null, door: null, opens: null, end: 0 };

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
  const able = texts(values.able, 'able', report);
  const after = texts(values.after, 'after', report);
  return {
    title: typeof title === 'string' ? title : '',
    lesson: order === null ? null : { order, minutes, able, after },
    runs: runsFrom(values.runs, report),
    door: doorOf(values.door, report),
    opens: nameOf(values.opens, report),
    end
  };
}

/** A folder at an address of the web, or relative to the notebook's. */
const FOLDER = /^(https?:\/\/|\.{0,2}\/?[\w-])[^\s?#:]*(:\d+)?[^\s?#:]*\/$/i;

function runsFrom(value: unknown, report: (error: AppError) => void): RunsFrom | null {
  if (value === undefined || value === null) return null;
  if (value === 'bundled') return { from: 'site' };
  if (typeof value === 'string' && FOLDER.test(value)) return { from: 'address', address: value };
  const reason = `"runs" is ${JSON.stringify(value)}, neither "bundled" nor a folder whose address ends with a slash`;
  report(appError('notebook/bad-front-matter', { reason }, { line: 1 }));
  return null;
}

function doorOf(value: unknown, report: (error: AppError) => void): Door | null {
  if (value === undefined || value === null) return null;
  const door = DOORS.find((each) => each === value);
  if (door) return door;
  const reason = `"door" is ${JSON.stringify(value)}, where one of ${DOORS.join(', ')} may stand`;
  report(appError('notebook/bad-front-matter', { reason }, { line: 1 }));
  return null;
}

/** The name of a cell; whether there is one is for whoever has read them. */
function nameOf(value: unknown, report: (error: AppError) => void): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string') return value;
  const reason = `"opens" is ${JSON.stringify(value)}, not the name of a cell`;
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

/** A text, or a list of some; what else stands there is reported. */
function texts(value: unknown, key: string, report: (error: AppError) => void): readonly string[] {
  if (value === undefined || value === null) return [];
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (list.every((each) => typeof each === 'string')) return list;
  const reason = `"${key}" is ${JSON.stringify(value)}, neither a text nor a list of texts`;
  report(appError('notebook/bad-front-matter', { reason }, { line: 1 }));
  return [];
}

function checkVersion(version: unknown, report: (error: AppError) => void): void {
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    const reason = `"version" is ${JSON.stringify(version)}, not a whole number from 1 up`;
    report(appError('notebook/bad-front-matter', { reason }, { line: 1 }));
  } else if (version > NOTEBOOK_VERSION) {
    report(appError('notebook/newer-version', { version: String(version), known: NOTEBOOK_VERSION }, { line: 1 }));
  }
}

/** The text whose front matter says `runs: VALUE`; front matter is added where there is none. */
export function withRuns(text: string, value: string): string {
  const lines = text.split('\n');
  const end =
    lines[0]?.trimEnd() === '---' ? lines.findIndex((line, index) => index > 0 && line.trimEnd() === '---') : -1;
  if (end < 0) return `---\nruns: ${value}\n---\n\n${text}`;
  const head = lines.slice(0, end).filter((line) => !/^runs\s*:/.test(line));
  return [...head, `runs: ${value}`, ...lines.slice(end)].join('\n');
}
