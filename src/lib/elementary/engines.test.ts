// The promise of the room, kept in more than one engine: V8 here, and SpiderMonkey and JavaScriptCore where their shells are installed
// (Debian: libmozjs-102-dev, libjavascriptcoregtk-4.0-bin). Chromium's V8 has engines.browser.test.ts.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checksums } from './checksum';
import { EXPECTED, MANY } from './expected';

const folder = mkdtempSync(join(tmpdir(), 'elementary-'));
const script = join(folder, 'checksums.js');

/** The room as one script for a bare engine, which prints its checksums. */
beforeAll(async () => {
  await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      outDir: folder,
      lib: {
        entry: join(import.meta.dirname, 'checksum.ts'),
        formats: ['iife'],
        name: 'room',
        fileName: () => 'checksums.js'
      },
      rolldownOptions: { output: { footer: `print(room.checksums(${MANY}));` } }
    }
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a million arguments of each function give the recorded checksums in this engine', () => {
  expect(checksums(MANY)).toBe(EXPECTED);
});

const SHELLS = [
  { engine: 'SpiderMonkey', names: ['js102', 'js115', 'js128'] },
  { engine: 'JavaScriptCore', names: ['jsc', '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/jsc'] }
];

for (const { engine, names } of SHELLS) {
  test(`a million arguments of each function give the recorded checksums in ${engine}`, (context) => {
    const shell = names.find((name) => spawnSync(name, ['-e', '0'], { timeout: 20_000 }).error === undefined);
    if (shell === undefined)
      return context.skip(`${engine} is not installed here (none of ${names.join(', ')}): not compared.`);
    const { stdout, stderr } = spawnSync(shell, [script], { encoding: 'utf8', timeout: 55_000 });
    expect(stderr).toBe('');
    expect(stdout.trim()).toBe(EXPECTED);
  });
}
