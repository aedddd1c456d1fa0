// Which parts of the chat request a server takes. Servers that call themselves compatible differ: a job begins with everything
// and drops what is refused, once for all its requests. Pure.

export interface Dialect {
  /** How JSON is asked for: by schema, by JSON mode, or in words only. */
  readonly format: 'schema' | 'object' | 'text';
  readonly temperature: boolean;
  readonly seed: boolean;
  /** The name under which the limit of answer tokens goes; null: it is not sent. */
  readonly limit: 'max_completion_tokens' | 'max_tokens' | null;
}

export const mostCapable: Dialect = {
  format: 'schema',
  temperature: true,
  seed: true,
  limit: 'max_completion_tokens'
};

/** The dialect without what a refusal (status 400, 404 or 422) complains about; null where it names nothing that could go. */
export function simpler(dialect: Dialect, complaint: string): Dialect | null {
  if (/max_completion_tokens|max_tokens/.test(complaint) && dialect.limit) {
    return { ...dialect, limit: dialect.limit === 'max_completion_tokens' ? 'max_tokens' : null };
  }
  if (/\btemperature\b/.test(complaint) && dialect.temperature) return { ...dialect, temperature: false };
  if (/\bseed\b/.test(complaint) && dialect.seed) return { ...dialect, seed: false };
  if (/response_format|json_schema|json_object|structured|grammar/i.test(complaint)) {
    if (dialect.format === 'schema') return { ...dialect, format: 'object' };
    if (dialect.format === 'object') return { ...dialect, format: 'text' };
  }
  return null;
}
