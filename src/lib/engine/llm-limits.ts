// Limits and known prices of services, for the pages that set them.
export { DEFAULT_LIMITS, LIMIT_FIELDS, limitsFrom, limitValue } from '#lib/llm/cost/limits';
export { KNOWN_PRICES, ofModel, PRICES_OF } from '#lib/llm/cost/prices';
