// What a case study holds, as a schema of plain JSON; what is stored is checked against it.
import * as v from 'valibot';
import { Values } from '../figures/values';

export const CaseStudyForm = v.object({ values: Values });
export type CaseStudyData = v.InferOutput<typeof CaseStudyForm>;
