// What the benchmark needs beside us. Its code alone carries these (errors/bench.ts): the engine has no use for them.
export const benchErrors = {
  'bench/no-torch': (d: { tried: readonly string[] }) => ({
    message: `No Python with PyTorch was found (tried: ${d.tried.join(', ')}).`,
    cure: 'On Debian: apt-get install --no-install-recommends python3-torch; elsewhere: pip install torch. PYTHON=/path/to/python names another one. Without --torch the benchmark needs neither.'
  }),
  'bench/torch-failed': (d: { said: string }) => ({
    message: `The steps in PyTorch failed: ${d.said || 'it said nothing'}.`,
    cure: 'Run the benchmark without --torch, or bench/torch_steps.py on the folder torch-case by itself to see more.'
  })
};
