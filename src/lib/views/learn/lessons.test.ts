// The lessons that come with the site: each has its place, its steps name what is there, and every number that it asks about stands in
// its stored results.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checksOf, questionOf } from '#lib/notebook/guide/questions';
import { valuesOf } from '#lib/notebook/guide/values';
import { bundledSlugs, lessonNames, listLessons, readLesson } from '../results/bundled.node';
import { stepsOf } from '../document/prepared';

const names = await lessonNames();

describe.each(names)('%s', (name) => {
  it('has steps without a problem, and a time', async () => {
    const { notebook } = await readLesson(name);
    const steps = stepsOf(notebook);
    expect(notebook.problems).toEqual([]);
    expect(steps.flatMap(({ error }) => error ?? [])).toEqual([]);
    expect(steps.length).toBeGreaterThan(0);
    expect(notebook.lesson?.minutes).toEqual(expect.any(Number));
    expect(notebook.lesson?.able.length).toBeGreaterThan(0);
  });

  it('asks about numbers that its stored results have', async () => {
    const { notebook, results } = await readLesson(name);
    for (const { step } of stepsOf(notebook)) {
      const question = questionOf(step);
      for (const { cell, value } of question ? checksOf(question) : []) {
        const result = results[cell]?.record.result;
        expect(result && valuesOf(result)[value], `${step.id}: ${cell}.${value}`).toEqual(expect.any(Number));
      }
    }
  });

  it('links to notebooks and lessons that are there', async () => {
    const path = `public/notebooks/lessons/${name}.md`;
    const links = [...readFileSync(path, 'utf8').matchAll(/\]\(([^)#:]+\.md)[^)]*\)/g)].map(([, link = '']) => link);
    expect(links.filter((link) => !existsSync(join(dirname(path), link)))).toEqual([]);
  });
});

it('no two lessons have the same place, and the list is in that order', async () => {
  const orders = (await listLessons()).map(({ order }) => order);
  expect(orders).toEqual([...new Set(orders)].sort((a, b) => a - b));
  expect(orders.length).toBe(names.length);
  expect(names).toContain('clicks-lie');
});

it('a lesson builds on lessons that stand before it', async () => {
  const lessons = await listLessons();
  for (const { name, order, after } of lessons) {
    const before = lessons.filter((other) => other.order < order).map((other) => other.name);
    expect(before, name).toEqual(expect.arrayContaining([...after]));
  }
});

it('lessons are not among the notebooks', async () => {
  expect((await bundledSlugs()).filter((slug) => slug.includes('lessons'))).toEqual([]);
});
