// Test projects: `node` (plain logic and operators on cpu and wasm) with `node alone` (*.alone.test.ts, a process each), and `browser`
// (operators on WebGPU, storage and components in a real Chromium: *.browser.test.ts). End-to-end tests of pages are Playwright's
// (playwright.config.ts).
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumArguments } from './scripts/chromium.mjs';
import { encoderFiles } from './scripts/encoder-files.mjs';
import { oneTfjs } from './scripts/one-tfjs.mjs';
import { wasmOperators } from './scripts/wasm-operators.mjs';

const NODE = ['src/**/*.test.ts', 'test/**/*.test.ts', 'scripts/**/*.test.ts'];
const NOT_NODE = ['**/*.browser.test.ts', 'test/e2e/**'];
/** `expect.poll` says what comes about, not how soon: a busy machine may take its time. */
const WAIT = { poll: { timeout: 30_000, interval: 20 } };
/** Files that need a process of their own. */
const ALONE = '**/*.alone.test.ts';

const onNode = (
  name: string,
  files: { readonly include: string[]; readonly exclude?: string[]; readonly isolate?: boolean }
) => ({
  plugins: [oneTfjs(), wasmOperators()],
  test: {
    name,
    setupFiles: ['test/setup.ts'],
    environment: 'node' as const,
    expect: WAIT,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    ...files
  }
});

export default defineConfig({
  test: {
    projects: [
      // Most files share processes, and with them what they import: loading the program for each would take longer than the tests.
      onNode('node', { include: NODE, exclude: [...NOT_NODE, ALONE], isolate: false }),
      onNode('node alone', { include: [ALONE] }),
      {
        plugins: [svelte(), wasmOperators(), encoderFiles()],
        resolve: { alias: { '$app/paths': fileURLToPath(new URL('scripts/no-site.mjs', import.meta.url)) } },
        optimizeDeps: {
          include: [
            '@tensorflow/tfjs-core',
            '@tensorflow/tfjs-backend-cpu',
            '@tensorflow/tfjs-backend-wasm',
            '@tensorflow/tfjs-backend-webgpu',
            'wink-nlp',
            'wink-eng-lite-web-model',
            '@huggingface/transformers',
            'onnxruntime-web/wasm',
            'onnxruntime-web/webgpu'
          ]
        },
        test: {
          name: 'browser',
          // One page for all files, and with it what they import.
          isolate: false,
          setupFiles: ['test/setup.ts'],
          include: ['src/**/*.browser.test.ts', 'test/**/*.browser.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          expect: WAIT,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { executablePath: process.env.CHROMIUM_PATH, args: chromiumArguments }
            }),
            instances: [{ browser: 'chromium' }]
          }
        }
      }
    ]
  }
});
