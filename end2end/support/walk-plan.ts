import type { Fate } from './bad-day';
import { Random } from './random';

/** What a customer does, and how often in comparison with the others. Whole loads of a page take most of the time. */
const CUSTOMER = {
  browse: 34,
  add: 40,
  edit: 34,
  order: 20,
  pay: 16,
  track: 6,
  cancel: 3,
  back: 14,
  forward: 6,
  reload: 3,
  tab: 8,
};
/** What a cook does. */
const COOK = { take: 14, done: 14, undo: 7, putBack: 4, reload: 2 };
/** What becomes of a call that changes something. */
const FATES: Record<'well' | 'lost' | 'dropped' | 'doubled' | 'held', number> = {
  well: 8,
  lost: 3,
  dropped: 1,
  doubled: 2,
  held: 2,
};
/** What becomes of the next call that reads: now and then something else, for what a page needs it asks for once more. */
const READ_FATES: Record<'well' | 'dropped' | 'held' | 'unanswered', number> = { well: 48, dropped: 2, held: 1, unanswered: 1 };
/** The part of all steps that is of the cook. */
const COOK_SHARE = 0.25;

/** A step as it follows from the seed alone, whatever comes of it. */
export interface Planned {
  who: 'customer' | 'cook';
  what: string;
  fate: Fate;
  /** What becomes of the next call that reads. */
  read: Fate;
  /** At least 0, less than 1: chooses among what there is at that moment. */
  which: number;
}

export function planned(seed: number, steps: number): Planned[] {
  const random = new Random(seed);
  return Array.from({ length: steps }, () => {
    const who = random.next() < COOK_SHARE ? 'cook' : 'customer';
    const what = who === 'cook' ? random.weighted(COOK) : random.weighted(CUSTOMER);
    const [fate, read] = [random.weighted(FATES), random.weighted(READ_FATES)];
    return { who, what, fate, read, which: random.next() };
  });
}
