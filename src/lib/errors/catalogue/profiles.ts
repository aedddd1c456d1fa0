// Profile generators, and the settings of generators and encoders.
export const profileErrors = {
  'profiles/no-texts': (d: { dataset: string }) => ({
    message: `The data set "${d.dataset}" has no descriptions, attributes or training reviews, so no profile can be composed.`,
    cure: 'Read it in a format that has texts (items.jsonl and reviews), or use the vectors that came with it: an embeddings cell with "encoder: dataset".'
  }),
  'profiles/none-brought': (d: { dataset: string }) => ({
    message: `The data set "${d.dataset}" brought no profiles.`,
    cure: 'Put usr_prf.pkl and itm_prf.pkl beside its matrices, choose another generator, or read them with "generator: files".'
  }),
  'profiles/not-written': (d: { generator: string }) => ({
    message: `No language model wrote any of these profiles (generator "${d.generator}").`,
    cure: 'Set OPENAI_API_KEY or OPENAI_BASE_URL and use the generator llm; --print shows profiles of the others.'
  }),
  'profiles/unknown-generator': (d: { name: string; known: string }) => ({
    message: `There is no profile generator "${d.name}".`,
    cure: `Choose one of: ${d.known}.`
  }),
  'profiles/unknown-setting': (d: { owner: string; key: string; known: string }) => ({
    message: `"${d.owner}" has no setting "${d.key}".`,
    cure: d.known === '' ? 'Remove it.' : `Its settings are: ${d.known}.`
  }),
  'profiles/bad-setting': (d: { owner: string; key: string; value: string; expected: string }) => ({
    message: `The setting "${d.key}" of "${d.owner}" is ${d.value}.`,
    cure: `Give ${d.expected}.`
  })
};
