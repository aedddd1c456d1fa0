// Limits and known prices of services, for the pages that set them.
export { DEFAULT_LIMITS, LIMIT_FIELDS, limitsFrom, limitValue } from '#lib/llm/limits';
export { KNOWN_PRICES, ofModel, PRICES_OF } from '#lib/llm/prices';
