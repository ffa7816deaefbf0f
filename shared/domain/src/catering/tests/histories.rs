//! Whatever people do in whatever order, a request keeps its promises.

use super::*;
use proptest::prelude::*;

fn command() -> impl Strategy<Value = (Command, Actor)> {
    let text = || String::from("Más limonada");
    prop_oneof![
        4 => Just((offer(&request(), now()), manager())),
        4 => (1..4_u32).prop_map(|version| {
            (Command::Accept { version, receipt: Receipt::None }, customer())
        }),
        1 => Just((Command::Decline { reason: text() }, customer())),
        2 => Just((Command::AskChange { text: text() }, customer())),
        2 => Just((Command::Write { text: text() }, manager())),
        4 => (0..200_000_i64, 0..6_u64).prop_map(|(cents, version)| (paid(cents, version), Actor::system())),
        4 => Just((schedule(), Actor::system())),
        2 => Just((Command::Finish, Actor::system())),
        1 => Just((Command::Reopen, Actor::system())),
        1 => Just((Command::Cancel { reason: text() }, customer())),
        1 => Just((Command::Expire, Actor::system())),
        2 => Just((Command::Raise { alarm: Alarm::Unanswered }, Actor::system())),
    ]
}

proptest! {
    #[test]
    fn a_request_keeps_its_promises(steps in prop::collection::vec((command(), 0..40_i64), 1..60)) {
        let settings = tenant().catering;
        let mut request = request();
        let mut time = now();
        for ((command, actor), hours) in steps {
            time = time.plus_minutes(hours * 60);
            // A quote follows the one before, as somebody who looks at the request writes it.
            let command = match command {
                Command::Quote { .. } if time < at("2026-12-04T12:00") => offer(&request, time),
                other => other,
            };
            let Ok(facts) = decide(&request, &command, &actor, &settings, time) else { continue };
            let before = request.clone();
            request = facts.iter().fold(request, evolve);
            prop_assert_eq!(request.version, before.version + facts.len() as u64);
            prop_assert!(request.quotes.starts_with(&before.quotes) || before.quotes.last().is_some_and(|q| q.read_at.is_none()));
            let again = decide(&request, &command, &actor, &settings, time).unwrap_or_default();
            if !matches!(command, Command::Write { .. } | Command::AskChange { .. } | Command::Quote { .. }) {
                prop_assert_eq!(again, vec![], "saying a thing twice has no effect");
            }
            if request.status() == CateringStatus::Scheduled && before.status() == CateringStatus::Accepted {
                prop_assert!(request.paid_as_agreed());
            }
            if let State::Cancelled { kept, .. } = &request.state {
                prop_assert!(*kept <= request.paid().max(Money::ZERO) || before.status() == CateringStatus::Cancelled);
            }
            if !before.status().is_open() && before.status() != CateringStatus::Expired {
                let reopened = before.status() == CateringStatus::Done && request.status() == CateringStatus::Scheduled;
                prop_assert!(reopened || request.status() == before.status());
            }
            prop_assert!(request.due_at(&settings).is_none() || request.status().is_open() || request.status() == CateringStatus::Done);
        }
    }
}
