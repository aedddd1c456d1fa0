// A copy of the program with modules of a reader's own in it, in a folder that git and the linters ignore: it has a package.json with the
// names of imports (#lib/…), so that everything in it imports from the copy. Rooms that ask nothing of backbones and alignments are links.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import ts from 'typescript';
import { applyChange, type OwnModule } from './page';

const ROOT = resolve('.');
/** Rooms that ask something of them. */
const ASKING = ['alignment', 'backbones', 'training', 'studies', 'notebook'];
/** Rooms above those, which a terminal does without. */
const LEFT_OUT = ['bench', 'engine', 'views'];
const COPIED = [...ASKING.map((room) => `src/lib/${room}`), 'src/cli/notebook'];
const LINKED = [
  'src/kernels',
  'src/cli/backend.ts',
  ...readdirSync('src/lib').flatMap((room) => ([...ASKING, ...LEFT_OUT].includes(room) ? [] : [`src/lib/${room}`]))
];

export interface ProgramCopy {
  /** A file of the copy, by its path from the root of the repository. */
  path(file: string): string;
  /** What the compiler says of these files, as the project is compiled. */
  check(files: readonly string[]): string[];
  remove(): void;
}

export function copyWith(modules: readonly OwnModule[]): ProgramCopy {
  const [files, changes] = [modules.flatMap((own) => own.files), modules.flatMap((own) => own.changes)];
  mkdirSync(join(ROOT, 'test-results'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, 'test-results', 'own-'));
  const path = (file: string): string => join(folder, file);
  cpSync('package.json', path('package.json'));
  for (const from of COPIED)
    cpSync(from, path(from), { recursive: true, filter: (file) => !file.endsWith('.test.ts') });
  for (const from of LINKED) symlinkSync(join(ROOT, from), path(from));
  for (const change of changes)
    writeFileSync(path(change.path), applyChange(readFileSync(change.path, 'utf8'), change));
  for (const file of files) {
    mkdirSync(dirname(path(file.path)), { recursive: true });
    writeFileSync(path(file.path), file.text);
  }
  return {
    path,
    check: (wanted) => problemsOf(wanted.map(path)),
    remove: () => rmSync(folder, { recursive: true, force: true })
  };
}

function problemsOf(files: readonly string[]): string[] {
  const config = ts.getParsedCommandLineOfConfigFile(
    'tsconfig.json',
    { noEmit: true },
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
        throw new Error(ts.flattenDiagnosticMessageText(messageText, '\n'));
      }
    }
  );
  if (!config) throw new Error('There is no tsconfig.json');
  const program = ts.createProgram([...files], config.options);
  return files.flatMap((file) => {
    const source = program.getSourceFile(file);
    if (!source) return [`${file} is missing`];
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
      ({ messageText, start = 0 }) =>
        `${file}:${source.getLineAndCharacterOfPosition(start).line + 1}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`
    );
  });
}
