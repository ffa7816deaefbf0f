//! Whether a place of the restaurant takes orders now: by its hours, by days that are other than their weekday, and by pauses.

pub use super::service_hours::{Pause, Rush};
use super::service_hours::{ServiceHours, SpecialDay};
use super::tenant::{Branch, Tenant};
use super::{Date, Slug, Timestamp};

/// Looked ahead for when a place opens and how long it is open.
const DAYS_AHEAD: i32 = 14;
/// The longest pause.
pub const MAX_PAUSE_MINUTES: u16 = 24 * 60;
/// The most minutes by which orders take longer in a rush.
pub const MAX_RUSH_MINUTES: u16 = 60;
/// The longest rush, in minutes.
pub const MAX_RUSH_LASTS: u16 = 4 * 60;

/// Whether a place takes orders for now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opening {
    /// Until then, or without an end that can be seen.
    Open { until: Option<Timestamp> },
    /// Takes orders for now again at `opens`; `None` when it does not within two weeks.
    Closed { opens: Option<Timestamp>, why: Why },
}

/// Why a place takes no orders for now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// These are not its hours.
    Hours,
    /// The whole day is closed, for this reason, which may be empty.
    SpecialDay(String),
    Paused,
    /// The kitchen takes no more for the quarter of an hour at which an order for now would be there.
    Full,
}

impl Opening {
    pub fn is_open(&self) -> bool {
        matches!(self, Opening::Open { .. })
    }
}

impl Tenant {
    /// Whether a place takes orders for now. Without one, or with one that is none: by what is the same for all places.
    pub fn opening(&self, branch: Option<&Slug>, now: Timestamp) -> Opening {
        let place = Place::new(self, branch);
        if let Some(until) = place.paused_until(now) {
            return Opening::Closed {
                opens: place.open_from(until),
                why: Why::Paused,
            };
        }
        match place.spans_around(now).find(|span| span.holds(now)) {
            Some(span) => Opening::Open {
                until: place.end_of(span, now),
            },
            None => Opening::Closed {
                opens: place.open_from(now),
                why: place.why_closed(now),
            },
        }
    }

    /// Whether an order can be handed over at that time: in the hours, or at their very end.
    pub fn hands_over_at(&self, branch: Option<&Slug>, at: Timestamp) -> bool {
        let place = Place::new(self, branch);
        place
            .spans_around(at)
            .any(|span| span.holds(at) || span.ends == at)
    }

    /// The day to which an instant belongs in a place: that on which the hours began that hold then, so that the night after a
    /// Saturday is Saturday's, to its very end; outside of all hours the date.
    pub fn service_day(&self, branch: Option<&Slug>, at: Timestamp) -> Date {
        let (place, date) = (Place::new(self, branch), self.zone.date(at));
        let evening = date.plus_days(-1);
        let of_evening = place
            .spans_on(evening)
            .any(|span| span.holds(at) || span.ends == at);
        let of_day = place.spans_on(date).any(|span| span.holds(at));
        if of_evening && !of_day { evening } else { date }
    }

    /// The hours of a place on a day, and why they are other than those of its weekday, where they are.
    pub fn hours_on(&self, branch: Option<&Slug>, day: Date) -> (&[ServiceHours], Option<&str>) {
        Place::new(self, branch).hours_on(day)
    }

    /// When a pause of a place ends, while there is one.
    pub fn paused_until(&self, branch: Option<&Slug>, now: Timestamp) -> Option<Timestamp> {
        Place::new(self, branch).paused_until(now)
    }

    /// The rush of a place while there is one: that by which orders take longest, and of those the one that ends last.
    pub fn rush(&self, branch: Option<&Slug>, now: Timestamp) -> Option<&Rush> {
        let place = Place::new(self, branch);
        let own = self
            .rushes
            .iter()
            .filter(|rush| rush.until > now && place.is_about(rush.branch.as_ref()));
        own.max_by_key(|rush| (rush.minutes, rush.until))
    }

    /// How many minutes longer an order takes that a place takes on now; 0 without a rush.
    pub fn rush_minutes(&self, branch: Option<&Slug>, now: Timestamp) -> u16 {
        self.rush(branch, now).map_or(0, |rush| rush.minutes)
    }

    /// When the kitchen begins on the next day on which it works, by the hours of a place or those of the restaurant: what has run
    /// out today is bought again by then. Midnight where no hours are known for two weeks.
    pub fn begins_next_day(&self, branch: Option<&Slug>, now: Timestamp) -> Timestamp {
        let (place, today) = (Place::new(self, branch), self.service_day(branch, now));
        let mut days = (1..=14).map(|after| today.plus_days(after));
        let begins = days.find_map(|day| place.spans_on(day).map(|span| span.begins).min());
        begins.unwrap_or_else(|| self.zone.midnight(today.plus_days(1)))
    }

