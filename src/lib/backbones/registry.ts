// The backbones that there are, in the order of forms and tables. A new one is a folder, a line in this list, and one in builders.ts,
// which has the code. Pages read this list without any of the code.
import { ALPHAREC } from './alpharec/settings';
import { AUTOCF } from './autocf/settings';
import { BPR_MF } from './bpr-mf/settings';
import { DCCF } from './dccf/settings';
import { GCCF } from './gccf/settings';
import { LIGHTGCN } from './lightgcn/settings';
import { SGL } from './sgl/settings';
import { SIMGCL } from './simgcl/settings';

export const BACKBONES = [GCCF, LIGHTGCN, SGL, SIMGCL, DCCF, AUTOCF, BPR_MF, ALPHAREC] as const;
