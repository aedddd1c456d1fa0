// Values set from outside (`--set cell.key=value`): a copy of the document with other values, as if its text said so. Pure.
import { appError } from '#lib/errors/app-error';
import { setCellValue, withValue } from './edit';
import { suggestionFor } from './nearest';
import type { NotebookDocument } from './parse';
import { readYamlValue } from './yaml-block';

/**
 * @param overrides `cell.key` → YAML of one value
 * @throws AppError notebook/bad-override, notebook/no-such-cell
 */
export function withOverrides(
  document: NotebookDocument,
  overrides: Readonly<Record<string, string>> = {}
): NotebookDocument {
  return Object.entries(overrides).reduce((changed, [target, text]) => override(changed, target, text), document);
}

/** The same of a notebook's text, as if its author had written the values. @throws AppError notebook/bad-override, notebook/no-such-cell */
export const textWithOverrides = (text: string, overrides: Readonly<Record<string, string>>): string =>
  Object.entries(overrides).reduce((changed, [target, yaml]) => {
    const { name, key, value } = readOverride(target, yaml);
    return setCellValue(changed, name, key, value);
  }, text);

function readOverride(target: string, text: string): { name: string; key: string; value: unknown } {
  const [, name, key] = /^([^.]+)\.([^.]+)$/.exec(target) ?? [];
  const yaml = readYamlValue(text);
  if (name === undefined || key === undefined || 'type' in yaml) {
    throw appError('notebook/bad-override', { text: `${target}=${text}` });
  }
  return { name, key, value: yaml.value };
}

function override(document: NotebookDocument, target: string, text: string): NotebookDocument {
  const { name, key, value } = readOverride(target, text);
  if (!document.cells.some((cell) => cell.name === name)) {
    const names = document.cells.map((cell) => cell.name);
    throw appError('notebook/no-such-cell', { name, nearest: suggestionFor(name, names) });
  }
  const cells = document.cells.map((cell) =>
    cell.name === name
      ? { ...cell, source: withValue(cell.source, key, value), values: { ...cell.values, [key]: value } }
      : cell
  );
  const blocks = document.blocks.map((block) => {
    const changed = block.type === 'cell' ? cells.find((cell) => cell.name === block.cell.name) : undefined;
    return changed ? { type: 'cell' as const, cell: changed } : block;
  });
  return { ...document, cells, blocks };
}
