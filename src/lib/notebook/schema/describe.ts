// The schemas as Markdown tables, for docs/notebook-format.md: what the program checks and what the page says are one.
import { KIND_DESCRIPTIONS } from '../kinds/descriptions';
import type { FieldSchema } from './types';

/** One section a kind of cell. */
export function schemaMarkdown(): string {
  return KIND_DESCRIPTIONS.map(({ kind, title, help, fields }) => {
    const rows = fields.map(
      (field) => `| \`${field.key}\` | ${valueOf(field)} | ${defaultOf(field)} | ${aboutOf(field)} |`
    );
    return [
      `### \`${kind}\`: ${title.toLowerCase()}`,
      '',
      help,
      '',
      '| key | value | default | |',
      '| --- | --- | --- | --- |',
      ...rows
    ].join('\n');
  }).join('\n\n');
}

function valueOf(field: FieldSchema): string {
  const range =
    field.min !== undefined && field.max !== undefined
      ? ` ${field.min} … ${field.max}${field.unit ? ` ${field.unit}` : ''}`
      : '';
  switch (field.type) {
    case 'choice':
      return (field.options ?? []).map((option) => `\`${option}\``).join(', ');
    case 'choices':
      return `list of ${(field.options ?? []).map((option) => `\`${option}\``).join(', ')}`;
    case 'cell':
      return `${/^[aeiou]/.test(field.cellKind ?? '') ? 'an' : 'a'} \`${field.cellKind ?? ''}\` cell`;
    case 'cells':
      return `list of \`${field.cellKind ?? ''}\` cells`;
    case 'axes':
      return '`CELL.KEY` with a list, or `{from, to, steps, scale}`';
    case 'expectations':
      return '`NOTEBOOK/CELL` with a list like `[con > base]`';
    case 'integers':
      return `list of whole numbers${range}`;
    case 'numbers':
      return `list of numbers${range}`;
    case 'integer':
      return `whole number${range}`;
    case 'number':
      return `number${range}`;
    case 'boolean':
      return '`true`, `false`';
    case 'text':
      return 'text';
  }
}

function defaultOf(field: FieldSchema): string {
  if (field.required) return '_required_';
  if (field.default === undefined) return '–';
  return Array.isArray(field.default) ? `\`[${field.default.join(', ')}]\`` : `\`${String(field.default)}\``;
}

function aboutOf({ help, appliesTo, defaultBy }: FieldSchema): string {
  const only = appliesTo ? ` Only with \`${appliesTo.key}\`: ${appliesTo.values.join(', ')}.` : '';
  const by = defaultBy ? ` Its default goes by \`${defaultBy.key}\`: ${Object.keys(defaultBy.values).join(', ')}.` : '';
  return `${help}${by}${only}`.replaceAll('|', '\\|');
}
