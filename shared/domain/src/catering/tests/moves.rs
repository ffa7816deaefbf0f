//! Every command in every state, and the times.

use super::*;

fn all() -> Vec<(CateringStatus, CateringRequest)> {
    let declined = after(
        &quoted(),
        &Command::Decline {
            reason: "Otra fecha".into(),
        },
        &customer(),
        now(),
    );
    let cancelled = after(
        &scheduled(),
        &Command::Cancel {
            reason: String::new(),
        },
        &customer(),
        now(),
    );
    let expired = after(
        &request(),
        &Command::Expire,
        &Actor::system(),
        at("2026-12-04T13:00"),
    );
    let done = after(
        &scheduled(),
        &Command::Finish,
        &Actor::system(),
        at("2026-12-04T12:50"),
    );
    [
        request(),
        quoted(),
        accepted(),
        scheduled(),
        done.unwrap(),
        declined.unwrap(),
        cancelled.unwrap(),
        expired.unwrap(),
    ]
    .into_iter()
    .map(|request| (request.status(), request))
    .collect()
}

/// Where a command leads to from each state; `.` for a refusal, `=` for no change of the state.
fn row(command: impl Fn(&CateringRequest) -> Command, actor: &Actor) -> String {
    let letter = |status: CateringStatus| match status {
        CateringStatus::New => 'N',
        CateringStatus::Quoted => 'Q',
        CateringStatus::Accepted => 'A',
        CateringStatus::Scheduled => 'S',
        CateringStatus::Done => 'D',
        CateringStatus::Declined => 'd',
        CateringStatus::Cancelled => 'c',
        CateringStatus::Expired => 'e',
    };
    all()
        .iter()
        .map(
            |(status, request)| match after(request, &command(request), actor, now()) {
                Ok(later) if later.status() == *status => '=',
                Ok(later) => letter(later.status()),
                Err(_) => '.',
            },
        )
        .collect()
}

#[test]
fn commands_lead_where_they_should() {
    let statuses: Vec<CateringStatus> = all().into_iter().map(|(status, _)| status).collect();
    assert_eq!(statuses, CateringStatus::ALL);
    let reason = || String::from("No llegamos");
    //                                                             NQASDdce
    assert_eq!(row(|r| offer(r, now()), &manager()), "Q=.....Q");
    assert_eq!(row(|r| offer(r, now()), &customer()), "........");
    assert_eq!(row(|_| accept(), &customer()), ".A==....");
    assert_eq!(
        row(|_| Command::Decline { reason: reason() }, &customer()),
        ".d...=.."
    );
    assert_eq!(
        row(|_| Command::Decline { reason: reason() }, &manager()),
        "dd...=.."
    );
    assert_eq!(
        row(|_| Command::AskChange { text: reason() }, &customer()),
        ".=......"
    );
    assert_eq!(
        row(|_| Command::Write { text: reason() }, &customer()),
        "====...."
    );
    assert_eq!(
        row(
            |_| Command::Cancel {
                reason: String::new()
            },
            &customer()
        ),
        "cccc..=."
    );
    assert_eq!(
        row(|_| Command::Cancel { reason: reason() }, &manager()),
        "cccc..=."
    );
    assert_eq!(
        row(
            |_| Command::Cancel {
                reason: String::new()
            },
            &manager()
        ),
        "......=."
    );
    assert_eq!(row(|_| schedule(), &Actor::system()), "...=....");
    assert_eq!(row(|_| Command::Finish, &Actor::system()), "...D=...");
    assert_eq!(row(|_| Command::Reopen, &Actor::system()), "...=S...");
    assert_eq!(
        row(|_| Command::Assign { to: Some(customer()) }, &manager()),
        "========"
    );
    assert_eq!(
        row(|_| Command::Assign { to: None }, &person("ana", Role::Cook)),
        "........"
    );
}

#[test]
fn a_wish_for_changes_is_a_flag_that_the_next_quote_takes_down() {
    let asked = after(
        &quoted(),
        &Command::AskChange {
            text: "Sin picante".into(),
        },
        &customer(),
        now(),
    );
    let asked = asked.unwrap();
    assert!(asked.wants_change() && asked.unanswered_since == Some(now()));
    assert_eq!(asked.status(), CateringStatus::Quoted);
    let again = after(&asked, &offer(&asked, now()), &manager(), now()).unwrap();
    assert!(!again.wants_change() && again.unanswered_since.is_none());
    assert_eq!(
        again.quotes.iter().map(|quote| quote.version).collect::<Vec<_>>(),
        [1, 2]
    );
    assert_eq!(
        after(&again, &accept(), &customer(), now()),
        Err(Refusal::OtherQuote { version: 2 })
    );
}

#[test]
fn two_people_do_not_overwrite_each_others_quote() {
    let mine = offer(&request(), now());
    assert_eq!(
        after(&quoted(), &mine, &manager(), now()),
        Err(Refusal::OtherQuote { version: 1 })
    );
}

#[test]
fn a_quote_is_over_at_its_time() {
    let (last, over) = (at("2026-11-30T23:59"), at("2026-12-01T00:00"));
    assert!(after(&quoted(), &accept(), &customer(), last).is_ok());
    assert_eq!(
        after(&quoted(), &accept(), &customer(), over),
        Err(Refusal::QuoteOver)
    );
    let expire = |request: &CateringRequest, now| after(request, &Command::Expire, &Actor::system(), now);
    assert_eq!(expire(&quoted(), last), Err(Refusal::NotYet));
    assert_eq!(expire(&quoted(), over).unwrap().status(), CateringStatus::Expired);
    assert_eq!(expire(&request(), over), Err(Refusal::NotYet), "before the event");
    assert_eq!(expire(&scheduled(), at("2027-12-04T13:00")).unwrap(), scheduled());
}

