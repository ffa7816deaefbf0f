//! What a card says of a request: who, what for how much, what to know about it, and the next step.

use ::texts::now::{
    console::catering as texts,
    shared::{day, moment},
};
use api::catering::{CateringMoney, CateringView};
use domain::catering::{Alarm, CateringPackage, CateringStatus, PackagePrice};
use domain::order::Fulfilment;
use domain::tenant::Tenant;
use domain::{CateringId, Money, Timestamp};

/// A column of the board.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    New,
    Quoted,
    /// Accepted, with or without its deposit.
    Accepted,
    Done,
}

pub const LANES: [Lane; 4] = [Lane::New, Lane::Quoted, Lane::Accepted, Lane::Done];

/// Something to know about a request at a glance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Badge {
    /// Class of the badge; plain soft text when empty.
    pub tone: &'static str,
    pub icon: Option<&'static str>,
    pub words: String,
}

/// The one step that comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    Quote,
    QuoteAgain,
    Remind,
    Collect,
    ToKitchen,
}

impl Lane {
    pub fn words(self) -> &'static str {
        match self {
            Lane::New => texts::LANE_NEW,
            Lane::Quoted => texts::LANE_QUOTED,
            Lane::Accepted => texts::LANE_ACCEPTED,
            Lane::Done => texts::LANE_DONE,
        }
    }

    /// What stands there while it has no request.
    pub fn nothing(self) -> &'static str {
        match self {
            Lane::New => texts::LANE_NEW_EMPTY,
            Lane::Quoted => texts::LANE_QUOTED_EMPTY,
            Lane::Accepted => texts::LANE_ACCEPTED_EMPTY,
            Lane::Done => texts::LANE_DONE_EMPTY,
        }
    }

    /// Its id in the page.
    pub fn id(self) -> &'static str {
        match self {
            Lane::New => "columna-nueva",
            Lane::Quoted => "columna-cotizada",
            Lane::Accepted => "columna-aceptada",
            Lane::Done => "columna-hecha",
        }
    }
}

impl Next {
    pub fn words(self) -> &'static str {
        match self {
            Next::Quote => texts::QUOTE,
            Next::QuoteAgain => texts::QUOTE_AGAIN,
            Next::Remind => texts::REMIND,
            Next::Collect => texts::COLLECT,
            Next::ToKitchen => texts::TO_KITCHEN,
        }
    }
}

/// The column of a request; none for those that came to nothing.
pub fn of_lane(status: CateringStatus) -> Option<Lane> {
    match status {
        CateringStatus::New => Some(Lane::New),
        CateringStatus::Quoted => Some(Lane::Quoted),
        CateringStatus::Accepted | CateringStatus::Scheduled => Some(Lane::Accepted),
        CateringStatus::Done => Some(Lane::Done),
        CateringStatus::Declined | CateringStatus::Cancelled | CateringStatus::Expired => None,
    }
}

/// The requests of a column, in the order in which they came.
pub fn in_lane(requests: &[CateringView], lane: Lane) -> Vec<CateringId> {
    requests
        .iter()
        .filter(|request| of_lane(request.page.status) == Some(lane))
        .map(|request| request.page.id.clone())
        .collect()
}

/// What is undecided and what is accepted, in money: as quoted, or by the list price of the package.
pub fn sums(requests: &[CateringView], tenant: &Tenant) -> (Money, Money) {
    let sum = |lanes: &[Lane]| -> Money {
        requests
            .iter()
            .filter(|request| of_lane(request.page.status).is_some_and(|lane| lanes.contains(&lane)))
            .filter_map(|request| amount(request, tenant))
            .sum()
    };
    (sum(&[Lane::New, Lane::Quoted]), sum(&[Lane::Accepted]))
}

/// The company, or the person where there is none.
pub fn customer_name(request: &CateringView) -> String {
    let contact = &request.page.contact;
    match contact.company.is_empty() {
        true => contact.name.clone(),
        false => contact.company.clone(),
    }
}

/// The package, and what it costs as quoted or by the list.
pub fn what(request: &CateringView, tenant: &Tenant) -> String {
    let page = &request.page;
    let name = match package(request, tenant) {
        Some(package) => texts::times(&package.name, copies(package.price, page.guests)),
        None => texts::ADVICE.to_owned(),
    };
    match amount(request, tenant) {
        Some(amount) => texts::of_amount(&name, &tenant.format(amount)),
        None => name,
    }
}

fn package<'a>(request: &CateringView, tenant: &'a Tenant) -> Option<&'a CateringPackage> {
    let wanted = request.page.package.as_ref()?;
    tenant.catering.package(wanted)
}

/// What it comes to: as quoted, by the list price of its package, or what the customer wants to spend.
fn amount(request: &CateringView, tenant: &Tenant) -> Option<Money> {
    let page = &request.page;
    let quoted = page.quote.as_ref().map(|quote| quote.totals.total);
    let listed = || package(request, tenant).map(|package| package.price.estimate(page.guests));
    quoted.or_else(listed).or(page.budget_cents)
}

