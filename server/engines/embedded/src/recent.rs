//! Documents that were read lately, kept in memory as they are in the file. Only this process writes the file, and so it knows
//! which documents change.
//!
//! Before a group of commits reaches the disk all places that it writes are [held](Recent::hold), after it they are
//! [released](Recent::release): meanwhile they are read from the file alone, and what somebody began to read before is not
//! kept. So a reader that has seen a commit never finds anything from before it here.

use super::query::{Found, Place};
use domain::Timestamp;
use ports::documents::Document;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Maximum number of places that are kept; several restaurants with their people and settings.
const MAX_PLACES: usize = 16_384;
/// Maximum size of what is kept, in bytes, as [`Known::size`] reckons it.
const MAX_BYTES: usize = 24 * 1024 * 1024;
/// What a place takes beside its body, in bytes, about.
const PLACE_BYTES: usize = 512;
/// The record that is kept beside the text of a body takes about twice its room.
const BODY_SIZES: usize = 3;
/// A larger body is not kept, in bytes.
const MAX_BODY: usize = 64 * 1024;

/// See the module.
#[derive(Debug, Default)]
pub(super) struct Recent(Mutex<Places>);

#[derive(Debug, Default)]
struct Places {
    known: HashMap<Place, Known>,
    /// Size of what is kept, in bytes, as [`Known::size`] reckons it.
    bytes: usize,
    /// The number of the last reader that may keep what it reads.
    readers: u64,
}

#[derive(Debug)]
enum Known {
    /// A commit is writing it.
    Held,
    /// The reader of this number is reading it from the file.
    Awaited(u64),
    /// What lies there; `None` where there is nothing.
    Kept(Option<Found>),
}

/// What is known of a place.
pub(super) enum Look<'a> {
    /// What lies there.
    Kept(Option<Document>),
    /// It has to be read, and may be kept then.
    Unknown(Reading<'a>),
    /// It has to be read, and may not be kept: a commit is writing it, or another reader will keep it.
    Busy,
}

/// Somebody who reads a place from the file in order to keep what lies there.
pub(super) struct Reading<'a> {
    recent: &'a Recent,
    place: Place,
    number: u64,
}

impl Recent {
    /// What is known of a place at a time.
    pub(super) fn look(&self, place: &Place, now: Timestamp) -> Look<'_> {
        let mut places = self.places();
        match places.known.get(place) {
            Some(Known::Kept(found)) => {
                if let Ok(document) = kept(found.as_ref(), now) {
                    return Look::Kept(document);
                }
            }
            Some(Known::Held | Known::Awaited(_)) => return Look::Busy,
            None => {}
        }
        places.readers += 1;
        let number = places.readers;
        places.set(place.clone(), Known::Awaited(number));
        Look::Unknown(Reading {
            recent: self,
            place: place.clone(),
            number,
        })
    }

    /// What lies at several places at a time, as of the same commit; `None` where not all of them are kept.
    pub(super) fn look_at_all(&self, all: &[Place], now: Timestamp) -> Option<Vec<Option<Document>>> {
        let places = self.places();
        all.iter()
            .map(|place| match places.known.get(place) {
                Some(Known::Kept(found)) => kept(found.as_ref(), now).ok(),
                _ => None,
            })
            .collect()
    }

    /// The readers that may keep what is read at several places, in their order; `None` for those that are kept already or are
    /// busy.
    pub(super) fn begin_all(&self, all: &[Place], now: Timestamp) -> Vec<Option<Reading<'_>>> {
        let reading = |place| match self.look(place, now) {
            Look::Unknown(reading) => Some(reading),
            Look::Kept(_) | Look::Busy => None,
        };
        all.iter().map(reading).collect()
    }

    /// Commits are about to change these places.
    pub(super) fn hold(&self, written: &[Place]) {
        let mut places = self.places();
        for place in written {
            places.set(place.clone(), Known::Held);
        }
    }

    /// The commits are done, or undone.
    pub(super) fn release(&self, written: &[Place]) {
        let mut places = self.places();
        for place in written {
            places.forget(place);
        }
    }

    fn places(&self) -> MutexGuard<'_, Places> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Reading<'_> {
    /// Keeps what was found, unless a commit has come between.
    pub(super) fn keep(self, found: Option<&Found>) {
        let fits = found.is_none_or(|found| found.size() <= MAX_BODY);
        let known = Known::Kept(found.cloned());
        let mut places = self.recent.places();
        if fits && places.is_awaited_by(&self.place, self.number) {
            places.make_room(known.size());
            places.set(self.place.clone(), known);
        }
    }
}

impl Drop for Reading<'_> {
    fn drop(&mut self) {
        let mut places = self.recent.places();
        if places.is_awaited_by(&self.place, self.number) {
            places.forget(&self.place);
        }
    }
}

impl Places {
    fn is_awaited_by(&self, place: &Place, reader: u64) -> bool {
        matches!(self.known.get(place), Some(Known::Awaited(number)) if *number == reader)
    }

    fn set(&mut self, place: Place, known: Known) {
        self.bytes += known.size();
        let before = self.known.insert(place, known);
        self.bytes -= before.as_ref().map_or(0, Known::size);
    }

    fn forget(&mut self, place: &Place) {
        let before = self.known.remove(place);
        self.bytes -= before.as_ref().map_or(0, Known::size);
    }

    /// Where one more would be too much, forgets first where there is nothing, of which anybody can ask for any number, and then
    /// all that is kept: what is needed often is back at once.
    fn make_room(&mut self, size: usize) {
        let too_much = |places: &Places| {
            let one_more = places.bytes + size > MAX_BYTES;
            one_more || places.known.len() >= MAX_PLACES
        };
        if too_much(self) {
            self.keep_only(|known| !matches!(known, Known::Kept(None)));
        }
        if too_much(self) {
            self.keep_only(|known| !matches!(known, Known::Kept(_)));
        }
    }

