//! How far a request for catering is, as the steps that its page shows.

use ::texts::now::{
    shared::sentence, storefront::catering::answered_within, storefront::catering_request as texts,
};
use api::catering::CateringPage;
use domain::catering::CateringStatus;
use domain::{Currency, Money, Timestamp, Zone};

/// The request without what changes while nothing happens to its quote: messages, and when it was read.
pub fn of_quote(page: &CateringPage) -> CateringPage {
    let mut page = CateringPage {
        messages: Vec::new(),
        ..page.clone()
    };
    if page.status.is_open() {
        page.updated_at = page.requested_at;
    }
    if let Some(quote) = &mut page.quote {
        quote.read_at = None;
    }
    page
}

/// The state in words: where the deposit has come in, the date is held, also before the order is made.
pub fn shown_status(page: &CateringPage) -> CateringStatus {
    match page.status {
        CateringStatus::Accepted if page.money.deposit_owed_cents == Money::ZERO => CateringStatus::Scheduled,
        status => status,
    }
}

/// A step of the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub title: &'static str,
    pub text: String,
    /// `done`, `now`, or empty for what comes.
    pub state: &'static str,
}

/// The whole way of a request. One that came to nothing shows how far it came.
pub fn steps(
    page: &CateringPage,
    currency: Currency,
    zone: &Zone,
    answer_hours: u16,
    now: Timestamp,
) -> Vec<Step> {
    let at = |time: Timestamp| texts::at(zone, time, now);
    let step = |title: &'static str, text: String, state: &'static str| Step { title, text, state };
    let mut steps = vec![step(
        texts::STEP_RECEIVED,
        texts::received(&at(page.requested_at), &page.contact.email),
        "done",
    )];
    match &page.quote {
        Some(quote) => steps.push(step(
            texts::STEP_QUOTED,
            texts::quoted_by(&at(quote.made_at), &quote.by),
            "done",
        )),
        None if page.status == CateringStatus::New => {
            steps.push(step(texts::STEP_QUOTE, answered_within(answer_hours), "now"))
        }
        None => {}
    }
    let valid_until = page.quote.as_ref().map(|quote| quote.valid_until);
    let event = texts::when(zone, page.at, now);
    let coming = |title: &'static str, text: &str| step(title, text.to_owned(), "");
    let status = shown_status(page);
    match status {
        CateringStatus::New => steps.push(coming(texts::STEP_ANSWER, "")),
        CateringStatus::Quoted if page.wants_change => {
            steps.push(step(texts::STEP_CHANGE, answered_within(answer_hours), "now"));
            steps.push(coming(texts::STEP_ANSWER, ""));
        }
        CateringStatus::Quoted => {
            let until = valid_until.map(|time| texts::kept_until(&texts::until(zone, time, now)));
            steps.push(step(texts::STEP_ANSWER, until.unwrap_or_default(), "now"));
        }
        CateringStatus::Accepted => {
            steps.push(step(texts::STEP_ACCEPTED, String::new(), "done"));
            let missing = currency.format(page.money.deposit_owed_cents);
            steps.push(step(texts::STEP_DEPOSIT, texts::missing_deposit(&missing), "now"));
        }
        CateringStatus::Scheduled | CateringStatus::Done => {
            steps.push(step(texts::STEP_ACCEPTED, String::new(), "done"));
            if page.money.deposit_cents > Money::ZERO {
                let paid = currency.format(page.money.paid_cents);
                steps.push(step(texts::STEP_PAID, paid, "done"));
            }
        }
        CateringStatus::Declined => steps.push(ended(texts::STEP_CLOSED, &at(page.updated_at))),
        CateringStatus::Cancelled => steps.push(ended(texts::STEP_CANCELLED, &at(page.updated_at))),
        CateringStatus::Expired => steps.push(ended(texts::STEP_EXPIRED, "")),
    }
    match status {
        CateringStatus::Declined | CateringStatus::Cancelled | CateringStatus::Expired => {}
        CateringStatus::Scheduled => steps.push(step(texts::STEP_EVENT, event, "now")),
        CateringStatus::Done => steps.push(step(texts::STEP_EVENT, event, "done")),
        _ => steps.push(step(texts::STEP_EVENT, event, "")),
    }
    steps
}

fn ended(title: &'static str, text: &str) -> Step {
    Step {
        title,
        text: sentence(text),
        state: "now",
    }
}
