// Structured log lines, and the one place where secrets are taken out of them. Whatever leaves this program as text for a
// person or a file goes through `redact` first.

export type LogLevel = 'info' | 'warn' | 'error';

export interface LogEntry {
  readonly level: LogLevel;
  readonly message: string;
  /** ISO time. */
  readonly time: string;
}

export type LogSink = (entry: LogEntry) => void;

const PATTERNS: readonly RegExp[] = [
  /\bsk-[A-Za-z0-9_-]{8,}/g, // OpenAI-style keys, also project keys (sk-proj-…)
  /\bBearer\s+[A-Za-z0-9._~+/=-]+/gi,
  /\b(api[-_]?key|authorization|token|secret)(["']?\s*[:=]\s*["']?)[^\s"',;&]+/gi
];

const REMOVED = '[removed]';

/** The text without anything that looks like a key, and without the given secrets. */
export function redact(text: string, secrets: readonly string[] = []): string {
  const withoutSecrets = secrets
    .filter((secret) => secret.length >= 4)
    .reduce((rest, secret) => rest.replaceAll(secret, REMOVED), text);
  return PATTERNS.reduce(
    (rest, pattern) =>
      rest.replace(pattern, (_match: string, name: unknown, separator: unknown) =>
        typeof name === 'string' && typeof separator === 'string' ? `${name}${separator}${REMOVED}` : REMOVED
      ),
    withoutSecrets
  );
}

/** A logger whose every line is redacted and stamped. */
export function createLog(
  sink: LogSink,
  now: () => Date = () => new Date()
): (level: LogLevel, message: string) => void {
  return (level, message) => sink({ level, message: redact(message), time: now().toISOString() });
}
