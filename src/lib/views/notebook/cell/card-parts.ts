// What the card behind a result's numbers says, as titled lists of names and values. Pure.
import { sameBits } from '#lib/notebook/results/repeatability';
import type { ShownRecord } from '../../results/shown-results';
import { elsewhereHelp, FROM_ELSEWHERE } from '../../text/elsewhere';
import { formatDate, formatDuration, formatNumber } from '../../text/format';

export interface CardPart {
  readonly title: string;
  readonly help: string;
  readonly rows: readonly (readonly [name: string, value: string])[];
}

/** What a card's environment says already. */
const OF_ENVIRONMENT: readonly string[] = ['made', 'work', 'device'];

const show = (value: string | number | boolean): string =>
  typeof value === 'number' ? formatNumber(value, 6) : String(value);

/** The protocol, the treatment, the environment, and the artifact; the last alone where a result has no card. */
export function cardParts({ record, created, backend, adapter }: ShownRecord): readonly CardPart[] {
  const { id, digest, revisions, seconds, card, elsewhere } = record;
  /** Of the code, as the record has them. */
  const code = Object.entries(revisions ?? {})
    .map(([kind, revision]) => `${kind} ${revision}`)
    .join(', ');
  const artifact: CardPart = {
    title: 'Artifact',
    help: 'What this result is: the hash of its settings and inputs, and of its bytes.',
    rows: [
      ['id', id],
      ['digest', digest],
      ...(elsewhere ? [[FROM_ELSEWHERE, elsewhereHelp(elsewhere)] as const] : []),
      ['revisions', code || 'the first of each kind'],
      ['made', formatDate(created)],
      ['work', formatDuration(seconds)],
      ['device', [backend, adapter].filter(Boolean).join(' · ')]
    ]
  };
  if (!card) return [artifact];
  const { protocol, treatment, environment } = card;
  const bits = sameBits(environment.backend, environment.adapter);
  return [
    {
      title: 'Protocol',
      help: 'Must be equal before two numbers may be compared.',
      rows: [
        ['data set', protocol.dataset],
        ...(protocol.splits?.map(({ seed, hash }) => [`split of seed ${seed}`, hash] as const) ?? [
          ['split', protocol.splitHash] as const
        ]),
        ['candidates', protocol.candidates],
        ['masking', protocol.masking],
        ['cut-offs', protocol.cutoffs.join(', ')],
        ['metrics', protocol.metrics.join(', ')]
      ]
    },
    {
      title: 'Treatment',
      help: 'What was done; differences here are what a comparison compares.',
      rows: Object.entries(treatment).map(([key, value]) => [key, show(value)] as const)
    },
    {
      title: 'Environment',
      help: 'Where and with what it was computed.',
      rows: [
        ['seeds', environment.seeds.join(', ')],
        ['backend', environment.backend],
        ['adapter', environment.adapter],
        ...(bits === null ? [] : [['same bits', bits] as const]),
        ...Object.entries(environment.versions),
        ...(environment.machines?.map((machine, at) => [`unlike machine ${at + 1}`, machine] as const) ?? []),
        ['work', formatDuration(environment.seconds)],
        ['made', formatDate(environment.created)]
      ]
    },
    { ...artifact, rows: artifact.rows.filter(([name]) => !OF_ENVIRONMENT.includes(name)) }
  ];
}
