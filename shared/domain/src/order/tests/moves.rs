//! Given an order, when somebody does something, then this.

use super::*;

const PAID: Command = Command::Confirm {
    settled: Settled::Paid,
    payment: None,
};
const COOKING: Stage = Stage::Cooking;
const PACKAGING: Stage = Stage::Packaging;
const DELIVERY: Stage = Stage::Delivery;

fn cook() -> Actor {
    person("u_rosa", Role::Cook)
}

fn packer() -> Actor {
    person("u_martin", Role::Dispatcher)
}

fn driver() -> Actor {
    person("u_julio", Role::Driver)
}

fn manager() -> Actor {
    person("u_gloria", Role::Manager)
}

fn owner() -> Actor {
    person("c_1", Role::Customer)
}

fn confirmed() -> Order {
    after(&order(delivery()), &PAID, &Actor::system(), 1).unwrap()
}

fn cooking() -> Order {
    after(&confirmed(), &Command::Take { stage: COOKING }, &cook(), 2).unwrap()
}

fn cooked() -> Order {
    after(&cooking(), &Command::Complete { stage: COOKING }, &cook(), 12).unwrap()
}

fn packed() -> Order {
    let taken = after(&cooked(), &Command::Take { stage: PACKAGING }, &packer(), 13).unwrap();
    after(&taken, &Command::Complete { stage: PACKAGING }, &packer(), 15).unwrap()
}

fn delivered() -> Order {
    let taken = after(&packed(), &Command::Take { stage: DELIVERY }, &driver(), 16).unwrap();
    after(&taken, &Command::Complete { stage: DELIVERY }, &driver(), 40).unwrap()
}

fn cancelled() -> Order {
    after(&confirmed(), &cancel(""), &owner(), 3).unwrap()
}

fn cancel(reason: &str) -> Command {
    Command::Cancel {
        reason: reason.into(),
    }
}

#[test]
fn an_order_goes_from_the_customer_to_the_customer() {
    let order = delivered();
    assert_eq!(
        (order.status(), order.current_step()),
        (Status::Completed, CurrentStep::Delivered)
    );
    let people: Vec<_> = order
        .done()
        .iter()
        .map(|step| (step.stage, step.by.id.as_str()))
        .collect();
    assert_eq!(
        people,
        [
            (COOKING, "u_rosa"),
            (PACKAGING, "u_martin"),
            (DELIVERY, "u_julio")
        ]
    );
    let cooking = &order.done()[0];
    assert_eq!(cooking.finished_at.since_ms(cooking.started_at), 10 * 60_000);
    assert_eq!(order.version, 9);
    assert_eq!(order.settled, Some(Settled::Paid));
}

#[test]
fn a_ticket_has_one_winner() {
    let other = person("u_pedro", Role::Cook);
    assert_eq!(
        after(&cooking(), &Command::Take { stage: COOKING }, &other, 3),
        Err(Refusal::AlreadyTaken { by: cook() })
    );
    assert_eq!(
        after(&cooking(), &Command::Complete { stage: COOKING }, &other, 3),
        Err(Refusal::AlreadyTaken { by: cook() })
    );
    assert_eq!(
        after(&cooking(), &Command::Take { stage: COOKING }, &cook(), 3),
        Ok(cooking())
    );
}

#[test]
fn each_stage_is_for_its_role() {
    for (order, stage, right) in [
        (confirmed(), COOKING, cook()),
        (cooked(), PACKAGING, packer()),
        (packed(), DELIVERY, driver()),
    ] {
        for actor in [cook(), packer(), driver(), manager(), owner(), Actor::system()] {
            let taken = after(&order, &Command::Take { stage }, &actor, 16);
            let may = actor.role == right.role || actor.role == Role::Manager;
            assert_eq!(taken.is_ok(), may, "{stage:?} by {:?}", actor.role);
            assert!(may || taken == Err(Refusal::NotAllowed));
        }
    }
}

#[test]
fn a_dispatcher_or_a_driver_hands_a_pickup_over() {
    let mut ready = packed();
    ready.head.fulfilment = pickup();
    assert_eq!(
        after(&ready, &Command::Take { stage: DELIVERY }, &cook(), 16),
        Err(Refusal::NotAllowed)
    );
    for person in [packer(), driver()] {
        assert!(after(&ready, &Command::Take { stage: DELIVERY }, &person, 16).is_ok());
    }
}

