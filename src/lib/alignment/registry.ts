// The alignments that there are, in the order of forms and tables. A new one is a folder, a line in this list, and one in builders.ts,
// which has the code. Pages read this list without any of the code.
import { CONTRASTIVE } from './contrastive/settings';
import { DISTRIBUTION } from './distribution/settings';
import { GENERATIVE } from './generative/settings';
import { KAR } from './kar/settings';

export const ALIGNMENTS = [CONTRASTIVE, GENERATIVE, DISTRIBUTION, KAR] as const;
