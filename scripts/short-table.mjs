// Table 1 of the bundled data (public/notebooks/table-1.md) with fewer seeds and epochs, as the text of a notebook: all eighteen models, soon made.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup.mjs';

const MODELS = 18;

/**
 * @param {{ seeds: readonly number[], epochs: number, models?: number }} short of how many models; a table has all
 * @returns {string}
 */
export function shortTable({ seeds, epochs, models = MODELS }) {
  const text = readFileSync(join(root, 'public', 'notebooks', 'table-1.md'), 'utf8');
  let changed = 0;
  const short = text.replace(/^seeds: \[.*\]$/gm, () => {
    changed++;
    return `seeds: [${seeds.join(', ')}]\nepochs: ${epochs}`;
  });
  if (changed !== MODELS) throw new Error(`Table 1 has ${MODELS} models, and ${changed} were found.`);
  return models === MODELS ? short : firstModels(short, models);
}

/** @param {string} text @param {number} count */
function firstModels(text, count) {
  const names = [...text.matchAll(/^```train\nname: (\S+)$/gm)].map(([, name = '']) => name).slice(0, count);
  return text
    .replace(/^```train\nname: (\S+)\n[^`]*```\n/gm, (cell, name) => (names.includes(name) ? cell : ''))
    .replace(/^runs: \[.*\]$/m, `runs: [${names.join(', ')}]`);
}
