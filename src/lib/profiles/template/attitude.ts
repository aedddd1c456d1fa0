// Whether a rating praises or dislikes, read off the scale that the training ratings use. No fixed five stars: some data
// sets rate to ten, some give only "recommended".

export type Attitude = 'liked' | 'mixed' | 'disliked' | 'unrated';

/** Above this share of the scale a rating praises, below the other one it dislikes: 4–5 and 1–2 of five stars. */
const LIKED_ABOVE = 0.6;
const DISLIKED_BELOW = 0.4;

export function makeAttitude(ratings: Iterable<number>): (rating: number | undefined) => Attitude {
  let low = Infinity;
  let high = -Infinity;
  for (const rating of ratings) {
    if (!Number.isFinite(rating)) continue;
    low = Math.min(low, rating);
    high = Math.max(high, rating);
  }
  return (rating) => {
    // A scale of one value (every click rated 1) tells nobody's likes from dislikes: as good as no rating.
    if (rating === undefined || !Number.isFinite(rating) || low === high) return 'unrated';
    const share = (rating - low) / (high - low);
    if (share > LIKED_ABOVE) return 'liked';
    return share < DISLIKED_BELOW ? 'disliked' : 'mixed';
  };
}
