// Language models and embedding services: the endpoint, the key, money, and what comes back. No sentence ever holds a key.
export const llmErrors = {
  'llm/no-endpoint': (_: Record<never, never>) => ({
    message: 'This asks a language model or an embedding service, and no endpoint is set.',
    cure: 'Set one under Settings, Language model; on the command line set OPENAI_API_KEY, and OPENAI_BASE_URL for another server than OpenAI’s.'
  }),
  'llm/key-refused': (d: { host: string; status: number; said: string }) => ({
    message: `${d.host} does not take the key (status ${d.status})${d.said === '' ? '' : `: ${d.said}`}.`,
    cure: 'Check the key and what it may be used for; nothing that was answered before is lost.'
  }),
  'llm/forbidden': (d: { host: string; said: string }) => ({
    message: `${d.host} forbids this request (status 403): ${d.said}.`,
    cure: 'The key was read. What it may do, the plan, the region or access to this model decides; ask there, or try another model. Nothing that was answered before is lost.'
  }),
  'llm/nothing-there': (d: { host: string; status: number; said: string }) => ({
    message: `There is nothing to ask at this address of ${d.host} (status ${d.status}): ${d.said}.`,
    cure: 'Check the address under Settings (on the command line OPENAI_BASE_URL): with most servers it ends in /v1.'
  }),
  'llm/no-credit': (d: { host: string; said: string }) => ({
    message: `${d.host} says that the account has no credit left: ${d.said}.`,
    cure: 'Add credit there, then run the cell again; it goes on where it stopped.'
  }),
  'llm/no-model': (d: { host: string; model: string; said: string }) => ({
    message: `${d.host} has no model "${d.model}": ${d.said}.`,
    cure: 'Name a model that this server offers; Settings lists them.'
  }),
  'llm/bad-request': (d: { host: string; status: number; said: string }) => ({
    message: `${d.host} does not take the request (status ${d.status}): ${d.said}.`,
    cure: 'Change the setting that it names, or try another model.'
  }),
  'llm/gave-up': (d: { host: string; attempts: number; last: string }) => ({
    message: `${d.host} did not answer after ${d.attempts} attempts; the last one ${d.last}.`,
    cure: 'Run the cell again later; it goes on where it stopped. If this goes on, lower the requests at a time under Settings.'
  }),
  'llm/unreachable': (d: { host: string; attempts: number }) => ({
    message: `${d.host} cannot be reached (${d.attempts} attempts).`,
    cure: 'Check the address and that the server runs. A page may only ask servers that allow it (CORS): Ollama does with OLLAMA_ORIGINS, LM Studio and vLLM have a switch. Then run the cell again; it goes on where it stopped.'
  }),
  'llm/cap-reached': (d: { spent: number; cap: number }) => ({
    message: `The next request would go beyond the spending cap: $${d.spent.toFixed(4)} of $${d.cap.toFixed(2)} are spent by this job.`,
    cure: 'Raise the cap under Settings (on the command line --limits cap=…) and run the cell again; it goes on where it stopped.'
  }),
  'llm/no-price': (d: { model: string }) => ({
    message: `There is a spending cap, and no price is known for "${d.model}".`,
    cure: 'Enter its price under Settings (on the command line --price), or set the cap to 0.'
  }),
  'llm/all-refused': (d: { host: string; count: number; said: string }) => ({
    message: `${d.host} refused all ${d.count} that it was asked for, and of the first one it says: ${d.said}.`,
    cure: 'Change what it names (shorter prompts, another model or server) and run the cell again; nothing was paid for.'
  }),
  'llm/bad-answer': (d: { host: string; reason: string }) => ({
    message: `${d.host} answered something that cannot be used: ${d.reason}.`,
    cure: 'Run the cell again; it asks for what is missing. If it happens again, this server or model does not do what is asked.'
  }),
  'llm/bad-endpoint': (d: { address: string }) => ({
    message: `"${d.address}" is no address of a server.`,
    cure: 'Give one that begins with https:// or http:// and ends in /v1 with most servers, for example https://api.openai.com/v1.'
  }),
  'llm/redirected': (d: { host: string; to: string | null }) => ({
    message: `${d.host} points to another address${d.to === null ? '' : ` at ${d.to}`} (a redirect), which is not followed: prompts and key would go there.`,
    cure: 'If you trust that address, set it under Settings (on the command line OPENAI_BASE_URL) in place of this one.'
  }),
  'llm/answer-too-large': (d: { host: string; megabytes: number }) => ({
    message: `${d.host} sent an answer of more than ${d.megabytes} MB; it was not read to its end.`,
    cure: 'Check that the address is that of a language model, ask for fewer dimensions, or try another model or server. Nothing that was answered before is lost.'
  }),
  'llm/stored-newer': (d: { version: number; known: number }) => ({
    message: `A stored answer was written by a newer version of this program (form ${d.version}; this one reads ${d.known}).`,
    cure: 'Reload the page or update the program; or delete the stored answers under Settings, and they are asked for again.'
  })
};
