//! The time zone of a restaurant: what its clocks show.

use super::time::{DAY_MS, MINUTE_MS, SECOND_MS};
use super::{Date, Timestamp};
use serde::{Deserialize, Serialize};

/// A time zone by its name, and what its clocks show from when on. The server makes the table of changes of the time zone
/// database when it reads the restaurant; browser and server compute with the table, and no browser has the database.
///
/// Before the first change that it has, the offset of before holds, and after the last one the last offset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Zone {
    /// Its name in the time zone database, e.g. `America/Lima`.
    pub name: String,
    /// Minutes east of UTC before the first change, −720 to 840; Lima is −300.
    pub offset_minutes: i32,
    /// Earliest first; none where the clocks are never changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
}

/// Clocks are set to another offset. In JSON it is a pair such as `[1775358000, -240]`: seconds since 1970-01-01T00:00:00Z,
/// and minutes east of UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(i64, i32)", into = "(i64, i32)")]
pub struct Change {
    /// A whole second.
    pub at: Timestamp,
    /// From then on.
    pub offset_minutes: i32,
}

impl From<(i64, i32)> for Change {
    fn from((seconds, offset_minutes): (i64, i32)) -> Change {
        let at = Timestamp(seconds.saturating_mul(SECOND_MS));
        Change { at, offset_minutes }
    }
}

impl From<Change> for (i64, i32) {
    fn from(change: Change) -> (i64, i32) {
        (change.at.0.div_euclid(SECOND_MS), change.offset_minutes)
    }
}

impl Zone {
    /// A zone whose clocks are never changed.
    pub fn fixed(name: impl Into<String>, offset_minutes: i32) -> Zone {
        Zone {
            name: name.into(),
            offset_minutes,
            changes: Vec::new(),
        }
    }

    pub fn lima() -> Zone {
        Zone::fixed("America/Lima", -300)
    }

    /// Minutes east of UTC at an instant.
    pub fn offset_at(&self, at: Timestamp) -> i32 {
        let begun = self.changes.iter().rev().find(|change| change.at <= at);
        begun.map_or(self.offset_minutes, |change| change.offset_minutes)
    }

    /// The day an instant falls on here.
    pub fn date(&self, at: Timestamp) -> Date {
        Date(i32::try_from(self.shown(at).div_euclid(DAY_MS)).unwrap_or(0))
    }

    /// Minutes after midnight that a clock here shows at an instant, 0 to 1439. On a day on which clocks are changed they are
    /// not the minutes that have passed since midnight.
    pub fn minutes(&self, at: Timestamp) -> u16 {
        u16::try_from(self.shown(at).rem_euclid(DAY_MS) / MINUTE_MS).unwrap_or(0)
    }

    /// Hour (0–23) and minute of an instant here.
    pub fn clock(&self, at: Timestamp) -> (u8, u8) {
        let minutes = self.minutes(at);
        (
            u8::try_from(minutes / 60).unwrap_or(0),
            u8::try_from(minutes % 60).unwrap_or(0),
        )
    }

    /// The first instant of a day here. A day is from its midnight until that of the next day, which are 23 to 25 hours.
    pub fn midnight(&self, day: Date) -> Timestamp {
        self.at(day, 0)
    }

    /// The instant at which a clock here shows a time of a day, in minutes after midnight; 1440 and more are of the next day.
    /// Where clocks are set forward over it, that is the instant at which they are; where they show it twice, the first.
    pub fn at(&self, day: Date, minutes: u16) -> Timestamp {
        let shown = i64::from(day.0) * DAY_MS + i64::from(minutes) * MINUTE_MS;
        let mut begun = Timestamp(i64::MIN);
        let mut offset_minutes = self.offset_minutes;
        for change in &self.changes {
            let at = instant(shown, offset_minutes);
            if at < change.at {
                return at.max(begun);
            }
            begun = change.at;
            offset_minutes = change.offset_minutes;
        }
        instant(shown, offset_minutes).max(begun)
    }

    /// `HH:MM` here.
    pub fn hhmm(&self, at: Timestamp) -> String {
        let (hour, minute) = self.clock(at);
        format!("{hour:02}:{minute:02}")
    }

    /// What a clock here shows at an instant, as if it were of UTC.
    fn shown(&self, at: Timestamp) -> i64 {
        at.0.saturating_add(i64::from(self.offset_at(at)) * MINUTE_MS)
    }
}

/// The instant at which clocks of an offset show this.
fn instant(shown: i64, offset_minutes: i32) -> Timestamp {
    Timestamp(shown - i64::from(offset_minutes) * MINUTE_MS)
}

#[cfg(test)]
pub(crate) mod tests;