/// How many of a package are shown; one where it is sold by the person.
fn copies(price: PackagePrice, guests: u32) -> u32 {
    match price {
        PackagePrice::Whole { .. } => price.quantity(guests),
        PackagePrice::PerPerson { .. } => 1,
    }
}

/// When and where, and whether a factura is wanted.
pub fn whereabouts(request: &CateringView, tenant: &Tenant, now: Timestamp) -> String {
    let page = &request.page;
    let place = match &page.fulfilment {
        Fulfilment::Delivery { address } if !address.district.is_empty() => address.district.clone(),
        Fulfilment::Delivery { address } => address.line.clone(),
        Fulfilment::Pickup { .. } => texts::PICKUP.to_owned(),
    };
    let when = texts::short_moment(&tenant.zone, page.at, now);
    match page.contact.ruc.is_empty() {
        true => format!("{when}. {place}."),
        false => format!("{when}. {place}. {}", texts::WITH_FACTURA),
    }
}

/// What matters most about a request now.
pub fn badge(request: &CateringView, tenant: &Tenant, now: Timestamp) -> Badge {
    let page = &request.page;
    let warning = |words: String| Badge {
        tone: "badge badge--warning",
        icon: Some("alert"),
        words,
    };
    let soft = |words: String| Badge {
        tone: "",
        icon: None,
        words,
    };
    let good = |words: &str| Badge {
        tone: "badge badge--success",
        icon: Some("check"),
        words: words.to_owned(),
    };
    let loud = |badge: Badge, alarm: Alarm| match request.alarms.contains(&alarm) {
        true => Badge {
            tone: "badge badge--danger",
            icon: Some("alert"),
            ..badge
        },
        false => badge,
    };
    match page.status {
        CateringStatus::New => {
            let waited = now.since_ms(request.unanswered_since.unwrap_or(page.requested_at));
            let waits = Badge {
                tone: "badge badge--warning",
                icon: Some("clock"),
                words: texts::waited(waited),
            };
            loud(waits, Alarm::Unanswered)
        }
        CateringStatus::Quoted if page.wants_change => {
            loud(warning(texts::WANTS_CHANGE.to_owned()), Alarm::Unanswered)
        }
        CateringStatus::Quoted => quoted(request, tenant, now).unwrap_or_else(|| match read_at(request) {
            Some(at) => soft(texts::read(&near(tenant, at, now))),
            None => soft(texts::UNREAD.to_owned()),
        }),
        CateringStatus::Accepted => loud(warning(texts::DEPOSIT_OWED.to_owned()), Alarm::DepositOwed),
        CateringStatus::Scheduled if request.alarms.contains(&Alarm::BalanceOwed) => {
            loud(warning(owed(request, tenant)), Alarm::BalanceOwed)
        }
        CateringStatus::Scheduled if page.money.owed_cents > Money::ZERO => good(texts::WITH_DEPOSIT),
        CateringStatus::Done if page.money.owed_cents > Money::ZERO => warning(owed(request, tenant)),
        CateringStatus::Scheduled | CateringStatus::Done => good(texts::PAID),
        CateringStatus::Declined | CateringStatus::Cancelled | CateringStatus::Expired => {
            soft(texts::status(page.status).to_owned())
        }
    }
}

/// A quote that is over soon.
fn quoted(request: &CateringView, tenant: &Tenant, now: Timestamp) -> Option<Badge> {
    let until = request.page.quote.as_ref()?.valid_until;
    // It can be accepted before this instant: midnight belongs to the day before.
    let last = tenant.zone.date(until.plus_ms(-1));
    let today = tenant.zone.date(now);
    let words = match last.0.saturating_sub(today.0) {
        ..=0 => texts::ENDS_TODAY,
        1 => texts::ENDS_TOMORROW,
        _ => return None,
    };
    Some(Badge {
        tone: "badge badge--warning",
        icon: Some("clock"),
        words: words.to_owned(),
    })
}

fn read_at(request: &CateringView) -> Option<Timestamp> {
    request.page.quote.as_ref()?.read_at
}

/// A time of today by the clock, any other by its day.
fn near(tenant: &Tenant, at: Timestamp, now: Timestamp) -> String {
    let (on, today) = (tenant.zone.date(at), tenant.zone.date(now));
    match on == today {
        true => moment(&tenant.zone, at, now),
        false => day(on, today),
    }
}

fn owed(request: &CateringView, tenant: &Tenant) -> String {
    texts::balance_owed(&tenant.format(request.page.money.owed_cents))
}

