// What may not go into texts: sums of ratings and addresses; and what only looks like them.
import { describe, expect, it } from 'vitest';
import { columnEvidence } from './column';
import { attributeKeptOut } from './nodes';

const why = (name: string, ...values: readonly string[]) => attributeKeptOut(columnEvidence(name, values), values);

describe('an attribute', () => {
  it.each([
    ['average_rating', '4.1'],
    ['ratings_count', '4780653'],
    ['ratings_5', '3011543'],
    ['imdb_rating', '8.3'],
    ['rating', '8.0'],
    ['Score', '8.78'],
    ['review_count', '12'],
    ['num_of_reviews', '18'],
    ['rating_number', '987'],
    ['vote_average', '7.7'],
    ['imdbVotes', '900,123'],
    ['stars', '3.5'],
    ['members', '12513']
  ])('“%s” (%s) sums up ratings', (name, value) => {
    expect(why(name, value)).toContain('sums up ratings');
  });

  it.each([
    ['image_url', 'https://images.example/1.jpg'],
    ['small_image', '//images.example/1.jpg'],
    ['poster', '/hE24GYddaxB9MVZl1CaiI86M3kp.jpg'],
    ['images', 'thumb: https://example.invalid/t.jpg, large: https://example.invalid/l.jpg'],
    ['site', 'www.example.com']
  ])('“%s” (%s) is an address', (name, value) => {
    expect(why(name, value)).toBe('addresses');
  });

  it.each([
    ['age_rating', 'PG-13'],
    ['content_rating', '12'],
    ['rating', 'PG-13'],
    ['title', 'Five Stars'],
    ['year', '1995'],
    ['genres', 'Comedy|Drama'],
    ['about', 'See https://example.com for the long story of how this came to be.'],
    ['category', 'Overall'],
    ['pages', '318']
  ])('“%s” (%s) may', (name, value) => {
    expect(why(name, value)).toBeNull();
  });
});
