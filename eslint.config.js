// Lint rules; the import directions of docs/architecture.md are checked here, room by room.
import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

const ROOMS = [
  'errors',
  'elementary',
  'settings',
  'explain',
  'storage',
  'dataset',
  'local-models',
  'llm',
  'profiles',
  'embeddings',
  'losses',
  'backbones',
  'alignment',
  'training',
  'evaluation',
  'studies',
  'bench',
  'notebook',
  'engine',
  'views'
];

/** Which rooms of src/lib each room may import from, beside itself, errors, elementary and settings. */
const MAY_IMPORT = {
  errors: [],
  elementary: [],
  settings: [],
  explain: [],
  storage: [],
  dataset: ['storage'],
  'local-models': [],
  llm: ['local-models', 'storage'],
  profiles: ['local-models', 'llm', 'dataset', 'storage'],
  embeddings: ['local-models', 'llm', 'profiles', 'dataset', 'storage'],
  evaluation: ['dataset'],
  losses: [],
  backbones: ['losses', 'dataset'],
  alignment: ['losses', 'backbones', 'dataset'],
  training: ['losses', 'backbones', 'alignment', 'evaluation', 'dataset', 'storage'],
  studies: [
    'explain',
    'training',
    'losses',
    'evaluation',
    'backbones',
    'alignment',
    'embeddings',
    'profiles',
    'llm',
    'dataset',
    'storage'
  ],
  bench: ['training', 'losses', 'alignment', 'backbones', 'dataset'],
  notebook: [
    'local-models',
    'explain',
    'studies',
    'training',
    'evaluation',
    'backbones',
    'alignment',
    'embeddings',
    'profiles',
    'llm',
    'dataset',
    'storage'
  ],
  engine: [
    'local-models',
    'notebook',
    'bench',
    'studies',
    'training',
    'evaluation',
    'alignment',
    'embeddings',
    'profiles',
    'llm',
    'dataset',
    'storage'
  ],
  // Of alignments the names alone (below): how each is drawn.
  views: ['alignment', 'explain', 'engine', 'bench', 'notebook', 'storage']
};

// Patterns are regular expressions: in the gitignore style a leading # would start a comment.
function boundary(room) {
  const allowed = new Set([room, 'errors', 'elementary', 'settings', ...MAY_IMPORT[room]]);
  const forbidden = ROOMS.filter((other) => !allowed.has(other)).join('|');
  const patterns = [`^#lib/(${forbidden})/`, `^(\\.\\./)+(${forbidden})/`, '(^|/)routes/'];
  if (
    ['errors', 'elementary', 'settings', 'explain', 'storage', 'views', 'llm', 'profiles', 'embeddings'].includes(room)
  )
    patterns.push('^#kernels/(?!random/)');
  // The truth file of synthetic data has one door: studies/, for comparisons and figures (docs/bookshop.md).
  if (room !== 'studies' && room !== 'dataset') patterns.push('^#lib/dataset/truth$');
  if (!['studies', 'notebook'].includes(room)) patterns.push('^#lib/studies/truth$');
  if (room === 'views') patterns.push('^#lib/alignment/(?!names$)');
  const message = `src/lib/${room} may not import this: see docs/architecture.md.`;
  return {
    files: [`src/lib/${room}/**/*.{ts,svelte}`],
    rules: {
      'no-restricted-imports': ['error', { patterns: patterns.map((regex) => ({ regex, message })) }]
    }
  };
}

const PIPELINE = [
  'src/kernels/**/*.ts',
  ...ROOMS.filter((r) => !['views', 'engine'].includes(r)).map((r) => `src/lib/${r}/**/*.ts`)
];

/** What the language leaves to the engine: the same call gives other bits in another browser. `Math.sqrt` is exact everywhere. */
const ENGINE_DEPENDENT =
  'acos acosh asin asinh atan atan2 atanh cbrt cos cosh exp expm1 hypot log log10 log1p log2 pow sin sinh tan tanh'.split(
    ' '
  );
const ELEMENTARY =
  'Engines differ in the last bit of it: take it from src/lib/elementary (docs/architecture.md, “Numbers”).';
const ONE_DOOR =
  'Words from outside could move the cursor: src/cli/terminal.ts is the one place that writes to a terminal.';
/** Everything that makes numbers; pages may draw with `Math`, and tests may compare with it. */
const MAKES_NUMBERS = ['src/**/*.ts'];
const MAKES_NO_NUMBERS = ['src/lib/views/**', 'src/routes/**', '**/*.test.ts', '**/testing.ts', '**/testing/**'];

/** Every element of a spread is an argument, and arguments lie on the stack: a hundred thousand of them overflow it. */
const SPREAD_DATA = {
  selector:
    'CallExpression[callee.property.name=/^(push|unshift|splice|concat|of|max|min|hypot|fromCharCode|fromCodePoint)$/] > SpreadElement',
  message:
    'Data spread into arguments overflows the stack at about a hundred thousand: push in a loop, take largest or smallest from src/lib/elementary/extent.'
};
const TESTS = ['**/*.test.ts', '**/*.suite.ts', '**/testing.ts', '**/testing/**'];

export default ts.config(
  {
    ignores: [
      'build/',
      'dist/',
      '.svelte-kit/',
      'node_modules/',
      'public/',
      'test-results/',
      'playwright-report/',
      '**/*.as.ts' // AssemblyScript
    ]
  },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  { languageOptions: { globals: { ...globals.browser, ...globals.node } } },
  { files: ['**/*.svelte', '**/*.svelte.ts'], languageOptions: { parserOptions: { parser: ts.parser } } },
  {
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-undef': 'off',
      'no-console': 'error',
      'max-lines': ['error', { max: 400 }]
    }
  },
  { files: ['scripts/**', 'test/**', '*.config.*', '**/*.test.ts'], rules: { 'no-console': 'off' } },
  ...ROOMS.map(boundary),
  {
    files: ['src/kernels/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^#lib/(?!errors/|elementary/)|/lib/(?!errors/|elementary/)',
              message: 'Kernels know tensors, nothing of recommenders.'
            }
          ]
        }
      ]
    }
  },
  {
    files: PIPELINE,
    ignores: ['**/*.test.ts', '**/*.node.ts', '**/*.browser.ts'],
    rules: {
      'no-restricted-globals': ['error', 'window', 'document', 'localStorage']
    }
  },
  {
    files: ['src/**/*.{ts,svelte}'],
    ignores: TESTS,
    rules: { 'no-restricted-syntax': ['error', SPREAD_DATA] }
  },
  {
    files: MAKES_NUMBERS,
    ignores: MAKES_NO_NUMBERS,
    rules: {
      'no-restricted-properties': [
        'error',
        ...ENGINE_DEPENDENT.map((property) => ({ object: 'Math', property, message: ELEMENTARY })),
        ...['stdout', 'stderr'].map((property) => ({ object: 'process', property, message: ONE_DOOR }))
      ],
      'no-restricted-syntax': [
        'error',
        // Powers of two written as literals are exact in every engine (elementary/checksum.ts looks at all of them).
        {
          selector:
            "BinaryExpression[operator='**']:not([left.value=2][right.type='Literal']):not([left.value=2][right.argument.type='Literal'])",
          message: ELEMENTARY
        },
        { selector: "AssignmentExpression[operator='**=']", message: ELEMENTARY },
        SPREAD_DATA
      ]
    }
  },
  { files: ['src/cli/terminal.ts'], rules: { 'no-restricted-properties': 'off' } }
);
