//! Opening hours as they are typed: the form that OpenStreetMap and schema.org write, as far as a week needs it.

use domain::service_hours::{ServiceHours, WeeklyHours};

/// The days as they are written, Monday first.
const DAYS: [&str; 7] = ["mo", "tu", "we", "th", "fr", "sa", "su"];
const DAY: u16 = 24 * 60;

/// What to say of hours that cannot be read.
pub(super) const WRONG: &str = "--hours should be such as `Mo-Th 12:00-23:00; Fr,Sa 12:00-15:30,18:00-02:00`";

/// The hours of a week; `None` when they cannot be read or cannot be.
pub(super) fn read(text: &str) -> Option<WeeklyHours> {
    let mut week = WeeklyHours(Default::default());
    for rule in text.split(';').map(str::trim).filter(|rule| !rule.is_empty()) {
        let (days, spans) = rule.split_once(' ')?;
        let spans: Vec<ServiceHours> = spans.split(',').map(span).collect::<Option<_>>()?;
        for days in days.split(',') {
            let (first, last) = days.split_once('-').unwrap_or((days, days));
            let (first, last) = (day(first)?, day(last)?);
            for ahead in 0..=(last + 7 - first) % 7 {
                *week.0.get_mut((first + ahead) % 7)? = spans.clone();
            }
        }
    }
    week.problem().is_none().then_some(week)
}

fn day(text: &str) -> Option<usize> {
    DAYS.iter().position(|day| text.trim().eq_ignore_ascii_case(day))
}

/// `18:00-02:00` ends on the next day.
fn span(text: &str) -> Option<ServiceHours> {
    let (opens, closes) = text.trim().split_once('-')?;
    let (opens, closes) = (minutes(opens)?, minutes(closes)?);
    let closes = if closes <= opens { closes + DAY } else { closes };
    Some(ServiceHours { opens, closes })
}

fn minutes(text: &str) -> Option<u16> {
    let (hours, minutes) = text.trim().split_once(':')?;
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours <= 24 && minutes < 60).then(|| hours * 60 + minutes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opens(week: &WeeklyHours) -> [usize; 7] {
        std::array::from_fn(|day| week.0[day].len())
    }

    #[test]
    fn a_week_is_read_as_it_is_written_elsewhere() {
        let week = read("Mo-Th 12:00-23:00; Fr,Sa 12:00-15:30,18:00-02:00").unwrap();
        assert_eq!(opens(&week), [1, 1, 1, 1, 2, 2, 0]);
        let night = week.0[4][1];
        assert_eq!((night.opens, night.closes), (1_080, 1_560));
        assert_eq!(opens(&read("Sa-Mo 10:00-24:00").unwrap()), [1, 0, 0, 0, 0, 1, 1]);
        assert_eq!(read("Mo-Su 00:00-24:00").unwrap(), WeeklyHours::always());
        assert_eq!(opens(&read("").unwrap()), [0; 7]);
    }

    #[test]
    fn what_cannot_be_read_or_cannot_be_is_refused() {
        for text in [
            "siempre",
            "Mo",
            "Mo 12:00",
            "Lu 12:00-13:00",
            "Mo 25:00-26:00",
            "Mo 12:60-13:00",
            "Mo 12:00-14:00,13:00-15:00",
            "Fr 18:00-04:00; Sa 03:00-05:00",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
