// Lint rules; the import directions of docs/architecture.md are checked here, room by room.
import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

/** What stands below every other room; of each other they know errors alone. */
const GROUND = ['errors', 'elementary', 'settings', 'work'];
const ROOMS = [
  ...GROUND,
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

/** Which rooms of src/lib each room may import from, beside itself and the ground floor. */
const MAY_IMPORT = {
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
    'backbones',
    'alignment',
    'embeddings',
    'profiles',
    'llm',
    'dataset',
    'storage'
  ],
  // Of the rooms behind the workers types alone, which weigh nothing, and what OF_THE_PIPELINE names.
  views: ['explain', 'engine', 'bench', 'notebook', 'storage']
};

/** Modules of the pipeline that are light enough for a page: names, words and limits without code that computes. */
const OF_THE_PIPELINE = ['alignment/names', 'backbones/presets', 'llm/cost/limits', 'llm/cost/prices'];

const TRUTH = '^#lib/dataset/truth$';
/** A type that one pattern lets through is not held against the others. */
const TRUTHS = '(dataset|studies)/truth';

// Patterns are regular expressions: in the gitignore style a leading # would start a comment.
function boundary(room) {
  const allowed = new Set([room, ...(GROUND.includes(room) ? ['errors'] : [...GROUND, ...MAY_IMPORT[room]])]);
  const forbidden = ROOMS.filter((other) => !allowed.has(other)).join('|');
  const among = room === 'views' ? `(?!(${OF_THE_PIPELINE.join('|')}|${TRUTHS})$)` : '';
  const values = [`^#lib/${among}(${forbidden})/`, `^(\\.\\./)+(${forbidden})/`];
  const anything = ['(^|/)(routes|cli)/'];
  if ([...GROUND, 'explain', 'storage', 'views', 'llm', 'profiles', 'embeddings'].includes(room))
    // Plain loops over arrays, which know no tensor; names of backends are words, not code.
    anything.push('^#kernels/(?!(random|svd)/|backend/choices$)');
  // The truth file of synthetic data has one door: studies/, for comparisons and figures (docs/bookshop.md).
  if (room !== 'studies' && room !== 'dataset') anything.push(TRUTH);
  if (!['studies', 'notebook'].includes(room)) anything.push('^#lib/studies/truth$');
  return restricted(
    `src/lib/${room}`,
    room === 'views' ? { values, anything } : { anything: [...values, ...anything] }
  );
}

/** @param values what only types may be imported from @param anything what nothing may be imported from */
function restricted(folder, { values = [], anything }) {
  const message = `${folder} may not import this: see docs/architecture.md.`;
  const patterns = [
    ...values.map((regex) => ({ regex, message, allowTypeImports: true })),
    ...anything.map((regex) => ({ regex, message }))
  ];
  return {
    files: [`${folder}/**/*.{ts,svelte}`],
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] }
  };
}

/** What stands outside the rooms. Pages show views; types may come from where they are defined. The command line is made of the pipeline. */
const OUTSIDE = [
  restricted('src/routes', {
    values: [`^#lib/(?!views/|errors/|${TRUTHS}$)`, '^#kernels/'],
    anything: ['(^|/)cli/', `^#lib/${TRUTHS}$`]
  }),
  restricted('src/cli', {
    anything: [
      '(^|/)routes/',
      '^#lib/views/(?!testing/|standalone/render\\.node$)',
      '^#lib/engine/(?!bundled-runs$)',
      TRUTH
    ]
  })
];

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
/** A name is imported from where it is defined: a module that passes others on hides who needs what, from readers and from these rules. */
const PASSED_ON = ['ExportAllDeclaration', 'ExportNamedDeclaration[declaration=null]'].map((selector) => ({
  selector,
  message: 'Import it from where it is defined (eslint.config.js, DOORS).'
}));
/** Modules that may pass others on: lists of code by name, what a page fetches as one, the types of a JavaScript file, the door to the truth file. */
const DOORS = [
  'src/kernels/workers/runner.ts',
  'src/lib/alignment/builders.ts',
  'src/lib/backbones/builders.ts',
  'src/lib/local-models/onnx-gpu.d.ts',
  'src/lib/studies/truth.ts',
  'src/lib/views/document/tools.ts',
  'src/lib/views/notebook/notebook-parts.ts',
  'src/lib/views/session/run-tools.ts'
];
// Powers of two written as literals are exact in every engine (elementary/checksum.ts looks at all of them).
const POWERS = [
  {
    selector:
      "BinaryExpression[operator='**']:not([left.value=2][right.type='Literal']):not([left.value=2][right.argument.type='Literal'])",
    message: ELEMENTARY
  },
  { selector: "AssignmentExpression[operator='**=']", message: ELEMENTARY }
];
/** One way to keep a member to its class, which holds at run time too. */
const OWN_MEMBERS = {
  selector: ":matches(PropertyDefinition, MethodDefinition, TSParameterProperty)[accessibility='private']",
  message: 'Write #name: one way to keep a member to its class, which holds at run time too.'
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
  ...OUTSIDE,
  {
    files: ['src/kernels/**/*.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^#lib/(?!errors/|elementary/|work/)|/lib/(?!errors/|elementary/|work/)',
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
    rules: { 'no-restricted-syntax': ['error', OWN_MEMBERS, SPREAD_DATA, ...PASSED_ON] }
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
      'no-restricted-syntax': ['error', ...POWERS, OWN_MEMBERS, SPREAD_DATA, ...PASSED_ON]
    }
  },
  { files: DOORS, rules: { 'no-restricted-syntax': ['error', ...POWERS, OWN_MEMBERS, SPREAD_DATA] } },
  { files: ['src/cli/terminal.ts'], rules: { 'no-restricted-properties': 'off' } },
  {
    files: ['test/e2e/*.spec.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: '@playwright/test',
              importNames: ['test'],
              message:
                'A button of a page that sleeps does nothing: take `test` from ./awake, whose loads end when the page is awake.'
            }
          ]
        }
      ]
    }
  }
);
