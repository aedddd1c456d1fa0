// npm run make-profiles: profiles of the bundled data by a language model, in one command with any endpoint. With --print it shows some of
// them instead, of any generator. Exit codes: 0 done, 1 a failure (one line says which), 130 cancelled.
import '#lib/errors/all';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { openAnswersFolder } from '#lib/storage/folder/answers-folder.node';
import { openFolderStore } from '#lib/storage/folder/folder.node';
import { abortedByInterrupt, CANCELLED } from './interrupt';
import { HELP, readMakeArguments } from './make-profiles/arguments';
import { asMarkdown, linesOf, makeProfiles, profilesNotebook, provenanceOf, someOf } from './make-profiles/make';
import { llmFromEnvironment } from './notebook/llm-environment';
import { ProgressLines } from './notebook/progress';
import { openSource } from './notebook/sources';
import { errorOutput, print, runCommand, say } from './terminal';

/** Whole, or not at all. */
async function writeWhole(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.part`, text);
  await rename(`${file}.part`, file);
}

async function main(): Promise<number> {
  const asked = readMakeArguments(process.argv.slice(2));
  if (asked === null) {
    print(HELP.trimEnd());
    return 0;
  }
  const document = profilesNotebook(asked.source, asked.overrides);
  const here = process.env.INIT_CWD ?? process.cwd();
  const program = resolve(process.argv[1] ?? '');
  const bundled = join(dirname(program), '..', '..', 'public', 'datasets');
  const store = resolve(here, asked.store);
  const progress = new ProgressLines(errorOutput);
  const signal = abortedByInterrupt('what was answered', () => progress.clear());
  const made = await makeProfiles(document, {
    store: await openFolderStore(store),
    openSource: (source) => openSource(source, join(here, 'make-profiles'), bundled, signal),
    device: { backend: 'none', adapter: 'none' },
    llm: llmFromEnvironment(await openAnswersFolder(store), asked.limits, asked.prices),
    onEvent: (event) => progress.handle(event),
    signal
  }).finally(() => progress.clear());
  if (made === null) return CANCELLED;
  if (asked.print > 0) for (const sample of someOf(made, asked.print)) print(asMarkdown(sample));
  if (asked.out !== null) {
    const out = resolve(here, asked.out);
    const provenance = `${JSON.stringify(provenanceOf(made), null, 2)}\n`;
    await writeWhole(out.replace(/(?:\.jsonl)?$/u, '.provenance.json'), provenance);
    await writeWhole(out, linesOf(made));
    say(`Written to ${out}`);
  }
  return 0;
}

runCommand(main);
