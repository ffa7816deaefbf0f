//! Random histories: whatever people try, and in whatever order, these hold.

use super::*;
use crate::Zone;
use crate::dashboard;
use crate::dashboard::{Counters, Figures};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn stage() -> impl Strategy<Value = Stage> {
    prop::sample::select(Stage::ALL.to_vec())
}

fn command() -> impl Strategy<Value = Command> {
    prop_oneof![
        2 => Just(Command::Confirm { settled: Settled::Paid, payment: None }),
        1 => Just(Command::Expire),
        1 => prop::sample::select(vec!["", "se equivocó"]).prop_map(|r| Command::Cancel { reason: r.into() }),
        6 => stage().prop_map(|stage| Command::Take { stage }),
        2 => stage().prop_map(|stage| Command::Release { stage }),
        6 => stage().prop_map(|stage| Command::Complete { stage }),
        2 => Just(Command::Recall),
        1 => stage().prop_map(|stage| Command::MarkOverdue { stage }),
    ]
}

fn actor() -> impl Strategy<Value = Actor> {
    prop::sample::select(vec![
        person("c_1", Role::Customer),
        person("c_2", Role::Customer),
        person("u_rosa", Role::Cook),
        person("u_pedro", Role::Cook),
        person("u_martin", Role::Dispatcher),
        person("u_julio", Role::Driver),
        person("u_gloria", Role::Manager),
        Actor::system(),
    ])
}

/// The steps that are done are those of the table from the first on, each by somebody whose work it is, each ending
/// after it began and beginning after the one before it ended.
fn check_steps(order: &Order) -> Result<(), TestCaseError> {
    let mut expected = Some(Stage::Cooking);
    let mut before = order.head.placed_at;
    for step in order.done() {
        prop_assert_eq!(Some(step.stage), expected);
        let theirs = step.by.role == step.stage.role(order.head.fulfilment.kind());
        // A driver at the counter hands over what is picked up there.
        let hands_over = step.stage == Stage::Delivery && step.by.role == Role::Driver;
        prop_assert!(theirs || hands_over || step.by.role == Role::Manager);
        prop_assert!(before <= step.started_at && step.started_at <= step.finished_at);
        prop_assert!(step.since <= step.started_at, "nobody begins before it waits");
        before = step.finished_at;
        expected = step.stage.rule().next;
    }
    match &order.state {
        State::Working { stage, taken, .. } => {
            prop_assert_eq!(Some(*stage), expected);
            prop_assert!(taken.as_ref().is_none_or(|taken| taken.at >= before));
        }
        State::Completed { .. } => prop_assert_eq!(expected, None),
        State::AwaitingPayment | State::Cancelled { .. } => {}
    }
    Ok(())
}

fn check_figures(order: &Order, days: &BTreeMap<crate::Date, Counters>) -> Result<(), TestCaseError> {
    let day = Zone::lima().date(order.head.placed_at);
    let figures = Figures::read(days.get(&day).unwrap_or(&Counters::new()));
    let count = |status| i64::from(order.status() == status);
    prop_assert_eq!(figures.created, count(Status::Created));
    prop_assert_eq!(figures.confirmed, count(Status::Confirmed));
    prop_assert_eq!(figures.completed, count(Status::Completed));
    prop_assert_eq!(figures.cancelled, count(Status::Cancelled));
    let sold = matches!(order.status(), Status::Confirmed | Status::Completed);
    prop_assert_eq!(
        figures.sales,
        if sold {
            order.head.totals.total
        } else {
            Money::ZERO
        }
    );
    prop_assert_eq!(figures.products.len(), usize::from(sold));
    let done: i64 = figures.stages.iter().map(|stage| stage.done).sum();
    prop_assert_eq!(done, i64::try_from(order.done().len()).unwrap_or(-1));
    for (step, open) in figures.open_steps {
        prop_assert_eq!(open, i64::from(order.is_open() && order.current_step() == step));
    }
    let told = |counters: &Counters| -> Counters {
        let told = counters
            .iter()
            .filter(|(name, count)| **count != 0 && dashboard::is_told(name));
        told.map(|(name, count)| (name.clone(), *count)).collect()
    };
    let (of_day, standing) = dashboard::of_order(order, &Zone::lima());
    prop_assert_eq!(of_day, day);
    prop_assert_eq!(told(&standing), told(days.get(&day).unwrap_or(&Counters::new())));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_history_keeps_the_rules(
        to_the_door in any::<bool>(),
        later in prop::option::of(0i64..120),
        history in prop::collection::vec((command(), actor(), 0i64..4 * 60_000), 1..60),
    ) {
        let mut order = order(if to_the_door { delivery() } else { pickup() });
        order.head.schedule = later.map(|minutes| Schedule {
            at: START.plus_minutes(minutes + 46),
            cook_from: START.plus_minutes(minutes),
        });
        let mut now = START;
        let mut days = BTreeMap::new();
        let created = Event::OrderCreated { order: order.reference(), lines: order.sold(), counted: vec![] };
        dashboard::fold(&mut days, &created, &Zone::lima());
        for (command, actor, wait) in history {
            now = now.plus_ms(wait);
            let before = order.clone();
            let Ok(events) = decide(&order, &command, &actor, now) else { continue };
            for event in &events {
                let next = evolve(&order, event);
                prop_assert_eq!(next.version, order.version + 1, "{:?}", event);
                prop_assert_eq!(event.order().map(|about| about.version), Some(next.version));
                prop_assert_eq!(&evolve(&next, event), &next, "an event that comes twice is heard once");
                dashboard::fold(&mut days, event, &Zone::lima());
                order = next;
            }
            if !before.is_open() {
                prop_assert!(events.is_empty() || command == Command::Recall, "finished is finished");
            }
            if let (Some((stage, StepStatus::InProgress)), State::Working { taken: Some(held), .. }) =
                (before.open_stage(), &before.state)
                && let State::Working { stage: same, taken: Some(holds), .. } = &order.state
                && *same == stage
            {
                prop_assert_eq!(&held.by, &holds.by, "one owner until it is released or done");
            }
            check_steps(&order)?;
            prop_assert_eq!(faults(&order), vec![]);
            check_figures(&order, &days)?;
        }
    }

    #[test]
    fn an_event_of_another_order_says_nothing(minutes in 0i64..60) {
        let one = order(delivery());
        let mut other = one.clone();
        other.head.id = OrderId::parse("o_2").unwrap();
        let events = decide(
            &other,
            &Command::Confirm { settled: Settled::Paid, payment: None },
            &Actor::system(),
            START.plus_minutes(minutes),
        );
        prop_assert_eq!(applied(&one, &events.unwrap()), one);
    }
}
