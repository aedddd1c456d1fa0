// What an encoder sees of profiles: their texts by row and nothing else (the official encoder, too, reads the summary only).
import type { ProfileSet } from '#lib/profiles/types';
import type { EncoderInput } from './types';

export function encoderInput(profiles: ProfileSet): EncoderInput {
  return {
    users: profiles.users.map((profile) => profile.text),
    items: profiles.items.map((profile) => profile.text)
  };
}
