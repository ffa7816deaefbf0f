//! When and where a restaurant serves, while a manager changes it.

use ::texts::now::console::settings as texts;
use api::catalog::ServiceSettings;
use domain::capacity::MAX_PER_QUARTER;
use domain::delivery_zones::{DeliveryZone, MAX_DISTRICTS, MAX_MINUTES, MAX_NAME};
use domain::letters::fold;
use domain::service_hours::{ServiceHours, SpecialDay, WeeklyHours, spans_are_sound};
use domain::settings::MAX_AMOUNT;
use domain::{Date, Money, Slug};

const DAY: u16 = 24 * 60;

/// Whose hours are changed: those of one place, or of all that have none of their own.
pub type Place = Option<Slug>;

/// The week of a place; `None` where it has none of its own.
pub fn week<'a>(hours: &'a ServiceSettings, place: &Place) -> Option<&'a WeeklyHours> {
    match place {
        None => Some(&hours.hours),
        Some(id) => hours.branch_hours.get(id),
    }
}

fn week_mut<'a>(hours: &'a mut ServiceSettings, place: &Place) -> Option<&'a mut WeeklyHours> {
    match place {
        None => Some(&mut hours.hours),
        Some(id) => hours.branch_hours.get_mut(id),
    }
}

/// The spans of a weekday, 0 for Monday.
pub fn spans(hours: &ServiceSettings, place: &Place, weekday: usize) -> Vec<ServiceHours> {
    let week = week(hours, place);
    let spans = week.and_then(|week| week.0.get(weekday));
    spans.cloned().unwrap_or_default()
}

/// Changes the spans of a weekday.
pub fn change_spans(
    hours: &mut ServiceSettings,
    place: &Place,
    weekday: usize,
    change: impl FnOnce(&mut Vec<ServiceHours>),
) {
    if let Some(spans) = week_mut(hours, place).and_then(|week| week.0.get_mut(weekday)) {
        change(spans);
    }
}

/// One span more: after the last one, or that of a usual day.
pub fn add_span(spans: &mut Vec<ServiceHours>) {
    let next = spans.last().map(|last| last.closes + 60);
    let span = match next {
        Some(opens) if opens + 60 < DAY => ServiceHours {
            opens,
            closes: (opens + 180).min(DAY),
        },
        Some(_) => return,
        None => ServiceHours::default(),
    };
    spans.push(span);
}

/// All weekdays after the first one as the first one is.
pub fn as_on_monday(hours: &mut ServiceSettings, place: &Place) {
    if let Some(week) = week_mut(hours, place) {
        let [monday, others @ ..] = &mut week.0;
        others.fill(monday.clone());
    }
}

/// Gives a place hours of its own, as they are everywhere, or takes them from it.
pub fn own_hours(hours: &mut ServiceSettings, place: &Slug, own: bool) {
    if own {
        let everywhere = hours.hours.clone();
        hours.branch_hours.entry(place.clone()).or_insert(everywhere);
    } else {
        hours.branch_hours.remove(place);
    }
}

/// The minutes after midnight of `HH:MM`.
pub fn minutes(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.get(..2)?.parse().ok()?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

/// A span as two clocks say it: one that does not end after its beginning ends on the next day.
pub fn span(opens: u16, closes: u16) -> ServiceHours {
    let closes = closes % DAY;
    ServiceHours {
        opens,
        closes: if closes <= opens { closes + DAY } else { closes },
    }
}

/// The first weekday whose hours cannot be.
pub fn wrong_weekday(hours: &ServiceSettings, place: &Place) -> Option<usize> {
    week(hours, place)?.problem()
}

/// Whether all of it can be saved.
pub fn is_sound(hours: &ServiceSettings) -> bool {
    let weeks = std::iter::once(&hours.hours).chain(hours.branch_hours.values());
    let days = hours.special_days.iter();
    weeks.into_iter().all(|week| week.problem().is_none())
        && days.into_iter().all(|day| spans_are_sound(&day.hours))
        && is_sound_capacity(hours)
        && (0..hours.delivery_zones.len()).all(|zone| zone_problem(&hours.delivery_zones, zone).is_none())
}

/// How many orders a place takes for a quarter of an hour by a number of its own.
pub fn orders(hours: &ServiceSettings, place: &Place) -> Option<u16> {
    match place {
        None => hours.capacity.as_ref()?.per_quarter,
        Some(id) => hours.capacity.as_ref()?.branches.get(id).copied(),
    }
}

/// Gives a place a number of its own, or takes it from it.
pub fn set_orders(hours: &mut ServiceSettings, place: &Place, orders: Option<u16>) {
    let capacity = hours.capacity.get_or_insert_default();
    match (place, orders) {
        (None, orders) => capacity.per_quarter = orders,
        (Some(id), Some(orders)) => {
            capacity.branches.insert(id.clone(), orders);
        }
        (Some(id), None) => {
            capacity.branches.remove(id);
        }
    }
}

/// The number that was typed, none in an empty field; 0, which cannot be saved, for what is no number.
pub fn typed_orders(text: &str) -> Option<u16> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.parse().unwrap_or(0))
}

