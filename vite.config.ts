// The app build: SvelteKit, prerendered to static files. The command line has its own config (vite.cli.config.ts).
import { sveltekit } from '@sveltejs/kit/vite';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { encoderFiles } from './scripts/encoder-files.mjs';
import { wasmOperators } from './scripts/wasm-operators.mjs';

// One value for page and worker of a build: they must not meet those of another.
const build = `${process.env.npm_package_version ?? '0'}-${Date.now().toString(36)}`;

export default defineConfig({
  define: { __RLMREC_BUILD__: JSON.stringify(build) },
  plugins: [sveltekit(), wasmOperators(), encoderFiles()],
  // What the library of local models imports is never used (local-models/runtime.ts gives it a runtime): the plain build, which goes out
  // anyway. The one that computes on WebGPU is asked for as "#onnx-gpu" (package.json).
  resolve: {
    alias: [
      { find: /^onnxruntime-web\/webgpu$/, replacement: 'onnxruntime-web/wasm' },
      // Links stay as they are written (views/document/markdown.ts), so what would look for bare addresses need not come along.
      {
        find: /^linkify-it$/,
        replacement: fileURLToPath(new URL('src/lib/views/document/no-linkify.ts', import.meta.url))
      },
      {
        find: /^\.\.\/wasm-out\/tfjs-backend-wasm-threaded-simd(\.worker)?\.js$/,
        replacement: fileURLToPath(new URL('src/kernels/backend/no-threads.ts', import.meta.url))
      }
    ]
  },
  worker: { format: 'es', plugins: () => [wasmOperators(), encoderFiles()] },
  // What a part imports is found as it is fetched: the names of all files behind every part that may be asked for later would weigh two
  // kilobytes in each page's first load.
  build: { target: 'es2022', modulePreload: false },
  environments: {
    client: {
      build: {
        rolldownOptions: {
          output: {
            // What the header imports every page imports: one file, not ten, each with its own compression and request.
            // So are small parts that always come together: what every chart is drawn with, what every table of results is made of, what
            // learning curves and what words are shown with, and what every page with cells shows of work.
            codeSplitting: {
              groups: [
                {
                  name: 'every-page',
                  test: /views[\\/]shell[\\/]((SiteHeader|ErrorNote)\.svelte|when-used\.ts)$/,
                  priority: 3
                },
                {
                  name: 'charts',
                  test: /views[\\/](charts[\\/](ChartFrame\.svelte|Figure\.svelte|TakeMenu\.svelte|take-from\.ts|chart-size\.ts|scale\.ts|arm-style\.ts|axis-titles\.ts)|shell[\\/]ArmSwatch\.svelte)$/,
                  priority: 2
                },
                {
                  name: 'tables',
                  test: /views[\\/](shell[\\/](CaptionedTable\.svelte|ScrollBox\.svelte|table-column\.ts)|glossary[\\/]TermLink\.svelte)$/,
                  priority: 2
                },
                {
                  // A group takes what its parts import, unless another has it: this every other one imports.
                  name: 'common',
                  test: /views[\\/](text[\\/]format|guide[\\/]hooks)\.ts$|elementary[\\/]extent\.ts$/,
                  priority: 2
                },
                {
                  // Of a few lines each, and every page with cells has them all.
                  name: 'small',
                  test: /views[\\/](document[\\/]prepared|session[\\/]interrupted-run|charts[\\/]save-file|kept[\\/]kept-ids|outputs[\\/](metric-columns|compare[\\/](is-arm-grid|grid-styles)))\.ts$|work[\\/]turns\.ts$|browser[\\/]browser-storage\.ts$/,
                  priority: 2
                },
                {
                  name: 'curves',
                  test: /views[\\/](charts[\\/](LineChart\.svelte|learning-curves\.ts)|outputs[\\/]TrainCurves\.svelte)$/,
                  priority: 1
                },
                {
                  name: 'words',
                  test: /views[\\/](outputs[\\/](Profiles|Embeddings)Output\.svelte|shell[\\/]ProfileCard\.svelte)$/,
                  priority: 1
                },
                {
                  name: 'work',
                  test: /views[\\/](document[\\/]load-tools\.ts|shell[\\/]Progress\.svelte)$/,
                  priority: 1
                }
              ]
            }
          }
        }
      }
    }
  },
  optimizeDeps: {
    include: [
      '@tensorflow/tfjs-core',
      '@tensorflow/tfjs-backend-cpu',
      '@tensorflow/tfjs-backend-wasm',
      '@tensorflow/tfjs-backend-webgpu'
    ]
  }
});
