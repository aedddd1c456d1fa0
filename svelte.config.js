import adapter from '@sveltejs/adapter-static';

/** @type {import('@sveltejs/kit').Config} */
export default {
  kit: {
    adapter: adapter({ pages: 'build', assets: 'build', strict: true }),
    files: { assets: 'public', lib: 'src/lib', routes: 'src/routes' },
    // Relative links let one build work at `/` and under any sub-path.
    paths: { relative: true },
    typescript: {
      config: (config) => {
        config.include.push('../test/**/*.ts', '../scripts/**/*.ts', '../*.config.ts');
        return config;
      }
    }
  }
};
