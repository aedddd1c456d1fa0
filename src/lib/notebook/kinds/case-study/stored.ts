// The stored case study (studies/case-study/data.ts), and what is shown of it.
import * as v from 'valibot';
import { CaseStudyForm } from '#lib/studies/case-study/data';
import type { ShownCaseStudy } from '#lib/studies/case-study/shown';
import { Values } from '#lib/studies/figures/values';
import { cardOf, distinctLabels } from '../card';
import { jsonForm, Provenance } from '../forms';
import { oneArtifact, type KindStored } from '../stored-form';

const CaseStudy = v.object({ provenance: Provenance, seeds: v.array(v.number()), study: CaseStudyForm });

export type StoredCaseStudy = v.InferOutput<typeof CaseStudy>;

/** The study with the names of the cells whose runs it sets side by side. */
export type CaseStudyResult = ShownCaseStudy & {
  readonly kind: 'case-study';
  readonly baseline: string;
  readonly runs: readonly string[];
};

interface CaseStudyCell {
  readonly kind: 'case-study';
  readonly name: string;
  readonly baseline: string;
  readonly runs: readonly string[];
}

export const caseStudyStored: KindStored<CaseStudyCell, CaseStudyResult> = oneArtifact(
  jsonForm('case-study', CaseStudy),
  async ({ provenance, seeds, study }, { baseline, runs }, meta) => {
    const { showStudy } = await import('#lib/studies/case-study/shown');
    // The null is the baseline's own.
    const names = [baseline, ...runs];
    const labels = distinctLabels(
      study.arms.map(({ label }) => label),
      names
    );
    const result: CaseStudyResult = { kind: 'case-study', baseline, runs, ...showStudy(study, { names, labels }) };
    return { result, card: cardOf(provenance, seeds, [meta]) };
  }
);

/** What is shown, where it comes from elsewhere. */
export const caseStudyShown = v.object({
  ...CaseStudyForm.entries,
  kind: v.literal('case-study'),
  baseline: v.string(),
  runs: v.array(v.string()),
  values: Values,
  says: v.array(v.string()),
  notes: v.array(v.string())
});
