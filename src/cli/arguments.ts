// Arguments of commands: read as node:util reads them, with what is wrong as a line of ours.
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { appError } from '#lib/errors/app-error';

/** @throws AppError notebook/bad-argument */
export function parsedArguments<const Config extends ParseArgsConfig>(config: Config) {
  try {
    return parseArgs(config);
  } catch (error) {
    const reason = error instanceof Error ? error.message.split(/[.\n]/, 1)[0] : undefined;
    throw appError('notebook/bad-argument', { reason: reason ?? 'The arguments cannot be read' }, {}, error);
  }
}

/** "NAME=VALUE"s by name. @throws AppError notebook/bad-override */
export function namedValues(texts: readonly string[] = []): Readonly<Record<string, string>> {
  return Object.fromEntries(
    texts.map((text) => {
      const at = text.indexOf('=');
      if (at < 1) throw appError('notebook/bad-override', { text });
      return [text.slice(0, at), text.slice(at + 1)];
    })
  );
}
