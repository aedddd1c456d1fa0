import adapter from '@sveltejs/adapter-static';
import { withOfflineFiles } from './scripts/offline-files.mjs';

/** @type {import('@sveltejs/kit').Config} */
export default {
  // A page names the classes of fifty components: seven letters each would weigh a kilobyte of its first load. Four tell them apart.
  compilerOptions: { cssHash: ({ hash, css }) => `s${hash(css).slice(0, 4)}` },
  kit: {
    adapter: withOfflineFiles(adapter({ pages: 'build', assets: 'build', strict: true }), 'build'),
    // Registered once a page is quiet, and not while developing (src/routes/+layout.svelte).
    serviceWorker: { register: false },
    files: { assets: 'public', lib: 'src/lib', routes: 'src/routes' },
    // Small style sheets stand in the page: a dozen files of a few hundred bytes cost more, each with its own compression and request.
    inlineStyleThreshold: 10240,
    // Relative links let one build work at `/` and under any sub-path.
    paths: { relative: true },
    // What may run and be shown, as a meta tag with the hashes of the build's own inline scripts. Where the page may
    // connect to is written by src/boot.js from the reader's endpoint. docs/security.md says more.
    csp: {
      mode: 'hash',
      directives: {
        'default-src': ['self'],
        'script-src': ['self', 'wasm-unsafe-eval'],
        'worker-src': ['self', 'blob:'],
        'style-src': ['self', 'unsafe-inline'],
        'img-src': ['self', 'data:', 'blob:'],
        'font-src': ['self', 'data:'],
        'connect-src': ['*'],
        'object-src': ['none'],
        'base-uri': ['self'],
        'form-action': ['none'],
        'manifest-src': ['self']
      }
    },
    typescript: {
      config: (config) => {
        config.include.push('../test/**/*.ts', '../scripts/**/*.ts', '../*.config.ts');
        // AssemblyScript: other types, another compiler (scripts/wasm-operators.mjs).
        config.exclude.push('../src/**/*.as.ts');
        // The service worker is checked with everything else: it declares what it uses of its scope.
        config.exclude = config.exclude.filter((/** @type {string} */ path) => path !== '../src/service-worker.ts');
        return config;
      }
    }
  }
};