/// The one next step of a request; none where there is nothing to do.
pub fn next_step(request: &CateringView) -> Option<Next> {
    let page = &request.page;
    match page.status {
        CateringStatus::New => Some(Next::Quote),
        CateringStatus::Quoted if page.wants_change => Some(Next::QuoteAgain),
        CateringStatus::Quoted => may_remind(request).then_some(Next::Remind),
        CateringStatus::Accepted => Some(Next::Collect),
        CateringStatus::Scheduled if request.alarms.contains(&Alarm::BalanceOwed) => Some(Next::Collect),
        CateringStatus::Scheduled => (!request.order_begun).then_some(Next::ToKitchen),
        CateringStatus::Done if page.money.owed_cents > Money::ZERO => Some(Next::Collect),
        CateringStatus::Expired => Some(Next::QuoteAgain),
        _ => None,
    }
}

/// Whether a quote, or another version of it, can be sent.
pub fn may_quote(status: CateringStatus) -> bool {
    matches!(
        status,
        CateringStatus::New | CateringStatus::Quoted | CateringStatus::Expired
    )
}

/// Whether there is something of which the customer can be reminded by mail.
pub fn may_remind(request: &CateringView) -> bool {
    let page = &request.page;
    let waits = match page.status {
        CateringStatus::Quoted => !page.wants_change,
        CateringStatus::Accepted => true,
        CateringStatus::Scheduled | CateringStatus::Done => page.money.owed_cents > Money::ZERO,
        _ => false,
    };
    waits && !page.contact.email.is_empty()
}

/// What is due first: what is missing of the deposit, then the rest.
pub fn due_first(money: &CateringMoney) -> Money {
    match money.deposit_owed_cents {
        Money::ZERO => money.owed_cents,
        deposit => deposit,
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{at, now, quoted, request, tenant};
    use super::*;

    #[test]
    fn a_new_request_says_how_long_it_waits_and_wants_a_quote() {
        let mut request = request();
        let shown = badge(&request, &tenant(), now().plus_minutes(180));
        assert_eq!(
            (shown.tone, shown.words.as_str()),
            ("badge badge--warning", "espera 3 h")
        );
        assert_eq!(next_step(&request), Some(Next::Quote));
        request.alarms.push(Alarm::Unanswered);
        assert_eq!(badge(&request, &tenant(), now()).tone, "badge badge--danger");
    }

    #[test]
    fn a_card_has_the_package_at_its_list_price_until_it_is_quoted() {
        let tenant = tenant();
        assert_eq!(what(&request(), &tenant), "Parrillera × 2, S/\u{a0}1,498.00");
        assert_eq!(what(&quoted(), &tenant), "Parrillera × 2, S/\u{a0}1,500.00");
        assert_eq!(sums(&[request(), quoted()], &tenant).0, Money(299_800));
        assert_eq!(
            whereabouts(&request(), &tenant, now()),
            "Vie 4 dic, 13:00. San Isidro."
        );
    }

    #[test]
    fn a_quote_says_whether_it_was_read_and_when_it_ends() {
        let (tenant, mut request) = (tenant(), quoted());
        assert_eq!(badge(&request, &tenant, now()).words, "sin leer");
        request.page.quote.as_mut().unwrap().read_at = Some(at("2026-11-25T10:00:00-05:00"));
        assert_eq!(badge(&request, &tenant, now()).words, "leída ayer");
        let last = at("2026-12-02T09:00:00-05:00");
        assert_eq!(badge(&request, &tenant, last).words, "vence mañana");
        request.page.wants_change = true;
        assert_eq!(badge(&request, &tenant, now()).words, "Pide un cambio");
        assert_eq!(next_step(&request), Some(Next::QuoteAgain));
        assert!(!may_remind(&request));
    }

    #[test]
    fn what_is_accepted_is_collected_and_then_sent_to_the_kitchen() {
        let mut request = quoted();
        request.page.status = CateringStatus::Accepted;
        assert_eq!(badge(&request, &tenant(), now()).words, "Falta adelanto");
        assert_eq!(next_step(&request), Some(Next::Collect));
        request.page.status = CateringStatus::Scheduled;
        assert_eq!(badge(&request, &tenant(), now()).words, "Con adelanto");
        assert_eq!(next_step(&request), Some(Next::ToKitchen));
        request.alarms = vec![Alarm::BalanceOwed];
        assert_eq!(
            badge(&request, &tenant(), now()).words,
            "Falta saldo, S/\u{a0}1,050.00"
        );
        assert_eq!(next_step(&request), Some(Next::Collect));
    }

    #[test]
    fn requests_stand_in_the_column_of_their_state() {
        let all = [request(), quoted()];
        assert_eq!(in_lane(&all, Lane::New), [all[0].page.id.clone()]);
        assert_eq!(in_lane(&all, Lane::Quoted), [all[1].page.id.clone()]);
        assert_eq!(of_lane(CateringStatus::Declined), None);
    }
}
