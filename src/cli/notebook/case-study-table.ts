// A case study as the command line prints it.
import type { CaseStudyResult } from '#lib/notebook/results';
import { printable, textTable } from './text-table';

export function describeCaseStudy({ values }: CaseStudyResult): string {
  return textTable([['', ''], ...Object.entries(values).map(([name, value]) => [printable(name), String(value)])]);
}
