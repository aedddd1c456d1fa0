// The code of the backbones, each under the name that the registry has. Loaded where models are trained, not by pages.
export { gccf } from './gccf/gccf';
export { lightGcn as lightgcn } from './lightgcn/lightgcn';
export { sgl } from './sgl/sgl';
export { simGcl as simgcl } from './simgcl/simgcl';
export { dccf } from './dccf/dccf';
export { autoCf as autocf } from './autocf/autocf';
export { bprMf as 'bpr-mf' } from './bpr-mf/bpr-mf';
export { alpharec } from './alpharec/alpharec';
