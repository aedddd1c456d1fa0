// npm run parity -- DIR [--backend cpu|wasm|webgpu …]: checks the implementation against a folder of numbers recorded from
// the official code (format: test/golden/README.md). One line a file and case, totals last; exit code 1 on a failure.
import '#lib/errors/all';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { toAppError } from '#lib/errors/app-error';
import { printable } from '#lib/errors/printable';
import { startCommandLineBackend, workersFor } from './backend';
import { describeLine, runParity, summarise, TOLERANCES, type ParityLine } from './parity/run';
import { print, runCommand, sayLines } from './terminal';

const BACKENDS = ['cpu', 'wasm', 'webgpu'] as const;
const USAGE = 'Usage: npm run parity -- DIR [--backend cpu|wasm|webgpu] (several allowed; all three by default)';

const isSkipped = (line: ParityLine): boolean => line.outcome === 'skipped';

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { backend: { type: 'string', multiple: true }, help: { type: 'boolean' } }
  });
  const [folder] = positionals;
  const asked = values.backend ?? [...BACKENDS];
  const chosen = BACKENDS.filter((name) => asked.includes(name));
  if (values.help || !folder || chosen.length !== asked.length) {
    sayLines(USAGE);
    return values.help ? 0 : 1;
  }
  const read = async (file: string): Promise<unknown> =>
    JSON.parse(await readFile(join(resolve(folder), file), 'utf8'));

  const lines: ParityLine[] = [];
  for (const name of chosen) {
    let info;
    try {
      info = await startCommandLineBackend(name, workersFor(1));
    } catch (error) {
      // Asked for by name it has to start; among the default three a machine without it skips it and says so.
      const reason = toAppError(error).message;
      if (values.backend) throw error;
      lines.push({ name, outcome: 'skipped', reason });
      print(`skipped ${name}: ${printable(reason)}`);
      continue;
    }
    print(`${info.name} (${printable(info.adapter)})`);
    // What has no implementation has none on any backend: said and counted once.
    const seen = new Set(lines.filter(isSkipped).map((line) => line.name));
    const isNews = (line: ParityLine): boolean => !(isSkipped(line) && seen.has(line.name));
    const report = (line: ParityLine): void => {
      if (isNews(line)) print(`  ${printable(describeLine(line))}`);
    };
    for (const one of (await runParity(read, TOLERANCES[name], report)).filter(isNews)) lines.push(one);
  }
  print(summarise(lines));
  return lines.some((line) => line.outcome === 'failed') ? 1 : 0;
}

runCommand(main);
