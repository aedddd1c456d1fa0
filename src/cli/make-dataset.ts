// npm run make-dataset: writes the bundled data set again, byte for byte, or a variant of it into another folder.
import '#lib/errors/all';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { makeBookshop } from '#lib/dataset/synthetic/bookshop';
import { BOOKSHOP, type BookshopParameters } from '#lib/dataset/synthetic/parameters';
import { print, runCommand, say, sayLines } from './terminal';

const USAGE = `Usage: npm run make-dataset [-- --out DIR] [--seed N] [--interactions N] [--text-informativeness 0..1]
                                [--misclicks 0..1] [--popularity-clicks 0..1]
Without options it writes public/datasets/bookshop again.`;

/** What is wrong with the arguments. */
class BadOption extends Error {}

function numberOption(text: string | undefined, otherwise: number, name: string): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (Number.isFinite(value) && value >= 0) return value;
  throw new BadOption(`--${name} is "${text}", which is no number from 0 on.`);
}

function parse() {
  return parseArgs({
    options: {
      out: { type: 'string' },
      seed: { type: 'string' },
      interactions: { type: 'string' },
      'text-informativeness': { type: 'string' },
      misclicks: { type: 'string' },
      'popularity-clicks': { type: 'string' },
      help: { type: 'boolean' }
    }
  }).values;
}

function parametersOf(values: ReturnType<typeof parse>): BookshopParameters {
  const { seed, interactions, misclicks } = values;
  const { 'text-informativeness': texts, 'popularity-clicks': popularity } = values;
  return {
    ...BOOKSHOP,
    seed: numberOption(seed, BOOKSHOP.seed, 'seed'),
    interactions: numberOption(interactions, BOOKSHOP.interactions, 'interactions'),
    textInformativeness: numberOption(texts, BOOKSHOP.textInformativeness, 'text-informativeness'),
    misclicks: numberOption(misclicks, BOOKSHOP.misclicks, 'misclicks'),
    popularityClicks: numberOption(popularity, BOOKSHOP.popularityClicks, 'popularity-clicks')
  };
}

async function main(): Promise<number> {
  const values = parse();
  if (values.help) {
    print(USAGE);
    return 0;
  }
  let files: ReturnType<typeof makeBookshop>;
  try {
    files = makeBookshop(parametersOf(values));
  } catch (error) {
    if (!(error instanceof RangeError || error instanceof BadOption)) throw error;
    say(error.message);
    sayLines(USAGE);
    return 1;
  }
  const folder = resolve(values.out ?? 'public/datasets/bookshop');
  await mkdir(folder, { recursive: true });
  for (const [path, bytes] of files) {
    await writeFile(join(folder, path), bytes);
    print(`${join(folder, path)}  ${bytes.length} bytes`);
  }
  return 0;
}

runCommand(main);
