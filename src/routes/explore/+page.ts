// The lists of one reader as they are stored, before the page is drawn: the same code that notebooks fetch.
export async function load({ data }) {
  const { default: RecommendOutput } = await import('#lib/views/outputs/RecommendOutput.svelte');
  return { ...data, RecommendOutput };
}
