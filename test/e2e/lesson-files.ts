// The lessons that come with the site, as their files have them: specs walk and weigh whatever is there.
import { readdirSync, readFileSync } from 'node:fs';
import { readNotebook } from '#lib/notebook/document/parse';
import type { Step } from '#lib/notebook/guide/types';

const FOLDER = 'public/notebooks/lessons';

function documentOf(lesson: string) {
  const file = `${FOLDER}/${lesson}.md`;
  return readNotebook(readFileSync(file, 'utf8'), file).document;
}

/** In the order of their list. */
export function lessonNames(): readonly string[] {
  const names = readdirSync(FOLDER).flatMap((file) => (file.endsWith('.md') ? [file.slice(0, -3)] : []));
  const placed = names.map((name) => ({ name, order: documentOf(name).lesson?.order ?? Infinity }));
  return placed.sort((a, b) => a.order - b.order).map(({ name }) => name);
}

/** Its first heading. */
export function titleOf(lesson: string): string {
  const title = /^# (.+)$/m.exec(readFileSync(`${FOLDER}/${lesson}.md`, 'utf8'))?.[1];
  if (title === undefined) throw new Error(`${lesson} has no heading`);
  return title;
}

export function stepsOf(lesson: string): readonly Step[] {
  return documentOf(lesson).steps.map(({ step }) => step);
}
