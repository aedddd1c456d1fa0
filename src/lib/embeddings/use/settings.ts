// Name and label of the encoder "use", without its code. It has no settings: the model was trained in one way only.
import type { EncoderDescription } from '../types';

export const USE: EncoderDescription & { readonly reads: 'profiles' } = {
  name: 'use',
  label: 'Universal Sentence Encoder Lite, a small neural encoder of English sentences, computed on this machine.',
  version: 1,
  language: 'English',
  loads: '28 MB',
  reads: 'profiles',
  fields: []
};
