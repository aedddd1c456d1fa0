// npm run make-dataset: writes the bundled data set again, byte for byte, or a variant of it into another folder.
import '#lib/errors/all';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { makeBookshop } from '#lib/dataset/synthetic/bookshop';
import { BOOKSHOP, SHOP_FIELDS, type BookshopParameters } from '#lib/dataset/synthetic/parameters';
import { print, runCommand, say, sayLines } from './terminal';

/** What is wrong with the arguments. */
class BadOption extends Error {}

function numberOption(text: string, name: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value >= 0) return value;
  throw new BadOption(`--${name} is "${text}", which is no number from 0 on.`);
}

/** Options are the generator's parameters: "textInformativeness" is --text-informativeness. */
const OPTIONS = new Map(
  SHOP_FIELDS.map(({ parameter }) => [parameter.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`), parameter])
);

const parse = () =>
  parseArgs({
    options: {
      ...Object.fromEntries([...OPTIONS.keys()].map((name) => [name, { type: 'string' } as const])),
      out: { type: 'string' },
      help: { type: 'boolean' }
    }
  }).values;

function parametersOf(values: Readonly<Record<string, unknown>>): BookshopParameters {
  const given = [...OPTIONS].flatMap(([name, parameter]) => {
    const text = values[name];
    return typeof text === 'string' ? [[parameter, numberOption(text, name)] as const] : [];
  });
  return { ...BOOKSHOP, ...Object.fromEntries(given) };
}

const USAGE = `Usage: npm run make-dataset [-- --out DIR] ${[...OPTIONS.keys()].map((name) => `[--${name} N]`).join(' ')}
Without options it writes public/datasets/bookshop again.`;

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