    fn keep_only(&mut self, stays: impl Fn(&Known) -> bool) {
        self.known.retain(|_, known| stays(known));
        self.bytes = self.known.values().map(Known::size).sum();
    }
}

impl Known {
    /// About how much memory it takes, in bytes.
    fn size(&self) -> usize {
        match self {
            Known::Kept(Some(found)) => PLACE_BYTES + BODY_SIZES * found.size(),
            Known::Kept(None) | Known::Held | Known::Awaited(_) => PLACE_BYTES,
        }
    }
}

/// What was kept has expired, and may have been removed or not.
struct Expired;

fn kept(found: Option<&Found>, now: Timestamp) -> Result<Option<Document>, Expired> {
    match found {
        Some(found) if found.expires_at.is_some_and(|at| at <= now.0) => Err(Expired),
        found => Ok(found.map(|found| found.document.clone())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ports::body::Body;
    use ports::documents::{Key, Table};
    use std::collections::BTreeMap;

    const NOW: Timestamp = Timestamp(1_000);

    fn key(name: &str) -> Key {
        Key::new(Table::Catalog, name, "INFO")
    }

    fn place(name: &str) -> Place {
        Place::new("TENANT#t#", &key(name))
    }

    fn found(name: &str, body: &str) -> Found {
        Found {
            document: Document {
                key: key(name),
                version: 1,
                body: Body::from_text(body),
                counters: BTreeMap::new(),
            },
            expires_at: None,
        }
    }

    fn read<'a>(recent: &'a Recent, name: &str) -> Reading<'a> {
        match recent.look(&place(name), NOW) {
            Look::Unknown(reading) => reading,
            Look::Kept(_) | Look::Busy => panic!("{name} is not unknown"),
        }
    }

    fn text(recent: &Recent, name: &str) -> Option<String> {
        match recent.look(&place(name), NOW) {
            Look::Kept(document) => document.map(|document| document.body.text().to_owned()),
            Look::Unknown(_) => Some("unknown".into()),
            Look::Busy => Some("busy".into()),
        }
    }

    #[test]
    fn what_was_read_is_known() {
        let recent = Recent::default();
        read(&recent, "a").keep(Some(&found("a", "1")));
        read(&recent, "b").keep(None);
        assert_eq!(text(&recent, "a").as_deref(), Some("1"));
        assert_eq!(text(&recent, "b"), None);
        assert_eq!(text(&recent, "c").as_deref(), Some("unknown"));
    }

    #[test]
    fn what_was_begun_before_a_commit_is_not_kept_after_it() {
        let recent = Recent::default();
        let before = read(&recent, "a");
        recent.hold(&[place("a")]);
        assert_eq!(text(&recent, "a").as_deref(), Some("busy"));
        recent.release(&[place("a")]);
        let after = read(&recent, "a");
        before.keep(Some(&found("a", "old")));
        assert_eq!(
            text(&recent, "a").as_deref(),
            Some("busy"),
            "the later reader has it"
        );
        after.keep(Some(&found("a", "new")));
        assert_eq!(text(&recent, "a").as_deref(), Some("new"));
    }

    #[test]
    fn what_is_written_is_forgotten_also_when_that_fails() {
        let recent = Recent::default();
        read(&recent, "a").keep(Some(&found("a", "1")));
        recent.hold(&[place("a")]);
        recent.release(&[place("a")]);
        assert_eq!(text(&recent, "a").as_deref(), Some("unknown"));
    }

    #[test]
    fn a_reader_that_gives_up_is_not_waited_for() {
        let recent = Recent::default();
        drop(read(&recent, "a"));
        read(&recent, "a").keep(None);
        assert_eq!(text(&recent, "a"), None);
    }

    #[test]
    fn what_has_expired_is_read_again() {
        let recent = Recent::default();
        let fleeting = Found {
            expires_at: Some(NOW.0),
            ..found("a", "1")
        };
        read(&recent, "a").keep(Some(&fleeting));
        assert_eq!(text(&recent, "a").as_deref(), Some("unknown"));
    }

    #[test]
    fn several_are_known_together_or_not_at_all() {
        let recent = Recent::default();
        read(&recent, "a").keep(Some(&found("a", "1")));
        let both = [place("a"), place("b")];
        assert_eq!(recent.look_at_all(&both, NOW), None);
        read(&recent, "b").keep(None);
        let all = recent.look_at_all(&both, NOW).unwrap();
        assert_eq!(all.len(), 2);
        assert!(all[0].is_some() && all[1].is_none());
    }

    #[test]
    fn no_more_is_kept_than_there_is_room_for() {
        let recent = Recent::default();
        let large = "x".repeat(MAX_BODY);
        let of_large = PLACE_BYTES + BODY_SIZES * MAX_BODY;
        let fit = MAX_BYTES / of_large;
        read(&recent, "nothing").keep(None);
        for number in 0..fit {
            read(&recent, &number.to_string()).keep(Some(&found("a", &large)));
        }
        assert_eq!(text(&recent, "0").as_deref(), Some(large.as_str()));
        read(&recent, "one more").keep(Some(&found("a", &large)));
        // A place is counted from when it is asked for.
        let places = recent.places();
        assert_eq!((places.known.len(), places.bytes), (1, of_large));
        drop(places);
        read(&recent, "large").keep(Some(&found("large", &"x".repeat(MAX_BODY + 1))));
        assert_eq!(text(&recent, "large").as_deref(), Some("unknown"));
    }
}
