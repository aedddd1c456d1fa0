// The code of the alignments, each under the name that the registry has. Loaded where models are trained, not by pages.
export { contrastive } from './contrastive/contrastive';
export { distribution } from './distribution/distribution';
export { generative } from './generative/generative';
export { kar } from './kar/kar';
