// Where the weights of local text encoders come from, in the tab. A page and its workers reach none of these hosts before the reader
// allows them (Settings, Addresses).

export const HUB = 'https://huggingface.co/';

/** The hub itself, and the hosts to which it sends those who ask for large files. */
export const HUB_ORIGINS = ['https://huggingface.co', 'https://*.huggingface.co', 'https://*.hf.co'] as const;
