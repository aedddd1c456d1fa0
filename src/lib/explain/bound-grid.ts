// At which batch sizes and temperatures the bound is shown, with the chosen ones among them.

const BATCHES = [2, 4, 8, 16, 32, 64, 128, 256, 512, 1024];
const TEMPERATURES = [0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2];

const withOne = (grid: readonly number[], one: number): readonly number[] =>
  [...new Set([...grid, one])].sort((a, b) => a - b);

export const batchGrid = (batch: number): readonly number[] => withOne(BATCHES, batch);

export const temperatureGrid = (temperature: number): readonly number[] => withOne(TEMPERATURES, temperature);