#[test]
fn stages_come_one_after_the_other() {
    let take = |stage| Command::Take { stage };
    assert_eq!(
        after(&confirmed(), &take(PACKAGING), &packer(), 2),
        Err(Refusal::OtherStage { stage: Some(COOKING) })
    );
    assert_eq!(
        after(&order(delivery()), &take(COOKING), &cook(), 2),
        Err(Refusal::NotPaid)
    );
    assert_eq!(
        after(&delivered(), &take(DELIVERY), &driver(), 41),
        Err(Refusal::Closed {
            status: Status::Completed
        })
    );
    assert_eq!(
        after(&cancelled(), &take(COOKING), &cook(), 4),
        Err(Refusal::Closed {
            status: Status::Cancelled
        })
    );
    assert_eq!(
        after(&confirmed(), &Command::Complete { stage: COOKING }, &cook(), 2),
        Err(Refusal::NotInProgress)
    );
}

#[test]
fn completing_twice_is_completing_once() {
    assert_eq!(
        after(&cooked(), &Command::Complete { stage: COOKING }, &cook(), 13),
        Ok(cooked())
    );
    assert_eq!(
        after(
            &delivered(),
            &Command::Complete { stage: DELIVERY },
            &driver(),
            41
        ),
        Ok(delivered())
    );
}

#[test]
fn an_order_for_later_waits_from_its_time_on() {
    let mut placed = order(delivery());
    placed.head.schedule = Some(Schedule {
        at: START.plus_minutes(150),
        cook_from: START.plus_minutes(100),
    });
    let since = |order: &Order| match &order.state {
        State::Working { since, .. } => *since,
        other => panic!("in the kitchen, not {other:?}"),
    };
    let confirmed = after(&placed, &PAID, &Actor::system(), 1).unwrap();
    assert_eq!(since(&confirmed), START.plus_minutes(100));
    assert!(confirmed.is_for_later(START.plus_minutes(99)));
    assert!(!confirmed.is_for_later(START.plus_minutes(100)));
    // A cook with nothing else to do begins early.
    let early = after(&confirmed, &Command::Take { stage: COOKING }, &cook(), 40).unwrap();
    assert_eq!(since(&early), START.plus_minutes(40));
    let in_time = after(&confirmed, &Command::Take { stage: COOKING }, &cook(), 103).unwrap();
    assert_eq!(since(&in_time), START.plus_minutes(100));
}

#[test]
fn a_release_keeps_the_age_of_the_ticket() {
    let released = after(&cooking(), &Command::Release { stage: COOKING }, &cook(), 5).unwrap();
    assert_eq!(released.open_stage(), Some((COOKING, StepStatus::Pending)));
    let State::Working { since, .. } = &released.state else {
        panic!("still in the kitchen")
    };
    assert_eq!(*since, START.plus_minutes(1));
    assert_eq!(
        after(
            &cooking(),
            &Command::Release { stage: COOKING },
            &person("u_pedro", Role::Cook),
            5
        ),
        Err(Refusal::AlreadyTaken { by: cook() })
    );
    assert!(after(&cooking(), &Command::Release { stage: COOKING }, &manager(), 5).is_ok());
}

#[test]
fn a_completion_is_taken_back_within_two_minutes() {
    let recalled = after(&cooked(), &Command::Recall, &cook(), 13).unwrap();
    assert_eq!(recalled.open_stage(), Some((COOKING, StepStatus::InProgress)));
    assert!(recalled.done().is_empty());
    assert_eq!(
        after(&cooked(), &Command::Recall, &cook(), 14),
        Err(Refusal::RecallWindowOver)
    );
    assert_eq!(
        after(&cooked(), &Command::Recall, &packer(), 13),
        Err(Refusal::NotAllowed)
    );
    assert!(after(&cooked(), &Command::Recall, &manager(), 13).is_ok());
    assert_eq!(
        after(&confirmed(), &Command::Recall, &cook(), 2),
        Err(Refusal::NothingToRecall)
    );
    let taken = after(&cooked(), &Command::Take { stage: PACKAGING }, &packer(), 13).unwrap();
    assert_eq!(
        after(&taken, &Command::Recall, &cook(), 13),
        Err(Refusal::AlreadyTaken { by: packer() })
    );
    let back = after(&delivered(), &Command::Recall, &driver(), 41).unwrap();
    assert_eq!(
        (back.status(), back.current_step()),
        (Status::Confirmed, CurrentStep::Delivery)
    );
}

#[test]
fn an_unpaid_order_expires_after_fifteen_minutes() {
    let unpaid = order(delivery());
    let expire = |order: &Order, minutes| after(order, &Command::Expire, &Actor::system(), minutes);
    assert_eq!(expire(&unpaid, 14), Err(Refusal::NotYet));
    assert_eq!(expire(&unpaid, 15).unwrap().status(), Status::Cancelled);
    assert_eq!(expire(&confirmed(), 15), Ok(confirmed()));
}

