// Writes a table as LaTeX: a tabular with the rules of the package booktabs. What it says is data, so that every sign of it is escaped. Pure.

const SIGNS: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '–': '--',
  '−': '$-$',
  '±': '$\\pm$',
  '·': '$\\cdot$'
};

/** Text as LaTeX shows it: none of it is a command. Control signs are left out. */
export const latexText = (text: string): string =>
  text.replace(/\p{Cc}+/gu, ' ').replace(/[\\~^–−±·]|[&%$#_{}]/gu, (sign) => SIGNS[sign] ?? `\\${sign}`);

export interface LatexTable {
  readonly caption: string;
  readonly columns: readonly string[];
  /** Cells of numbers are written by `latexSpread`; text by `latexText`. */
  readonly rows: readonly (readonly string[])[];
}

/** "0.1234 ± 0.0012" in mathematics, bold where it is the best of its column. Not a number is a dash. */
export function latexSpread(mean: number, sd: number | null, isBest: boolean): string {
  if (!Number.isFinite(mean)) return '--';
  const number = isBest ? `\\mathbf{${mean.toFixed(4)}}` : mean.toFixed(4);
  return sd === null ? `$${number}$` : `$${number} \\pm ${sd.toFixed(4)}$`;
}

/** The first column to the left, all others to the right. */
export function toLatex({ caption, columns, rows }: LatexTable): string {
  const line = (cells: readonly string[]) => `    ${cells.join(' & ')} \\\\`;
  return [
    '% Needs \\usepackage{booktabs}.',
    '\\begin{table}',
    '  \\centering',
    `  \\caption{${latexText(caption)}}`,
    `  \\begin{tabular}{l${'r'.repeat(Math.max(0, columns.length - 1))}}`,
    '    \\toprule',
    line(columns.map(latexText)),
    '    \\midrule',
    ...rows.map(line),
    '    \\bottomrule',
    '  \\end{tabular}',
    '\\end{table}',
    ''
  ].join('\n');
}
