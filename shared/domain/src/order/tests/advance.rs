//! Several stages by one command, and orders that wait to be accepted.

use super::*;
use crate::stage::{Stage, StepStatus};

fn advance(stage: Stage, reach: Reach, through: bool, by_machine: bool) -> Command {
    Command::Advance(Advance {
        stage,
        reach,
        through,
        by_machine,
    })
}

fn after(order: &Order, command: &Command, actor: &Actor, minutes: i64) -> Result<Order, Refusal> {
    let events = decide(order, command, actor, START.plus_minutes(minutes))?;
    Ok(events
        .iter()
        .fold(order.clone(), |order, event| evolve(&order, event)))
}

fn waiting() -> Order {
    let mut order = order(pickup());
    order.head.waits = Awaits::Acceptance {
        placed_by: "c_1".into(),
    };
    order
}

fn confirmed() -> Order {
    let settled = Settled::Paid;
    let confirm = Command::Confirm {
        settled,
        payment: None,
    };
    after(&order(pickup()), &confirm, &Actor::system(), 1).unwrap()
}

fn machine() -> Actor {
    person("service-1", Role::Service)
}

#[test]
fn a_way_through_all_stages_is_taken_whole_or_not_at_all() {
    let whole = advance(Stage::Delivery, Reach::Done, true, true);
    let done = after(&confirmed(), &whole, &machine(), 5).unwrap();
    assert_eq!(done.status(), Status::Completed);
    assert!(
        done.done().iter().all(|step| step.by == machine()),
        "as that machine"
    );
    assert_eq!(
        after(&done, &whole, &machine(), 6),
        Ok(done.clone()),
        "repeated without harm"
    );

    let cook = person("u_rosa", Role::Cook);
    assert_eq!(after(&confirmed(), &whole, &cook, 5), Err(Refusal::NotAllowed));
    let alone = advance(Stage::Delivery, Reach::Done, true, false);
    assert_eq!(
        after(&confirmed(), &alone, &machine(), 5),
        Err(Refusal::NotAllowed)
    );
    let manager = person("u_ana", Role::Manager);
    assert_eq!(
        after(&confirmed(), &alone, &manager, 5).unwrap().status(),
        Status::Completed
    );
}

#[test]
fn what_was_cancelled_is_not_moved() {
    let cancel = Command::Cancel {
        reason: "Se acabó".into(),
    };
    let manager = person("u_ana", Role::Manager);
    let cancelled = after(&confirmed(), &cancel, &manager, 2).unwrap();
    for actor in [manager, machine(), person("u_rosa", Role::Cook)] {
        for stage in Stage::ALL {
            for reach in [Reach::Taken, Reach::Done] {
                let moved = after(&cancelled, &advance(stage, reach, true, true), &actor, 3);
                assert!(moved.is_err(), "{stage:?} {reach:?}");
            }
        }
    }
}

#[test]
fn one_stage_alone_is_that_at_which_the_order_stands() {
    let cook = person("u_rosa", Role::Cook);
    let take = advance(Stage::Cooking, Reach::Taken, false, false);
    let taken = after(&confirmed(), &take, &cook, 5).unwrap();
    assert_eq!(taken.open_stage(), Some((Stage::Cooking, StepStatus::InProgress)));
    assert_eq!(after(&taken, &take, &cook, 6), Ok(taken.clone()));
    let other = person("u_pedro", Role::Cook);
    assert_eq!(
        after(&taken, &take, &other, 6),
        Err(Refusal::AlreadyTaken { by: cook.clone() })
    );
    let pack = advance(Stage::Packaging, Reach::Taken, false, true);
    assert_eq!(
        after(&taken, &pack, &machine(), 6),
        Err(Refusal::OtherStage {
            stage: Some(Stage::Cooking)
        })
    );
    assert_eq!(after(&order(pickup()), &take, &cook, 5), Err(Refusal::NotPaid));
}

#[test]
fn taking_an_order_that_waits_accepts_it() {
    let cook = person("u_rosa", Role::Cook);
    let take = Command::Take {
        stage: Stage::Cooking,
    };
    assert!(waiting().waits_for_acceptance());
    let events = decide(&waiting(), &take, &cook, START.plus_minutes(3)).unwrap();
    let versions: Vec<u64> = events
        .iter()
        .filter_map(|event| Some(event.order()?.version))
        .collect();
    assert_eq!(versions, [2, 3]);
    let taken = after(&waiting(), &take, &cook, 3).unwrap();
    assert_eq!(taken.settled, Some(Settled::CashOnDelivery));
    assert!(!taken.waits_for_acceptance() && taken.ends_at().is_none());
    let packer = person("u_martin", Role::Dispatcher);
    assert_eq!(after(&waiting(), &take, &packer, 3), Err(Refusal::NotAllowed));
}

#[test]
fn what_nobody_takes_on_ends_in_its_time() {
    let mut asked = order(pickup());
    asked.head.waits = Awaits::Confirmation;
    for (order, minutes, cause) in [
        (order(pickup()), 15, CancelCause::Unpaid),
        (waiting(), 120, CancelCause::Unconfirmed),
        (asked, 24 * 60, CancelCause::Unconfirmed),
    ] {
        let early = after(&order, &Command::Expire, &Actor::system(), minutes - 1);
        assert_eq!(early, Err(Refusal::NotYet));
        let ended = after(&order, &Command::Expire, &Actor::system(), minutes).unwrap();
        assert_eq!(ended.cancel_cause(), Some(cause));
    }
}
