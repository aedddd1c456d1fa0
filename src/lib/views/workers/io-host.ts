// The one input/output worker of this page. It always knows which service the reader has chosen.
import type { IoClient } from '#lib/engine/io/client';
import { WorkerHost } from '#lib/engine/worker/host';
import { llmSettings } from '../preferences/llm-settings.svelte';
import { WORKSPACE } from '../preferences/workspace';

export const ioHost = new WorkerHost<IoClient>(async () => {
  const { createIoClient } = await import('#lib/engine/io/client');
  const client = createIoClient(WORKSPACE, { llm: llmSettings.access });
  const stop = llmSettings.onChange(() => client.set({ llm: llmSettings.access }));
  void client.gone.then(stop);
  return client;
});
