//! The way back through a list that only knows how it goes on: where each page that was visited begins.
//!
//! The address holds the page itself; this only remembers the pages before it. Who comes by a link goes back to the
//! first page.

/// Beginnings of pages, the first page's being none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trail(Vec<Option<String>>);

impl Trail {
    /// Somebody is at the page that begins here.
    pub fn at(&mut self, cursor: &Option<String>) {
        match self.0.iter().position(|known| known == cursor) {
            Some(index) => self.0.truncate(index + 1),
            None if cursor.is_none() => self.0 = vec![None],
            None => self.0.push(cursor.clone()),
        }
    }

    /// Where the page before this one begins, and its number; `None` on the first page.
    pub fn before(&self, cursor: &Option<String>, number: usize) -> Option<(Option<String>, usize)> {
        cursor.as_ref()?;
        let index = self.0.iter().position(|known| known == cursor);
        let before = index
            .and_then(|index| index.checked_sub(1))
            .and_then(|index| self.0.get(index));
        Some(match before {
            Some(None) | None => (None, 1),
            Some(before) => (before.clone(), number.saturating_sub(1).max(1)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cursor(name: &str) -> Option<String> {
        Some(name.into())
    }

    #[test]
    fn one_goes_back_the_way_one_came() {
        let mut trail = Trail::default();
        for at in [None, cursor("b"), cursor("c")] {
            trail.at(&at);
        }
        assert_eq!(trail.before(&cursor("c"), 3), Some((cursor("b"), 2)));
        trail.at(&cursor("b"));
        assert_eq!(trail.before(&cursor("b"), 2), Some((None, 1)));
        trail.at(&None);
        assert_eq!(trail.before(&None, 1), None);
    }

    #[test]
    fn who_comes_by_a_link_goes_back_to_the_first_page() {
        let mut trail = Trail::default();
        trail.at(&cursor("c"));
        assert_eq!(trail.before(&cursor("c"), 7), Some((None, 1)));
    }
}
