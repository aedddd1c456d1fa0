// A result as the command line prints it where nothing else is said of its kind: its named numbers, as lessons ask for them.
import { printable } from '#lib/errors/printable';
import { textTable } from './text-table';

/** @param heading over the names */
export function valuesTable(heading: string, values: Readonly<Record<string, number>>): string {
  const rows = Object.entries(values).map(([name, value]) => [printable(name), String(Number(value.toPrecision(5)))]);
  return textTable([[heading, ''], ...rows]);
}
