// One number a purpose. Each purpose draws from a stream of its own, so that adding one (an alignment, say) changes no
// draw of another: the arms of one seed share initialisation, negatives, shuffles and dropout. Numbers never change.

export const STREAM = {
  split: 1,
  userInit: 2,
  itemInit: 3,
  backboneInit: 4,
  alignmentInit: 5,
  negatives: 6,
  shuffle: 7,
  edgeMask: 8,
  noise: 9,
  maskedNodes: 10,
  profiles: 11,
  encoder: 12,
  bootstrap: 13,
  dataset: 14,
  samples: 15,
  edgeMaskSecond: 16,
  gumbel: 17,
  extraNodes: 18,
  decoderPairs: 19,
  sampledUsers: 20,
  noiseClicks: 21,
  droppedTexts: 22,
  vectorRows: 23,
  rerankedUsers: 24,
  rerankedOrder: 25,
  matchedControls: 26,
  proposedPairs: 27,
  gaussianPairs: 30,
  sampledNegatives: 31
} as const;
