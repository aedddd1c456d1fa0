// Values set from outside (`--set cell.key=value`): a copy of the document with other values, as if its text said so. Pure.
import { appError } from '#lib/errors/app-error';
import { withValue } from './edit';
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

function override(document: NotebookDocument, target: string, text: string): NotebookDocument {
  const [, name, key] = /^([^.]+)\.([^.]+)$/.exec(target) ?? [];
  const yaml = readYamlValue(text);
  if (name === undefined || key === undefined || 'type' in yaml) {
    throw appError('notebook/bad-override', { text: `${target}=${text}` });
  }
  if (!document.cells.some((cell) => cell.name === name)) {
    const names = document.cells.map((cell) => cell.name);
    throw appError('notebook/no-such-cell', { name, nearest: suggestionFor(name, names) });
  }
  const { value } = yaml;
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
