// What every command does with its two outputs: results go to the standard output, what is said about the work goes to the error
// output, and nothing from outside (a file's words, a server's, an argument) reaches either with control signs in it. A reader of a pipe
// may leave before the end: the work goes on, and only what would have been printed is lost.
import { inspect } from 'node:util';
import { appError, toAppError } from '#lib/errors/app-error';
import { printable } from '#lib/errors/printable';

/** For lines that are drawn over (progress.ts): what is written here is used as it is. */
export const errorOutput = process.stderr;

/** A file's content, byte for byte. */
export const writeContent = (text: string): void => void process.stdout.write(text);

/** Lines of results; line ends are the caller's own, words in them have gone through `printable`. */
export const print = (text: string): void => void process.stdout.write(`${harmless(text)}\n`);

/** The same beside the results. */
export const sayLines = (text: string): void => void process.stderr.write(`${harmless(text)}\n`);

/** One line about the work. */
export const say = (line: string): void => sayLines(printable(line));

/** Every line by itself: what is left is the line ends. */
export const harmless = (text: string): string => text.split('\n').map(printable).join('\n');

/** Runs a command and ends with the code that `main` gives; 1 where it throws, or where the standard output could not be written. */
export function runCommand(main: () => Promise<number>): void {
  const lost: Error[] = [];
  process.stdout.on('error', (error) => {
    if (!isReaderGone(error)) lost.push(error);
  });
  // Nobody is left to be told.
  process.stderr.on('error', () => undefined);
  const failed = (error: unknown): number => {
    say(toAppError(error).toLine());
    if (process.env.RLMREC_DEBUG) sayLines(inspect(error));
    return 1;
  };
  main()
    .catch(failed)
    .then((code) => {
      // A pipe may be slower than we are; a failure is told after the call that failed.
      process.stdout.write('', () =>
        setImmediate(() => {
          const [error] = lost;
          process.exit(error ? failed(unwritten(error)) : code);
        })
      );
    });
}

const unwritten = ({ message }: Error) => appError('notebook/not-printed', { reason: message });
const isReaderGone = (error: Error): boolean => 'code' in error && error.code === 'EPIPE';