/// Whether each number of orders can be saved.
pub fn is_sound_capacity(hours: &ServiceSettings) -> bool {
    let capacity = hours.capacity.iter();
    let mut all =
        capacity.flat_map(|capacity| capacity.branches.values().copied().chain(capacity.per_quarter));
    all.all(|orders| (1..=MAX_PER_QUARTER).contains(&orders))
}

/// A zone that has nothing yet.
pub fn new_zone() -> DeliveryZone {
    DeliveryZone {
        name: String::new(),
        districts: Vec::new(),
        branch: None,
        fee_cents: Money(500),
        free_from_cents: None,
        minimum_cents: Money::ZERO,
        minutes: 30,
        hours: None,
    }
}

/// The districts of a text with commas between them, each once.
pub fn districts(text: &str) -> Vec<String> {
    let mut districts: Vec<String> = Vec::new();
    for name in text.split(',').map(str::trim).filter(|name| !name.is_empty()) {
        if districts.iter().all(|known| fold(known) != fold(name)) {
            districts.push(name.to_owned());
        }
    }
    districts
}

/// What is wrong with a zone, in words.
pub fn zone_problem(zones: &[DeliveryZone], index: usize) -> Option<&'static str> {
    let zone = zones.get(index)?;
    let amounts = [
        Some(zone.fee_cents),
        Some(zone.minimum_cents),
        zone.free_from_cents,
    ];
    let is_amount = |amount: Money| (Money::ZERO..=MAX_AMOUNT).contains(&amount);
    let fits = |name: &String| (2..=MAX_NAME).contains(&name.chars().count());
    let of_another = |district: &String| {
        let mut others = zones.iter().enumerate().filter(|(other, _)| *other != index);
        others.any(|(_, other)| other.has(district))
    };
    let districts = &zone.districts;
    if zone.name.is_empty() {
        Some(texts::ZONE_NAME_MISSING)
    } else if districts.is_empty() {
        Some(texts::DISTRICTS_MISSING)
    } else if districts.len() > MAX_DISTRICTS || !districts.iter().all(fits) {
        Some(texts::WRONG_DISTRICTS)
    } else if districts.iter().any(of_another) {
        Some(texts::DISTRICT_TWICE)
    } else if !amounts.into_iter().flatten().all(is_amount) {
        Some(texts::WRONG_AMOUNT)
    } else if !(1..=MAX_MINUTES).contains(&i64::from(zone.minutes)) {
        Some(texts::WRONG_MINUTES)
    } else {
        None
    }
}

/// On which weekdays there are hours, and those hours, where they are one span, the same on each.
pub fn one_span(week: &WeeklyHours) -> Option<([bool; 7], ServiceHours)> {
    let days = week.0.each_ref().map(|spans| !spans.is_empty());
    let mut spans = week.0.iter().filter(|spans| !spans.is_empty());
    let first = spans.next()?;
    match first.as_slice() {
        [span] if spans.all(|other| other == first) => Some((days, *span)),
        _ => None,
    }
}

/// A week with these hours on some of its days.
pub fn week_of(days: [bool; 7], span: ServiceHours) -> WeeklyHours {
    WeeklyHours(days.map(|on| if on { vec![span] } else { Vec::new() }))
}

/// Puts a special day in its place, instead of another one of the same date and place. Those before yesterday are left out.
pub fn add_day(hours: &mut ServiceSettings, day: SpecialDay, today: Date) {
    // The night after yesterday may not be over.
    let kept = today.plus_days(-1);
    let days = &mut hours.special_days;
    days.retain(|other| other.date >= kept && (other.date, &other.branch) != (day.date, &day.branch));
    days.push(day);
    days.sort_by(|one, other| (one.date, &one.branch).cmp(&(other.date, &other.branch)));
}

/// Whether the two say the same of when and where it serves.
pub fn same_service(one: &ServiceSettings, other: &ServiceSettings) -> bool {
    one.hours == other.hours
        && one.branch_hours == other.branch_hours
        && one.special_days == other.special_days
        && one.capacity == other.capacity
        && one.delivery_zones == other.delivery_zones
}

#[cfg(test)]
mod tests;