    /// When a place takes orders for now next, from `from` on; pauses are not asked for.
    pub fn opens_after(&self, branch: Option<&Slug>, from: Timestamp) -> Option<Timestamp> {
        Place::new(self, branch).open_from(from)
    }
}

/// A place of a restaurant, or what is the same for all of them.
#[derive(Debug, Clone, Copy)]
struct Place<'a> {
    tenant: &'a Tenant,
    branch: Option<&'a Branch>,
}

/// From `begins` until just before `ends`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Span {
    begins: Timestamp,
    ends: Timestamp,
}

impl Span {
    fn holds(self, at: Timestamp) -> bool {
        self.begins <= at && at < self.ends
    }
}

impl<'a> Place<'a> {
    fn new(tenant: &'a Tenant, branch: Option<&Slug>) -> Place<'a> {
        Place {
            tenant,
            branch: branch.and_then(|id| tenant.branches.iter().find(|branch| &branch.id == id)),
        }
    }

    fn is_about(self, branch: Option<&Slug>) -> bool {
        branch.is_none_or(|id| self.branch.is_some_and(|own| &own.id == id))
    }

    fn paused_until(self, now: Timestamp) -> Option<Timestamp> {
        let own = self
            .tenant
            .pauses
            .iter()
            .filter(|pause| self.is_about(pause.branch.as_ref()));
        own.map(|pause| pause.until).filter(|until| *until > now).max()
    }

    /// The day of the place itself counts before that of all places.
    fn special_day(self, day: Date) -> Option<&'a SpecialDay> {
        let of_day = self
            .tenant
            .special_days
            .iter()
            .filter(|special| special.date == day);
        let own = of_day.filter(|special| self.is_about(special.branch.as_ref()));
        own.max_by_key(|special| special.branch.is_some())
    }

    fn hours_on(self, day: Date) -> (&'a [ServiceHours], Option<&'a str>) {
        match self.special_day(day) {
            Some(special) => (&special.hours, Some(&special.note)),
            None => {
                let own = self.branch.map(|branch| self.tenant.hours_of(branch));
                (own.unwrap_or(&self.tenant.hours).of(day), None)
            }
        }
    }

    fn spans_on(self, day: Date) -> impl Iterator<Item = Span> + 'a {
        let zone = &self.tenant.zone;
        let spans = self.hours_on(day).0.iter().map(move |hours| Span {
            begins: zone.at(day, hours.opens),
            ends: zone.at(day, hours.closes),
        });
        // Clocks may be set forward over all of it.
        spans.filter(|span| span.begins < span.ends)
    }

    fn spans(self, from: Date, days: i32) -> impl Iterator<Item = Span> + 'a {
        (0..days).flat_map(move |ahead| self.spans_on(from.plus_days(ahead)))
    }

    /// The spans in which an instant may lie: those of its day and of the evening before.
    fn spans_around(self, at: Timestamp) -> impl Iterator<Item = Span> + 'a {
        self.spans(self.tenant.zone.date(at).plus_days(-1), 2)
    }

    fn spans_ahead(self, now: Timestamp) -> impl Iterator<Item = Span> + 'a {
        self.spans(self.tenant.zone.date(now).plus_days(-1), DAYS_AHEAD + 1)
    }

    /// The first instant from `from` on at which it is open.
    fn open_from(self, from: Timestamp) -> Option<Timestamp> {
        let mut ahead = self.spans_ahead(from).filter(|span| span.ends > from);
        ahead.next().map(|span| span.begins.max(from))
    }

    /// Where one span ends as another begins, it is open on.
    fn end_of(self, span: Span, now: Timestamp) -> Option<Timestamp> {
        let end = self
            .spans_ahead(now)
            .fold(span.ends, |end, next| match next.begins <= end {
                true => end.max(next.ends),
                false => end,
            });
        let seen = self.tenant.zone.date(now).plus_days(DAYS_AHEAD - 1);
        (self.tenant.zone.date(end) < seen).then_some(end)
    }

    fn why_closed(self, now: Timestamp) -> Why {
        match self.special_day(self.tenant.zone.date(now)) {
            Some(special) if special.hours.is_empty() => Why::SpecialDay(special.note.clone()),
            _ => Why::Hours,
        }
    }
}

#[cfg(test)]
mod tests;
