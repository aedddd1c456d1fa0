// The command line: the same source as the tab, bundled for Node. tfjs does not resolve as plain ES modules in Node,
// so it is bundled too; the banner gives it the `require` and `__dirname` that its Node paths expect.
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { wasmOperators } from './scripts/wasm-operators.mjs';

export default defineConfig({
  publicDir: false,
  resolve: { alias: { '$app/paths': fileURLToPath(new URL('scripts/no-site.mjs', import.meta.url)) } },
  // Components are drawn for `--html` (src/lib/views/standalone/render.node.ts), and their styles come with what is drawn.
  plugins: [svelte({ compilerOptions: { css: 'injected' } }), wasmOperators()],
  build: {
    ssr: true,
    outDir: 'dist/cli',
    emptyOutDir: true,
    target: 'node20',
    rollupOptions: {
      input: {
        notebook: 'src/cli/notebook.ts',
        parity: 'src/cli/parity.ts',
        'make-dataset': 'src/cli/make-dataset.ts',
        'make-profiles': 'src/cli/make-profiles.ts',
        bench: 'src/cli/bench.ts',
        'import-bench': 'src/cli/import-bench.ts',
        'linear-bench': 'src/cli/linear-bench.ts',
        'bundle-runs': 'src/cli/bundle-runs.ts'
      },
      output: {
        format: 'es',
        banner:
          "import { createRequire as __createRequire } from 'node:module';\n" +
          "import { fileURLToPath as __fileURLToPath } from 'node:url';\n" +
          'const require = __createRequire(import.meta.url);\n' +
          "const __filename = __fileURLToPath(import.meta.url);\nconst __dirname = __fileURLToPath(new URL('.', import.meta.url));\n"
      }
    }
  },
  ssr: { noExternal: [/@tensorflow\//, 'seedrandom'], external: ['webgpu'] }
});
