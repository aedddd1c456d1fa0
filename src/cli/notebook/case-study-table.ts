// A case study as the command line prints it: the one pair, then all pairs, then what they say.
import { printable } from '#lib/errors/printable';
import type { CaseStudyResult } from '#lib/notebook/kinds/case-study/stored';
import { metric, share, signed } from '#lib/studies/case-study/words';
import { count, interval, textTable } from './text-table';

/** Plain text of several lines: the pair, a table of all runs, and the sentences of the page. */
export function describeCaseStudy(study: CaseStudyResult): string {
  return [
    describePair(study),
    describePopulation(study),
    [...study.says, ...study.notes].map(printable).join('\n')
  ].join('\n\n');
}

const labelOf = ({ arms }: CaseStudyResult, arm: number): string => printable(arms[arm]?.label ?? '');

function describePair(study: CaseStudyResult): string {
  const { user, other, rule, distance, path, semantic, heldOut, relevance } = study.pair;
  const way = path.map(({ title }) => printable(title)).join(' – ');
  const persons = [user, other].flatMap(({ id, clicks, profile, shared }) => [
    `${printable(id)}, ${count(clicks)} training clicks${profile === null ? '' : `: ${printable(profile)}`}`,
    ...(shared.length > 0 ? [`  shared phrases: ${shared.map(printable).join(', ')}`] : [])
  ]);
  return [
    `users ${printable(user.id)} and ${printable(other.id)}: ${distance === null ? 'no way between them' : `${distance} hops apart`}${semantic === null ? '' : `, cosine of profiles ${metric(semantic)}`}${rule === null ? '' : `. ${printable(rule)}`}`,
    ...(way ? [`way: ${way}`] : []),
    `both hold out: ${heldOut.length > 0 ? heldOut.map(({ title }) => printable(title)).join('; ') : 'nothing'}`,
    ...persons,
    textTable([
      ['one pair', 'seed', 'cosine', 'rank among far users'],
      ...relevance.map(({ arm, seed, cosine, rank, of }) => [
        labelOf(study, arm),
        String(seed),
        metric(cosine),
        `${rank.toLocaleString('en-US')} of ${count(of)}`
      ])
    ])
  ].join('\n');
}

function describePopulation(study: CaseStudyResult): string {
  const { population, rows } = study;
  return textTable([
    [
      `${count(population.pairs)} pairs`,
      'seed',
      'rank before',
      'after',
      'closer',
      'mean',
      'median',
      'controls: before',
      'after',
      'closer',
      'mean',
      'median',
      'effect',
      '95 %',
      'above control'
    ],
    ...rows.map(({ arm, seed, against, pairs, controls, effect, interval95, exceeds }) => [
      arm === 0 ? `null: ${labelOf(study, 0)}` : labelOf(study, arm),
      arm === 0 ? `${against} → ${seed}` : String(seed),
      ...[pairs, controls].flatMap((side) => [
        metric(side.before),
        metric(side.after),
        share(side.closer),
        signed(side.mean),
        signed(side.median)
      ]),
      signed(effect),
      interval(interval95),
      share(exceeds)
    ])
  ]);
}
