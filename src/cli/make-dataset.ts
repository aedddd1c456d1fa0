// npm run make-dataset: writes the bundled data set again, byte for byte, or a variant of it into another folder.
import '#lib/errors/all';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { makeBookshop } from '#lib/dataset/synthetic/bookshop';
import { BOOKSHOP, type BookshopParameters } from '#lib/dataset/synthetic/parameters';

const USAGE = `Usage: npm run make-dataset [-- --out DIR] [--seed N] [--interactions N] [--text-informativeness 0..1]
                                [--misclicks 0..1] [--popularity-clicks 0..1]
Without options it writes public/datasets/bookshop again.`;

function numberOption(text: string | undefined, otherwise: number, name: string): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (Number.isFinite(value) && value >= 0) return value;
  console.error(`--${name} is "${text}", which is no number from 0 on.\n${USAGE}`);
  process.exit(1);
}

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    seed: { type: 'string' },
    interactions: { type: 'string' },
    'text-informativeness': { type: 'string' },
    misclicks: { type: 'string' },
    'popularity-clicks': { type: 'string' },
    help: { type: 'boolean' }
  }
});
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}
const parameters: BookshopParameters = {
  ...BOOKSHOP,
  seed: numberOption(values.seed, BOOKSHOP.seed, 'seed'),
  interactions: numberOption(values.interactions, BOOKSHOP.interactions, 'interactions'),
  textInformativeness: numberOption(
    values['text-informativeness'],
    BOOKSHOP.textInformativeness,
    'text-informativeness'
  ),
  misclicks: numberOption(values.misclicks, BOOKSHOP.misclicks, 'misclicks'),
  popularityClicks: numberOption(values['popularity-clicks'], BOOKSHOP.popularityClicks, 'popularity-clicks')
};

function filesOf(): ReturnType<typeof makeBookshop> {
  try {
    return makeBookshop(parameters);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    console.error(`${error.message}\n${USAGE}`);
    process.exit(1);
  }
}

const files = filesOf();
const folder = resolve(values.out ?? 'public/datasets/bookshop');
await mkdir(folder, { recursive: true });
for (const [path, bytes] of files) {
  await writeFile(join(folder, path), bytes);
  console.log(`${join(folder, path)}  ${bytes.length} bytes`);
}