#[test]
fn what_was_accepted_once_takes_another_request() {
    let expire = |request: &CateringRequest, text| {
        after(request, &Command::Expire, &Actor::system(), at(text)).unwrap()
    };
    let again = |request: &CateringRequest, text| {
        let later = QuoteDraft {
            date: "2027-01-15".into(),
            time: "13:00".into(),
            ..draft()
        };
        let quote = Box::new(quote_after(request, &later, at(text)));
        after(request, &Command::Quote { quote }, &manager(), at(text))
    };
    let unanswered = expire(&quoted(), "2026-12-01T00:00");
    assert!(again(&unanswered, "2026-12-02T12:00").is_ok());
    let unpaid = expire(&accepted(), "2026-12-04T13:00");
    let status = CateringStatus::Expired;
    assert_eq!(
        again(&unpaid, "2026-12-05T12:00"),
        Err(Refusal::OtherState { status })
    );
}

#[test]
fn an_order_that_is_cancelled_takes_its_request_along_whenever_that_is_known() {
    let follow = |cancelled: &str| Command::FollowOrder {
        reason: "Cambio de planes".into(),
        at: at(cancelled),
    };
    let kept = |cancelled: &str| {
        let late = at("2026-12-05T12:00");
        match after(&scheduled(), &follow(cancelled), &customer(), late)
            .unwrap()
            .state
        {
            State::Cancelled { kept, .. } => kept,
            _ => unreachable!(),
        }
    };
    assert_eq!(kept("2026-12-02T12:00"), Money::ZERO);
    assert_eq!(kept("2026-12-04T12:00"), Money(49_170));
}

#[test]
fn an_order_needs_the_deposit() {
    let short = after(&accepted(), &paid(49_169, 1), &Actor::system(), now()).unwrap();
    assert_eq!(
        after(&short, &schedule(), &Actor::system(), now()),
        Err(Refusal::NotYet)
    );
    let enough = after(&short, &paid(49_170, 2), &Actor::system(), now()).unwrap();
    assert!(after(&enough, &schedule(), &Actor::system(), now()).is_ok());
    let old = after(&enough, &paid(0, 1), &Actor::system(), now()).unwrap();
    assert_eq!(old, enough, "what an older version of the record said is no news");
    assert_eq!(
        (scheduled().owed(), accepted().deposit_owed()),
        (Money(114_730), Money(49_170))
    );
}

#[test]
fn late_cancellations_keep_the_deposit() {
    let cancel = |actor: &Actor, now| {
        let command = Command::Cancel {
            reason: "Cambio de planes".into(),
        };
        match after(&scheduled(), &command, actor, now).map(|request| request.state) {
            Ok(State::Cancelled { kept, .. }) => Ok(kept),
            Ok(_) => unreachable!(),
            Err(refusal) => Err(refusal),
        }
    };
    assert_eq!(cancel(&customer(), at("2026-12-02T13:00")), Ok(Money::ZERO));
    assert_eq!(cancel(&customer(), at("2026-12-02T13:01")), Ok(Money(49_170)));
    assert_eq!(cancel(&manager(), at("2026-12-04T12:00")), Ok(Money::ZERO));
    assert_eq!(cancel(&customer(), at("2026-12-04T13:00")), Err(Refusal::TooLate));
}

#[test]
fn alarms_are_raised_at_their_times_and_once() {
    let settings = tenant().catering;
    let alarms = |request: &CateringRequest, text| request.alarms(&settings, at(text));
    assert_eq!(alarms(&request(), "2026-11-24T11:59"), []);
    assert_eq!(alarms(&request(), "2026-11-24T12:00"), [Alarm::Unanswered]);
    assert_eq!(alarms(&quoted(), "2026-11-30T12:00"), [], "the customer is asked");
    assert_eq!(alarms(&accepted(), "2026-12-01T00:00"), [Alarm::DepositOwed]);
    assert_eq!(alarms(&scheduled(), "2026-12-03T12:59"), []);
    assert_eq!(alarms(&scheduled(), "2026-12-03T13:00"), [Alarm::BalanceOwed]);
    let raise = Command::Raise {
        alarm: Alarm::Unanswered,
    };
    let due = request().due_at(&settings);
    assert_eq!(due, Some(at("2026-11-24T12:00")));
    let raised = after(&request(), &raise, &Actor::system(), at("2026-11-24T12:00")).unwrap();
    assert_eq!(
        raised.due_at(&settings),
        Some(at("2026-12-04T13:00")),
        "then the event"
    );
    let again = after(&raised, &raise, &Actor::system(), at("2026-11-25T12:00")).unwrap();
    assert_eq!(again, raised);
}

#[test]
fn a_link_is_good_for_a_month() {
    assert_eq!(scheduled().link_until(), at("2027-01-03T13:00"));
    let declined = after(
        &quoted(),
        &Command::Decline { reason: "No".into() },
        &customer(),
        now(),
    );
    assert_eq!(declined.unwrap().link_until(), at("2026-12-23T12:00"));
}

#[test]
fn a_day_is_held_from_the_quote_on() {
    let held: Vec<bool> = all()
        .iter()
        .map(|(_, request)| request.held().is_some())
        .collect();
    assert_eq!(held, [false, true, true, true, true, false, false, false]);
}
