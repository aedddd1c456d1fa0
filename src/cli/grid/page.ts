// The grid as a Markdown page.
import type { Grid } from './results';

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

export function gridPage(grid: Grid): string {
  const aligned = [...new Set(Object.values(grid).flatMap(({ arms }) => Object.keys(arms)))].filter(
    (arm) => arm !== 'none'
  );
  const row = (name: string, { popularity, semanticOnly, arms }: Grid[string], key: 'all' | 'withoutNoise'): string => {
    const valueOf = (arm: string): number => mean((arms[arm] ?? []).map((score) => score[key]));
    const base = valueOf('none');
    const change = (arm: string): string => {
      const value = valueOf(arm);
      const relative = (100 * (value - base)) / base;
      return `${value.toFixed(4)} (${relative >= 0 ? '+' : '−'}${Math.abs(relative).toFixed(1)} %)`;
    };
    return `| ${name} | ${popularity[key].toFixed(4)} | ${semanticOnly[key].toFixed(4)} | ${base.toFixed(4)} | ${aligned.map(change).join(' | ')} |`;
  };
  const table = (key: 'all' | 'withoutNoise'): string =>
    [
      `| variant | popularity | semantic only | LightGCN | ${aligned.map((arm) => `+ ${arm}`).join(' | ')} |`,
      `|---|---|---|---|${aligned.map(() => '---|').join('')}`,
      ...Object.entries(grid).map(([name, result]) => row(name, result, key))
    ].join('\n');
  const seeds = [...new Set(Object.values(grid).flatMap((result) => result.seeds))].join(', ');
  return `# What alignment does as the bookshop changes

Made by \`npm run grid\`. Test recall@20, all-rank, training items masked, mean over seeds ${seeds}; template profiles, LSA with
128 dimensions, preset \`small\`, wasm. One respect is changed at a time; the others are as bundled
([bookshop.md](bookshop.md)). Few seeds and one drawn shop each: differences of about one percent say nothing. Harm is shown
as gain is.

## All held-out clicks

${table('all')}

## Without held-out noise clicks

${table('withoutNoise')}
`;
}
