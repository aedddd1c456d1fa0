// Declares a figure's numbers as a table, and writes it as CSV: what stands behind "Table" and "CSV" under every figure. Pure.

export type TableValue = string | number | null;

export interface DataTable {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly TableValue[])[];
}

/**
 * A spreadsheet runs text that starts like a formula. Titles and ids come from data that nobody checked, so such text
 * gets the apostrophe by which spreadsheets know plain text.
 */
function defused(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

function csvField(value: TableValue): string {
  if (value === null) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  const text = defused(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The table as CSV (RFC 4180): CRLF lines, full precision, quotes only where needed. */
export function toCsv(table: DataTable): string {
  return [table.columns, ...table.rows].map((row) => row.map(csvField).join(',') + '\r\n').join('');
}
