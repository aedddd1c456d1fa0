// The glossary's entries of what is measured, and how far a number can be believed. Data alone; entries.ts puts them behind the others.
import type { EntryOf } from './entry';

export const MEASURES = [
  {
    id: 'recall',
    name: 'Recall@k',
    words: ['recall'],
    says: 'The share of a user’s held-out items that are among the first k of the list, averaged over users.',
    section: '4.1.2',
    picture: 'recall',
    see: ['split', 'ndcg']
  },
  {
    id: 'ndcg',
    name: 'NDCG@k',
    words: ['ndcg'],
    says: 'As recall, but a hit counts more the higher it stands; 1 where all held-out items are at the top.',
    section: '4.1.2',
    picture: 'ndcg',
    see: ['recall']
  },
  {
    id: 'precision',
    name: 'Precision@k',
    words: ['precision'],
    says: 'The share of the first k of the list that are held-out items of the user.',
    see: ['recall']
  },
  {
    id: 'hit',
    name: 'Hit@k',
    words: [],
    says: '1 where any held-out item is among the first k, else 0; averaged over users.',
    see: ['recall']
  },
  {
    id: 'mrr',
    name: 'MRR@k',
    words: ['mrr'],
    says: 'One over the rank of the first hit, 0 where there is none among the first k; averaged over users.',
    see: ['hit']
  },
  {
    id: 'map',
    name: 'MAP@k',
    words: [],
    says: 'At each hit, the share of hits so far; averaged over a user’s held-out items, then over users.',
    see: ['precision']
  },
  {
    id: 'popularity',
    name: 'Popularity',
    words: ['popularity'],
    says: 'How many training interactions an item has. As a model: the same most clicked items for everyone, the least that a recommender should beat.',
    picture: 'tail',
    see: ['tail']
  },
  {
    id: 'tail',
    name: 'Head and tail',
    words: ['tail'],
    says: 'The head are the few most clicked items that together have a fifth of all clicks, the tail the many least clicked that together have a fifth.',
    picture: 'tail',
    see: ['popularity']
  },
  {
    id: 'novelty',
    name: 'Novelty@k',
    words: ['novelty'],
    says: 'How rare the listed items are, in bits: one more where they have half the clicks.',
    see: ['popularity']
  },
  {
    id: 'diversity',
    name: 'Diversity@k',
    words: ['diversity'],
    says: 'How unlike each other the items of one list are by their texts: one minus the mean cosine of all pairs.',
    see: ['cosine']
  },
  {
    id: 'coverage',
    name: 'Coverage@k',
    words: ['coverage'],
    says: 'The share of all items that stand in anybody’s list.'
  },
  {
    id: 'gini',
    name: 'Gini index',
    words: ['gini'],
    says: '0 where all items are listed equally often, near 1 where a few items fill all lists.',
    see: ['coverage']
  },
  {
    id: 'baseline',
    name: 'Baseline',
    words: ['baseline', 'baselines'],
    says: 'The model that others are compared with, here mostly the backbone without words.',
    see: ['backbone']
  },
  {
    id: 'interval',
    name: '95 % interval',
    words: ['interval', 'intervals', 'bootstrap'],
    says: 'Where a number would likely lie with other users, or other seeds, of the same kind. A difference whose interval holds 0 may be luck.',
    picture: 'interval',
    see: ['p-value', 'seed']
  },
  {
    id: 'p-value',
    name: 'p-value',
    words: ['paired t-test', 'holm’s correction', 'p-value'],
    says: 'How often chance alone would show a difference as large as this one. Among many comparisons some are small by luck, which Holm’s correction allows for.',
    see: ['interval']
  },
  {
    id: 'all-rank',
    name: 'All-rank',
    words: ['all-rank'],
    says: 'Every item is a candidate in every list. Ranking among a drawn hundred is easier, and may put two models in another order.',
    section: '4.1.2',
    see: ['recall']
  },
  {
    id: 'protocol-card',
    name: 'Protocol card',
    words: ['protocol card', 'protocol cards'],
    says: 'What stands behind a number: data, split, candidates, settings, seeds and versions. Two numbers can be compared where these agree.',
    see: ['split', 'all-rank']
  }
] as const satisfies readonly EntryOf<string>[];
