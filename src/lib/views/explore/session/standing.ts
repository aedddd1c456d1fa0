// How what can be chosen stands: whether it is stored, and where it was made, in words. Pure.
import type { Explorable, Standing } from '#lib/notebook/explore/explore-work';
import { elsewhereHelp, FROM_ELSEWHERE } from '../../text/elsewhere';
import type { Choice } from './runs';

/** Behind its name; empty where there is nothing to say. */
export function standingWords({ isStored, processor }: Standing): string {
  if (!isStored) return ' (not stored yet)';
  return processor === undefined ? '' : ` (${FROM_ELSEWHERE})`;
}

/** What of a choice was made elsewhere, by what it is there. */
export function elsewhereOf(
  explorable: Explorable,
  choice: Choice
): readonly { readonly what: string; readonly help: string }[] {
  const ofRun = (run: Choice['b']): Standing | undefined =>
    explorable.runs.find(({ cell }) => cell === run?.cell)?.seeds.find(({ seed }) => seed === run?.seed);
  const ofCell = (key: 'embeddings' | 'profiles'): Standing | undefined =>
    explorable[key].find(({ cell }) => cell === choice[key]);
  const chosen: readonly (readonly [string, Standing | undefined])[] = [
    ['Run A', ofRun(choice.a)],
    ['Run B', ofRun(choice.b)],
    ['Map of words', ofCell('embeddings')],
    ['Profiles', ofCell('profiles')]
  ];
  return chosen.flatMap(([what, standing]) =>
    standing?.processor === undefined ? [] : [{ what, help: elsewhereHelp([standing.processor]) }]
  );
}
