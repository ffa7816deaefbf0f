//! A list that is read page by page, each below the one before: what was read stays where it is while the first page is read again.

use api::Paged;
use leptos::prelude::*;

/// Something that has a place in such a list.
pub trait Placed: Clone + PartialEq + Send + Sync + 'static {
    /// Grows along the list.
    type Place: PartialOrd;

    fn place(&self) -> Self::Place;
}

#[derive(Debug)]
pub struct Shelf<T: Placed> {
    pub items: RwSignal<Vec<T>>,
    /// Where the list goes on; `None` where there is nothing more.
    pub more: RwSignal<Option<String>>,
}

// Derived, they would ask the same of what lies on it.
impl<T: Placed> Clone for Shelf<T> {
    fn clone(&self) -> Shelf<T> {
        *self
    }
}

impl<T: Placed> Copy for Shelf<T> {}

impl<T: Placed> Shelf<T> {
    pub fn new(page: Paged<T>) -> Shelf<T> {
        Shelf {
            items: RwSignal::new(page.items),
            more: RwSignal::new(page.next_cursor),
        }
    }

    /// Nothing is known of another list.
    pub fn clear(self) {
        self.put(Vec::new(), None);
    }

    /// The first page as it is by now. What was read beyond it stays below, unless there is a gap.
    pub fn renew(self, page: Paged<T>) {
        let known = self.items.try_get_untracked().unwrap_or_default();
        let kept: Vec<T> = match page.items.last().map(T::place) {
            Some(last) if page.next_cursor.is_some() && known.iter().any(|item| item.place() == last) => {
                known.into_iter().filter(|item| item.place() > last).collect()
            }
            // Nobody is on the page, and the list goes on: what was read beyond it is of the same list.
            None if page.next_cursor.is_some() => known,
            _ => Vec::new(),
        };
        let more = match kept.is_empty() {
            true => page.next_cursor,
            false => self.more.try_get_untracked().flatten(),
        };
        self.put(page.items.into_iter().chain(kept).collect(), more);
    }

    /// The next page, below those that are shown. Gives the first of what is new.
    pub fn append(self, page: Paged<T>) -> Option<T> {
        let known = self.items.try_get_untracked().unwrap_or_default();
        let last = known.last().map(T::place);
        let is_beyond = |item: &T| last.as_ref().is_none_or(|last| item.place() > *last);
        let new: Vec<T> = page.items.into_iter().filter(is_beyond).collect();
        let first = new.first().cloned();
        self.put(known.into_iter().chain(new).collect(), page.next_cursor);
        first
    }

    fn put(self, items: Vec<T>, more: Option<String>) {
        if self.items.try_with_untracked(|known| *known != items) == Some(true) {
            self.items.set(items);
        }
        let _ = self.more.try_set(more);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Placed for u32 {
        type Place = u32;

        fn place(&self) -> u32 {
            *self
        }
    }

    fn page(items: &[u32], more: Option<&str>) -> Paged<u32> {
        Paged {
            items: items.to_vec(),
            next_cursor: more.map(str::to_owned),
        }
    }

    fn shown(shelf: Shelf<u32>) -> (Vec<u32>, Option<String>) {
        (shelf.items.get_untracked(), shelf.more.get_untracked())
    }

    #[test]
    fn what_was_read_stays_below_a_first_page_that_is_read_again() {
        Owner::new().with(|| {
            let shelf = Shelf::new(page(&[1, 2], Some("2")));
            assert_eq!(shelf.append(page(&[2, 3, 4], Some("4"))), Some(3));
            assert_eq!(shown(shelf), (vec![1, 2, 3, 4], Some("4".into())));
            shelf.renew(page(&[1, 3], Some("3")));
            assert_eq!(shown(shelf), (vec![1, 3, 4], Some("4".into())), "2 is gone");
            shelf.renew(page(&[1], None));
            assert_eq!(shown(shelf), (vec![1], None));
            assert_eq!(shelf.append(page(&[], None)), None);
        });
    }

    #[test]
    fn nothing_stays_beyond_a_gap() {
        Owner::new().with(|| {
            let shelf = Shelf::new(page(&[1, 2, 9], Some("9")));
            shelf.renew(page(&[1, 2, 3, 4], Some("4")));
            assert_eq!(shown(shelf), (vec![1, 2, 3, 4], Some("4".into())));
            shelf.clear();
            assert_eq!(shown(shelf), (vec![], None));
        });
    }
}
