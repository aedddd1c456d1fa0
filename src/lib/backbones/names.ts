// The backbones by name, as notebooks write them and as the field does. Plain data: pages read it without any of the code.

export const BACKBONE_NAMES = ['gccf', 'lightgcn', 'sgl', 'simgcl', 'dccf', 'autocf', 'bpr-mf'] as const;

export type BackboneName = (typeof BACKBONE_NAMES)[number];

export const BACKBONE_LABELS: Readonly<Record<BackboneName, string>> = {
  gccf: 'GCCF',
  lightgcn: 'LightGCN',
  sgl: 'SGL',
  simgcl: 'SimGCL',
  dccf: 'DCCF',
  autocf: 'AutoCF',
  'bpr-mf': 'BPR-MF'
};
