// What the benchmark needs beside us, and what its files may be. Its code alone carries these (errors/bench.ts): the engine has no use for
// them.
export const benchErrors = {
  'bench/no-torch': (d: { tried: readonly string[] }) => ({
    message: `No Python with PyTorch was found (tried: ${d.tried.join(', ')}).`,
    cure: 'On Debian: apt-get install --no-install-recommends python3-torch; elsewhere: pip install torch. PYTHON=/path/to/python names another one. Without --torch the benchmark needs neither.'
  }),
  'bench/torch-failed': (d: { said: string }) => ({
    message: `The steps in PyTorch failed: ${d.said || 'it said nothing'}.`,
    cure: 'Run the benchmark without --torch, or bench/torch_steps.py on the folder torch-case by itself to see more.'
  }),
  'bench/not-a-report': (d: { file: string; reason: string }) => ({
    message: `${d.file} is no measurement: ${d.reason}.`,
    cure: 'Choose a file that this page wrote (Download JSON), or bench.json of npm run bench.'
  }),
  'bench/older-report': (d: { file: string }) => ({
    message: `${d.file} is a measurement of an earlier program, whose yardsticks were too short to be set beside today's.`,
    cure: 'Measure once more with this version.'
  }),
  'bench/newer-report': (d: { file: string }) => ({
    message: `${d.file} is a measurement of a newer program than this one.`,
    cure: 'Reload the page, or open the file where that version runs.'
  })
};
