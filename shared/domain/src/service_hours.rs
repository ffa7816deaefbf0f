//! When a restaurant takes orders: by weekday, on days that are other than their weekday, and where it pauses.

use super::{Date, Slug, Timestamp};
use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;

const DAY: u16 = 24 * 60;
/// The most spans of one day: a kitchen with three breaks.
pub const MAX_SPANS: usize = 4;
/// The most days that are other than their weekday.
pub const MAX_SPECIAL_DAYS: usize = 100;
/// The most characters of why a day is other.
pub const MAX_DAY_NOTE: usize = 60;

/// A span of a day, in minutes after its midnight. It begins on the day itself, 0 to 1439, and ends at most 24 hours later:
/// `closes` above 1440 is on the next day, so 18:00 to 02:00 is 1080 to 1560.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ServiceHours {
    pub opens: u16,
    pub closes: u16,
}

/// The spans of each weekday, Monday first; a day without one is closed. In JSON a list of seven lists; one span in place of
/// the list is that of every day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WeeklyHours(pub [Vec<ServiceHours>; 7]);

/// A day that is other than its weekday.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SpecialDay {
    pub date: Date,
    /// The place it is about; `None` is all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub branch: Option<Slug>,
    /// Its spans; a day without one is closed.
    #[serde(default)]
    pub hours: Vec<ServiceHours>,
    /// Why, as customers read it, such as `Navidad`: up to 60 characters.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A place takes no orders for now until then. It ends by itself; orders for later are taken all the while.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Pause {
    /// The place that pauses; `None` is all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub branch: Option<Slug>,
    pub until: Timestamp,
}

/// A kitchen has more to do than usual until then: what is ordered meanwhile takes longer. It ends by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Rush {
    /// The place that has more to do; `None` is all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub branch: Option<Slug>,
    /// How much longer an order takes.
    pub minutes: u16,
    pub until: Timestamp,
}

impl Default for ServiceHours {
    /// Noon to eleven at night.
    fn default() -> ServiceHours {
        ServiceHours {
            opens: 12 * 60,
            closes: 23 * 60,
        }
    }
}

impl ServiceHours {
    /// Midnight to midnight.
    pub const ALL_DAY: ServiceHours = ServiceHours {
        opens: 0,
        closes: DAY,
    };

    fn is_sound(self) -> bool {
        self.opens < DAY && self.opens < self.closes && self.closes <= self.opens + DAY
    }
}

impl Default for WeeklyHours {
    fn default() -> WeeklyHours {
        WeeklyHours::every_day(ServiceHours::default())
    }
}

impl WeeklyHours {
    pub fn every_day(hours: ServiceHours) -> WeeklyHours {
        WeeklyHours(std::array::from_fn(|_| vec![hours]))
    }

    /// Never closed.
    pub fn always() -> WeeklyHours {
        WeeklyHours::every_day(ServiceHours::ALL_DAY)
    }

    /// The spans of a day's weekday.
    pub fn of(&self, day: Date) -> &[ServiceHours] {
        self.0.get(day.weekday()).map_or(&[], Vec::as_slice)
    }

    /// Whether a time of a date, in minutes since its midnight, is within the spans, or at the very end of one: in those of the date,
    /// or in the night of the date before.
    pub fn hold(&self, date: Date, minutes: u16) -> bool {
        let within = |day: Date, minutes: u16| {
            let mut spans = self.of(day).iter();
            spans.any(|span| (span.opens..=span.closes).contains(&minutes))
        };
        within(date, minutes) || within(date.plus_days(-1), minutes + DAY)
    }

    /// Whether there is any span at all.
    pub fn is_ever(&self) -> bool {
        self.0.iter().any(|day| !day.is_empty())
    }

