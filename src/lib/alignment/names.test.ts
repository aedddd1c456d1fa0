// What the registry says of the alignments, and that nothing else in the program knows their names: an `if` on one would leave out the next.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ALIGNMENT_NAMES, alignmentSuffix, COMPARED_ALIGNMENTS, PROPER_ALIGNMENTS } from './names';
import { ALIGNMENTS } from './registry';

it('are called and labelled apart', () => {
  expect(new Set(ALIGNMENT_NAMES).size).toBe(ALIGNMENT_NAMES.length);
  expect(new Set(ALIGNMENT_NAMES.map(alignmentSuffix)).size).toBe(ALIGNMENT_NAMES.length);
});

it('are laid side by side without their rivals', () => {
  expect(COMPARED_ALIGNMENTS).toEqual(['none', ...PROPER_ALIGNMENTS]);
  expect(PROPER_ALIGNMENTS.map(alignmentSuffix)).toEqual(['-Con', '-Gen']);
});

/** Tests, and data that is made up for them, may name what they try. */
const MADE_UP = /\.test\.ts$|\/testing\/|\/measure\//;
/** The glossary explains words of the field, and counts of steps are held to limits of single arms; nothing is asked by the names there. */
const NAMED = [
  'src/lib/views/glossary/entries.ts',
  'src/lib/views/glossary/measures.ts',
  'src/lib/bench/step-counts.ts'
];
const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((file) => `src/${file}`)
  .filter((file) => /\.(ts|svelte)$/.test(file) && !file.startsWith('src/lib/alignment/') && !MADE_UP.test(file))
  .filter((file) => !NAMED.includes(file));

it.each(ALIGNMENTS.map(({ name }) => name))('are asked of the registry: nothing outside names "%s"', (name) => {
  const named = new RegExp(`['"\`]${name}['"\`]|\\.${name}\\b`);
  expect(sources.filter((file) => named.test(readFileSync(file, 'utf8')))).toEqual([]);
});
