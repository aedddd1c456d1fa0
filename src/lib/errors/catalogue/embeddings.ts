// Semantic vectors and their encoders.
export const embeddingErrors = {};
