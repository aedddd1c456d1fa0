// KAR: no alignment in the paper's sense but its rival in Table 2. It has no settings, and no configuration in the official code: the
// backbone's own values hold.
import type { AlignmentDescription } from '../types';

export const KAR = {
  name: 'kar',
  suffix: 'KAR',
  acts: 'through experts beside the embedding (KAR)',
  isRival: true,
  fields: [],
  presets: { own: { source: 'KAR has no values of its own', values: {} } }
} as const satisfies AlignmentDescription;
