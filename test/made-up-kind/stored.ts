// The stored form of the made-up kind.
import * as v from 'valibot';
import { jsonForm } from '#lib/notebook/kinds/forms';
import { oneArtifact, type KindStored } from '#lib/notebook/kinds/stored-form';
import type { Stored } from '#lib/storage/parse-stored';

const Tally = v.object({ kind: v.literal('tally'), items: v.number() });

export type TallyResult = Stored<typeof Tally>;

export const tallyStored: KindStored<{ readonly kind: 'tally'; readonly name: string }, TallyResult> = oneArtifact(
  jsonForm('tally', Tally),
  (result) => ({ result })
);
