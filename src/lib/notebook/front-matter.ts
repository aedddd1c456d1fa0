// The lines between "---" at the top of a notebook: optional title and format version. Migrations of older versions
// belong here; version 1 is the first. Other keys (of static-site tools, say) are left alone. Pure.
import { parseDocument } from 'yaml';
import { appError, type AppError } from '#lib/errors/app-error';

/** Version of the notebook format that this program writes and reads. */
export const NOTEBOOK_VERSION = 1;

export interface FrontMatter {
  readonly title: string;
  /** Index of the first line after it, from 0. */
  readonly end: number;
}

const NONE: FrontMatter = { title: '', end: 0 };

/** Reads front matter where there is some; what is wrong with it is reported, not thrown. */
export function readFrontMatter(lines: readonly string[], report: (error: AppError) => void): FrontMatter {
  if (lines[0]?.trimEnd() !== '---') return NONE;
  const close = lines.findIndex((line, index) => index > 0 && /^(?:---|\.\.\.)[ \t]*$/.test(line));
  if (close === -1) return NONE; // a ruler, not front matter
  const end = close + 1;
  const yaml = parseDocument(lines.slice(1, close).join('\n'), { logLevel: 'silent' });
  const [problem] = yaml.errors;
  if (problem) {
    const reason = (problem.message.split('\n', 1)[0] ?? '').replace(/ at line \d+, column \d+:?$/, '');
    const line = 1 + (problem.linePos?.[0].line ?? 1);
    report(appError('notebook/bad-front-matter', { reason }, { line }, problem));
    return { title: '', end };
  }
  const version: unknown = yaml.get('version');
  if (version !== undefined && version !== null) checkVersion(version, report);
  const title: unknown = yaml.get('title');
  return { title: typeof title === 'string' ? title : '', end };
}

function checkVersion(version: unknown, report: (error: AppError) => void): void {
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    const reason = `"version" is ${JSON.stringify(version)}, not a whole number from 1 up`;
    report(appError('notebook/bad-front-matter', { reason }, { line: 1 }));
  } else if (version > NOTEBOOK_VERSION) {
    report(appError('notebook/newer-version', { version: String(version), known: NOTEBOOK_VERSION }, { line: 1 }));
  }
}