    /// The place of the first weekday, 0 for Monday, whose spans cannot be: too many, one that ends before it begins, or two at
    /// once, also with the night of the day before.
    pub fn problem(&self) -> Option<usize> {
        (0..7).find(|day| {
            let of_day = self.0.get(*day).map_or(&[][..], Vec::as_slice);
            let before = self.0.get((day + 6) % 7).and_then(|spans| spans.last());
            // What is still open from the evening before.
            let night = before.map_or(0, |span| span.closes.saturating_sub(DAY));
            !spans_are_sound(of_day) || of_day.first().is_some_and(|span| span.opens < night)
        })
    }
}

/// Whether these can be the spans of one day: earliest first, none into another.
pub fn spans_are_sound(spans: &[ServiceHours]) -> bool {
    let in_order = spans.windows(2).all(|pair| match pair {
        [first, second] => first.closes < second.opens,
        _ => true,
    });
    spans.len() <= MAX_SPANS && in_order && spans.iter().all(|span| span.is_sound())
}

impl<'de> Deserialize<'de> for WeeklyHours {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<WeeklyHours, D::Error> {
        deserializer.deserialize_any(Week)
    }
}

struct Week;

impl<'de> Visitor<'de> for Week {
    type Value = WeeklyHours;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("seven lists of opening hours, Monday first, or one span for every day")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut days: A) -> Result<WeeklyHours, A::Error> {
        let mut week = Vec::with_capacity(7);
        while let Some(day) = days.next_element()? {
            week.push(day);
        }
        let found = week.len();
        let week = week
            .try_into()
            .map_err(|_| A::Error::invalid_length(found, &self))?;
        Ok(WeeklyHours(week))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<WeeklyHours, A::Error> {
        let hours = ServiceHours::deserialize(serde::de::value::MapAccessDeserializer::new(map))?;
        Ok(WeeklyHours::every_day(hours))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(opens: u16, closes: u16) -> ServiceHours {
        ServiceHours { opens, closes }
    }

    #[test]
    fn hours_of_before_there_were_weekdays_are_those_of_every_day() {
        let old: WeeklyHours = serde_json::from_str(r#"{"opens": 660, "closes": 1020}"#).unwrap();
        assert_eq!(old, WeeklyHours::every_day(span(660, 1020)));
        let written = serde_json::to_value(&old).unwrap();
        assert_eq!(written[6][0]["opens"], 660);
        assert_eq!(serde_json::from_value::<WeeklyHours>(written).unwrap(), old);
        assert!(serde_json::from_str::<WeeklyHours>("[[], []]").is_err());
        assert!(serde_json::from_str::<WeeklyHours>(r#""siempre""#).is_err());
    }

    #[test]
    fn spans_follow_each_other() {
        for (spans, sound) in [
            (vec![], true),
            (vec![span(720, 900), span(1080, 1560)], true),
            (vec![span(0, 1440)], true),
            (vec![span(300, 1740)], true),
            (vec![span(300, 1741)], false),
            (vec![span(720, 720)], false),
            (vec![span(1440, 1500)], false),
            (vec![span(720, 900), span(900, 960)], false),
            (vec![span(720, 900), span(800, 960)], false),
            (vec![span(1080, 1380), span(720, 900)], false),
            (
                vec![span(0, 1), span(2, 3), span(4, 5), span(6, 7), span(8, 9)],
                false,
            ),
        ] {
            assert_eq!(spans_are_sound(&spans), sound, "{spans:?}");
        }
    }

    #[test]
    fn no_morning_begins_in_the_night_before() {
        let week = |friday: Vec<ServiceHours>, saturday: Vec<ServiceHours>| {
            let mut week = WeeklyHours(Default::default());
            (week.0[4], week.0[5]) = (friday, saturday);
            week
        };
        let late = vec![span(1080, 1620)];
        assert_eq!(week(late.clone(), vec![span(180, 600)]).problem(), None);
        assert_eq!(week(late, vec![span(179, 600)]).problem(), Some(5));
        assert_eq!(WeeklyHours::always().problem(), None);
        let mut around = WeeklyHours(Default::default());
        around.0[6] = vec![span(1200, 1500)];
        around.0[0] = vec![span(0, 600)];
        assert_eq!(around.problem(), Some(0), "Sunday's night is Monday's morning");
    }
}
