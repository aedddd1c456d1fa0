// The glossary: every word of the field that pages use without saying what it is. Data alone. glossary.test.ts holds that each entry is
// used somewhere and names nothing that is not there. Fetched when a term is opened or a text is rendered, never with a page.
import type { EntryOf } from './entry';
import { MEASURES } from './measures';

const ENTRIES = [
  // What is learned from.
  {
    id: 'interaction',
    name: 'Interaction',
    words: ['interaction', 'interactions', 'clicks', 'click'],
    says: 'One user did something with one item: clicked, bought, read or rated it. It is all that a plain recommender learns from.',
    symbol: '(u, v)',
    see: ['graph']
  },
  {
    id: 'noise',
    name: 'Noise',
    words: ['noise', 'noisy', 'slip', 'slips', 'misclicks'],
    says: 'Interactions that say nothing about taste: misclicks, and clicks on what everybody clicks. In real data nobody knows which they are.',
    section: '4.4'
  },
  {
    id: 'split',
    name: 'Training, validation, test',
    words: ['validation', 'training clicks', 'held-out', 'held out', 'test part', 'split'],
    says: 'Interactions in three parts: a model learns from training, validation decides when to stop, and test is looked at once, at the end. The last two are held out.',
    section: '4.1.2',
    picture: 'split',
    see: ['early-stopping']
  },
  {
    id: 'density',
    name: 'Density',
    words: ['density'],
    says: 'The share of all pairs of a user and an item that have an interaction. In real shops it is far below one in a hundred.'
  },
  // Graphs and rows of numbers.
  {
    id: 'graph',
    name: 'Interaction graph',
    words: ['graph'],
    says: 'Users and items as nodes, with a line between a user and an item for each training interaction. Two users of one item are two steps apart.',
    symbol: 'G',
    picture: 'graph',
    see: ['layer', 'degree']
  },
  {
    id: 'degree',
    name: 'Degree',
    words: ['degree', 'degrees'],
    says: 'How many lines a node of the graph has: the training interactions of a user or of an item.',
    see: ['graph']
  },
  {
    id: 'embedding',
    name: 'Embedding',
    words: ['embedding', 'embeddings', 'row of numbers', 'rows of numbers'],
    says: 'The row of numbers that stands for a user or an item. A user and an item whose rows point the same way get a high score.',
    symbol: 'e',
    section: '3.1',
    picture: 'embedding',
    see: ['semantic-vector', 'cosine']
  },
  {
    id: 'cosine',
    name: 'Cosine',
    words: ['cosine'],
    says: 'How much two rows of numbers point the same way, whatever their length: 1 the same way, 0 at right angles, −1 opposite.',
    picture: 'cosine'
  },
  {
    id: 'lightgcn',
    name: 'LightGCN',
    words: ['lightgcn'],
    says: 'The plainest graph recommender: every node’s row becomes a weighted sum of its neighbours’ rows, several times, and nothing else is learned.',
    section: '4.1.3',
    see: ['layer', 'backbone']
  },
  {
    id: 'backbone',
    name: 'Backbone',
    words: ['backbone', 'backbones'],
    says: 'The recommender that learns from interactions alone, to which an alignment with words may be added.',
    section: '4.1.3',
    see: ['lightgcn', 'alignment']
  },
  {
    id: 'layer',
    name: 'Layer',
    words: ['layer', 'layers', 'hops', 'propagation'],
    says: 'One step of messages along the graph: each node takes in what its neighbours held. After three layers it knows what lies three lines away.',
    picture: 'layer',
    see: ['graph']
  },
  // Words.
  {
    id: 'profile',
    name: 'Profile',
    words: ['profile', 'profiles'],
    says: 'A few sentences on what a user likes, or on who would like an item, written from training data by a language model or a template.',
    symbol: 'P',
    section: '3.2',
    see: ['semantic-vector']
  },
  {
    id: 'semantic-vector',
    name: 'Semantic vector',
    words: ['semantic vector', 'semantic vectors', 'semantic embeddings', 'semantic space'],
    says: 'A profile as a row of numbers, made by a text encoder: profiles that say alike lie close together.',
    symbol: 's',
    section: '3.2, eq. 15',
    see: ['profile', 'encoder', 'embedding']
  },
  {
    id: 'encoder',
    name: 'Text encoder',
    words: ['encoder', 'encoders', 'text encoder', 'text encoders'],
    says: 'What turns a text into a row of numbers, such as latent semantic analysis or a small language model.',
    symbol: 'T',
    section: '3.2',
    see: ['lsa', 'semantic-vector']
  },
  {
    id: 'lsa',
    name: 'Latent semantic analysis',
    words: ['latent semantic analysis', 'lsa'],
    says: 'The plainest text encoder: count words, weigh down those that are everywhere, and keep the directions in which the texts differ most.',
    see: ['encoder']
  },
  // Alignment.
  {
    id: 'alignment',
    name: 'Alignment',
    words: ['alignment'],
    says: 'A second aim in training, beside ranking: what the interactions say of a user and what the profile says shall agree.',
    section: '3.3',
    see: ['contrastive', 'generative']
  },
  {
    id: 'contrastive',
    name: 'Contrastive alignment',
    words: ['contrastive alignment', 'contrastive'],
    says: 'A user’s row shall pick out the user’s own profile among those of others. RLMRec-Con.',
    section: '3.3, eq. 16',
    picture: 'contrastive',
    see: ['infonce', 'generative']
  },
  {
    id: 'generative',
    name: 'Generative alignment',
    words: ['generative alignment', 'generative'],
    says: 'Some nodes are hidden, and their profiles shall be reconstructed from what their neighbours hold. RLMRec-Gen.',
    section: '3.3, eq. 17',
    picture: 'generative',
    see: ['mask', 'contrastive']
  },
  {
    id: 'mask',
    name: 'Mask',
    words: ['masked', 'masks', 'mask'],
    says: 'A node’s row is replaced, for one step of training, by a row that all hidden nodes share, so that only its neighbours can tell who it was.',
    symbol: '[MASK]',
    section: '3.3',
    see: ['generative']
  },
  {
    id: 'infonce',
    name: 'InfoNCE',
    words: ['infonce'],
    says: 'The loss of picking one’s own partner among many: low where the own pair scores high and all others low. What it reaches bounds the mutual information from below.',
    see: ['mutual-information', 'temperature', 'contrastive']
  },
  {
    id: 'temperature',
    name: 'Temperature',
    words: ['temperature'],
    says: 'What scores are divided by before they become shares. Cold, the best takes all; hot, all get alike.',
    symbol: 'τ',
    picture: 'temperature',
    see: ['infonce']
  },
  {
    id: 'mutual-information',
    name: 'Mutual information',
    words: ['mutual information'],
    says: 'How much knowing one of two things tells of the other; 0 where they have nothing to do with each other.',
    symbol: 'I(e; s)',
    section: '3.1',
    see: ['nat', 'infonce']
  },
  {
    id: 'nat',
    name: 'Nat',
    words: ['nats', 'nat'],
    says: 'The unit of information with natural logarithms: one nat is about 1.44 bits.',
    see: ['mutual-information']
  },
  {
    id: 'negative',
    name: 'Negative',
    words: ['negatives', 'negative'],
    says: 'A partner that is not the right one, against which the right one is told: other members of the batch, or items that the user has not clicked.',
    see: ['infonce', 'batch']
  },
  {
    id: 'critic',
    name: 'Critic',
    words: ['critic', 'critics'],
    says: 'The function that scores how well two vectors belong together. Alignment uses their cosine, divided by a temperature.',
    see: ['infonce', 'temperature', 'cosine']
  },
  // Learning to rank.
  {
    id: 'bpr',
    name: 'BPR, learning from pairs',
    words: ['bpr', 'learn to rank', 'learns to rank', 'learning to rank'],
    says: 'Training on pairs of an item that a user clicked and one drawn beside it: the clicked one should get the higher score. LightGCN learns by it too.',
    section: '3.1',
    see: ['loss', 'learning-rate']
  },
  {
    id: 'learning-rate',
    name: 'Learning rate',
    words: ['learning rate', 'learning rates'],
    says: 'How far one step of training moves the numbers. Too short a step does not arrive, too long a one jumps past.',
    see: ['epoch', 'loss']
  },
  // What a language model is asked, and what goes wrong.
  {
    id: 'prompt',
    name: 'Prompt',
    words: ['prompt', 'prompts'],
    says: 'The text that a language model is given: what it should do, and what it should do it with. It knows nothing else of the user or item.',
    section: '3.2',
    see: ['profile']
  },
  {
    id: 'leak',
    name: 'Leak',
    words: ['leak', 'leaks', 'leaked'],
    says: 'Something that was put aside for validation or test reaches what is learned from. Results rise, and mean nothing.',
    see: ['split']
  },
  {
    id: 're-ranking',
    name: 'Re-ranking',
    words: ['re-ranking', 're-ranked'],
    says: 'Another order for the first places of a list, the candidates. What is not among them cannot be won back.',
    see: ['recall']
  },
  {
    id: 'hallucination',
    name: 'Hallucination',
    words: ['hallucination', 'hallucinations'],
    says: 'What a language model names and what is not there: in a re-ranking, a place that names none of the candidates.',
    see: ['re-ranking']
  },
  // Training.
  {
    id: 'loss',
    name: 'Loss',
    words: ['loss', 'losses'],
    says: 'The number that training makes small. Its parts say what is asked of the model: rank well, agree with the words, keep numbers small.',
    see: ['infonce']
  },
  {
    id: 'epoch',
    name: 'Epoch',
    words: ['epoch', 'epochs'],
    says: 'One pass through all training interactions.',
    see: ['batch', 'early-stopping']
  },
  {
    id: 'batch',
    name: 'Batch',
    words: ['batch', 'batches'],
    says: 'The interactions of one step of training, a few thousand at a time. In contrastive alignment its other members are what the own profile is told apart from.',
    symbol: 'B'
  },
  {
    id: 'early-stopping',
    name: 'Early stopping',
    words: ['early stopping', 'patience'],
    says: 'Training ends when the validation numbers have not risen for a while; the parameters of the best epoch are kept.',
    picture: 'early-stopping',
    see: ['split', 'epoch']
  },
  {
    id: 'seed',
    name: 'Seed',
    words: ['seed', 'seeds'],
    says: 'The number from which all chance of a run comes: start values, draws, order. The same seed gives the same run; other seeds show how much is luck.',
    see: ['interval', 'run']
  },
  {
    id: 'run',
    name: 'Run',
    words: ['trained run', 'trained runs', 'stored run', 'stored runs'],
    says: 'One model trained once, from one seed, with its curve, its numbers and what it learned.',
    see: ['seed']
  },
  ...MEASURES
] as const satisfies readonly EntryOf<string>[];

export type TermId = (typeof ENTRIES)[number]['id'];
export type GlossaryEntry = EntryOf<TermId>;

/** In the order in which a newcomer would read them. */
export const GLOSSARY: readonly GlossaryEntry[] = ENTRIES;

export const entryOf = (id: string): GlossaryEntry | null => GLOSSARY.find((entry) => entry.id === id) ?? null;
