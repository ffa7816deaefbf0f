//! What is said below the date of an event: that the day is free, why it is not, and which one is.

use super::Draft;
use api::catering::{DayAnswer, DayAsked};
use domain::catering::{DayLoad, DayProblem, check_day, instant, next_free_day};
use domain::tenant::Tenant;
use domain::{Date, Timestamp};
use texts::now::storefront::catering as texts;

/// An answer of the server, with its question.
pub type Answered = (DayAsked, DayAnswer);

/// The time that is assumed while only the day is chosen: the last of the day, so that no day is refused too early.
const LAST: &str = "23:59";

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DaySaid {
    /// Nothing is known of the day yet.
    Hint(String),
    Free,
    Wrong {
        text: String,
        /// The next day that can be had.
        next: Option<Date>,
    },
}

/// The question for the server, once day, time and guests can be read.
pub fn asked(draft: &Draft, tenant: &Tenant) -> Option<DayAsked> {
    let settings = &tenant.catering;
    instant(&draft.date, &draft.time, tenant).ok()?;
    let guests = draft
        .guests()
        .filter(|guests| (settings.min_guests..=settings.max_guests).contains(guests))?;
    Some(DayAsked {
        date: draft.date.trim().to_owned(),
        time: draft.time.trim().to_owned(),
        guests,
    })
}

/// What is known of the day now: from the server where it has answered just this, else from the rules.
pub fn said(draft: &Draft, answer: Option<&Answered>, tenant: &Tenant, now: Timestamp) -> DaySaid {
    let today = tenant.zone.date(now);
    let words = |problem: DayProblem, next| {
        let text = texts::day_problem(problem, tenant.catering.notice_hours, next, today);
        DaySaid::Wrong { text, next }
    };
    let question = asked(draft, tenant);
    let answer = answer
        .filter(|(asked, _)| Some(asked) == question.as_ref())
        .map(|(_, answer)| answer);
    match answer {
        Some(answer) if answer.free => return DaySaid::Free,
        Some(DayAnswer {
            problem: Some(problem),
            next_free,
            ..
        }) => return words(*problem, *next_free),
        Some(answer) => {
            return DaySaid::Wrong {
                text: answer.message.clone(),
                next: answer.next_free,
            };
        }
        None => {}
    }
    let time = match draft.time.trim() {
        "" => LAST,
        time => time,
    };
    let hint = || DaySaid::Hint(texts::notice(tenant.catering.notice_hours, None));
    let (Ok(at), Some(date)) = (instant(&draft.date, time, tenant), Date::parse(draft.date.trim())) else {
        return hint();
    };
    let Err(problem) = check_day(tenant, at, now) else {
        return hint();
    };
    let minutes = tenant.zone.minutes(at);
    let guests = tenant.catering.min_guests;
    let next = next_free_day(tenant, date, minutes, guests, now, |_| DayLoad::default());
    words(problem, next)
}