#[test]
fn customers_cancel_for_ten_minutes_and_until_a_cook_takes_it() {
    let before = START.plus_minutes(10).plus_ms(-1);
    assert!(decide(&confirmed(), &cancel(""), &owner(), before).is_ok());
    assert_eq!(
        after(&confirmed(), &cancel(""), &owner(), 10),
        Err(Refusal::CancelWindowOver)
    );
    assert_eq!(
        after(&cooking(), &cancel(""), &owner(), 3),
        Err(Refusal::CancelWindowOver)
    );
    assert_eq!(
        after(&cooked(), &cancel(""), &owner(), 12),
        Err(Refusal::CancelWindowOver)
    );
    assert!(after(&order(delivery()), &cancel(""), &owner(), 14).is_ok());
    let stranger = person("c_2", Role::Customer);
    assert_eq!(
        after(&confirmed(), &cancel(""), &stranger, 3),
        Err(Refusal::NotAllowed)
    );
    assert_eq!(after(&cancelled(), &cancel(""), &owner(), 20), Ok(cancelled()));
}

/// Who repeats a call whose answer got lost is not told that it is somebody else's.
#[test]
fn a_manager_who_completes_for_somebody_may_say_it_twice() {
    let complete = Command::Complete { stage: COOKING };
    let done = after(&cooking(), &complete, &manager(), 12).unwrap();
    let step = done.done().first().unwrap();
    assert_eq!(
        (step.by.id.as_str(), step.completed_by.as_deref()),
        ("u_rosa", Some("u_gloria"))
    );
    for again in [manager(), cook()] {
        assert_eq!(
            decide(&done, &complete, &again, START.plus_minutes(13)),
            Ok(vec![])
        );
    }
    assert!(decide(&done, &complete, &packer(), START.plus_minutes(13)).is_err());
}

#[test]
fn a_manager_cancels_until_delivery_with_a_reason() {
    assert_eq!(
        after(&packed(), &cancel(" "), &manager(), 16),
        Err(Refusal::ReasonMissing)
    );
    let gone = after(&packed(), &cancel("Se cayó la moto"), &manager(), 16).unwrap();
    assert_eq!(
        (gone.status(), gone.current_step()),
        (Status::Cancelled, CurrentStep::Delivery)
    );
    assert_eq!(gone.done().len(), 2);
    assert_eq!(
        after(&delivered(), &cancel("tarde"), &manager(), 41),
        Err(Refusal::Closed {
            status: Status::Completed
        })
    );
    assert_eq!(
        after(&confirmed(), &cancel("x"), &cook(), 2),
        Err(Refusal::NotAllowed)
    );
}

#[test]
fn confirming_twice_is_confirming_once() {
    for once in [confirmed(), delivered()] {
        assert_eq!(after(&once, &PAID, &Actor::system(), 90), Ok(once));
    }
    assert_eq!(
        after(&cancelled(), &PAID, &Actor::system(), 5),
        Err(Refusal::Closed {
            status: Status::Cancelled
        })
    );
}

#[test]
fn a_late_stage_is_called_out_once() {
    let overdue = Command::MarkOverdue { stage: COOKING };
    let marked = after(&cooking(), &overdue, &Actor::system(), 20).unwrap();
    assert!(matches!(marked.state, State::Working { overdue: true, .. }));
    assert_eq!(after(&marked, &overdue, &Actor::system(), 21), Ok(marked.clone()));
    assert_eq!(after(&packed(), &overdue, &Actor::system(), 30), Ok(packed()));
    let moved_on = after(&marked, &Command::Complete { stage: COOKING }, &cook(), 22).unwrap();
    assert!(matches!(moved_on.state, State::Working { overdue: false, .. }));
}

#[test]
fn an_order_keeps_its_form_in_json() {
    for order in [
        order(pickup()),
        confirmed(),
        cooking(),
        packed(),
        delivered(),
        cancelled(),
    ] {
        let text = serde_json::to_string(&order).unwrap();
        assert_eq!(serde_json::from_str::<Order>(&text).unwrap(), order);
    }
}

/// That a stage was late comes back with it, and it is not late a second time.
#[test]
fn a_late_stage_that_is_taken_back_was_late_once() {
    let overdue = Command::MarkOverdue { stage: COOKING };
    let late = after(&cooking(), &overdue, &Actor::system(), 20).unwrap();
    let done = after(&late, &Command::Complete { stage: COOKING }, &cook(), 21).unwrap();
    assert!(done.done()[0].overdue);
    let again = after(&done, &Command::Recall, &cook(), 22).unwrap();
    assert!(matches!(again.state, State::Working { overdue: true, .. }));
    assert_eq!(after(&again, &overdue, &Actor::system(), 40), Ok(again));
}
