//! What no history makes of an order: for checks of orders that are stored.

use super::{Order, State, Step};
use crate::Money;
use crate::stage::Stage;

/// A rule that an order breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub kind: FaultKind,
    /// What the order says, for people.
    pub found: String,
    /// What it should say.
    pub expected: String,
}

/// Which rule is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// An amount is not the sum that it should be.
    Amounts,
    /// The stages, their times or the version cannot have come about by the rules.
    Course,
}

/// Every rule that the order breaks by itself, without anything beside it.
pub fn faults(order: &Order) -> Vec<Fault> {
    amounts(order).into_iter().chain(course(order)).collect()
}

/// Each line is its price times its quantity, and `total = Σ lines − discount + fees`, with the tax that is included in it.
fn amounts(order: &Order) -> Vec<Fault> {
    let totals = &order.head.totals;
    let mut checks: Vec<(String, Money, Money)> = Vec::new();
    for (index, line) in order.head.lines.iter().enumerate() {
        let price = line.unit_price * u32::from(line.qty);
        checks.push((format!("line {} is", index + 1), line.subtotal, price));
    }
    let lines: Money = order.head.lines.iter().map(|line| line.subtotal).sum();
    checks.push(("the subtotal is".to_owned(), totals.subtotal, lines));
    let total = totals.subtotal - totals.discount + totals.delivery_fee;
    checks.push(("the total is".to_owned(), totals.total, total));
    let tax = totals.total.tax_included(totals.tax_basis_points);
    checks.push(("the tax is".to_owned(), totals.tax, tax));
    let wrong = checks.into_iter().filter(|(_, is, should)| is != should);
    wrong
        .map(|(what, is, should)| Fault {
            kind: FaultKind::Amounts,
            found: format!("{what} {}", is.decimal()),
            expected: should.decimal(),
        })
        .collect()
}

fn course(order: &Order) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut wrong = |found: String, expected: String| {
        faults.push(Fault {
            kind: FaultKind::Course,
            found,
            expected,
        });
    };
    let mut expected = Some(Stage::Cooking);
    for step in order.done() {
        if Some(step.stage) != expected {
            wrong(format!("{} is done", step.stage.wire_name()), place(expected));
        }
        if !is_in_time(step) {
            let (began, ended) = (step.started_at, step.finished_at);
            wrong(
                format!(
                    "{} was begun at {began} and done at {ended}",
                    step.stage.wire_name()
                ),
                "an end after the beginning".to_owned(),
            );
        }
        expected = step.stage.rule().next;
    }
    match &order.state {
        State::Working { stage, .. } if Some(*stage) != expected => {
            wrong(format!("it stands at {}", stage.wire_name()), place(expected));
        }
        State::Completed { .. } if expected.is_some() => {
            wrong("it is completed".to_owned(), place(expected));
        }
        _ => {}
    }
    if order.settled.is_some() != order.confirmed_at().is_some() {
        let (settled, confirmed) = (order.settled.is_some(), order.confirmed_at().is_some());
        wrong(
            format!("settled is {settled}, confirmed is {confirmed}"),
            "both or neither".to_owned(),
        );
    }
    let least = least_version(order);
    if order.version < least {
        wrong(
            format!("its version is {}", order.version),
            format!("{least} at least"),
        );
    }
    if order.updated_at < order.head.placed_at {
        wrong(
            format!("it was changed at {}", order.updated_at),
            format!("after it was placed, at {}", order.head.placed_at),
        );
    }
    faults
}

fn is_in_time(step: &Step) -> bool {
    step.since <= step.started_at && step.started_at <= step.finished_at
}

fn place(stage: Option<Stage>) -> String {
    stage.map_or("all stages done".to_owned(), |stage| stage.wire_name().to_owned())
}

/// The version that an order has at least: 1 when it is placed, and one more with every event that its state shows. What
/// leaves no trace, such as a stage that was put back, comes on top. So does the delivery, which had no version of its own
/// in orders from before events of an order had one.
fn least_version(order: &Order) -> u64 {
    let happened = |yes: bool| u64::from(yes);
    let steps = order.done().iter().fold(0, |sum, _| sum + 2);
    let taken = matches!(&order.state, State::Working { taken: Some(_), .. });
    let cancelled = matches!(&order.state, State::Cancelled { .. });
    1 + happened(order.confirmed_at().is_some()) + steps + happened(taken) + happened(cancelled)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{delivery, order};
    use super::*;

    fn kinds(order: &Order) -> Vec<FaultKind> {
        faults(order).into_iter().map(|fault| fault.kind).collect()
    }

    #[test]
    fn amounts_that_do_not_add_up_are_found() {
        let right = order(delivery());
        assert_eq!(faults(&right), []);
        let mut line = right.clone();
        line.head.lines[0].subtotal = Money(5_181);
        assert_eq!(kinds(&line), [FaultKind::Amounts, FaultKind::Amounts]);
        let mut total = right.clone();
        total.head.totals.total = Money(5_000);
        assert_eq!(
            faults(&total),
            [Fault {
                kind: FaultKind::Amounts,
                found: "the total is 50.00".into(),
                expected: "51.80".into(),
            }]
        );
        let mut tax = right;
        tax.head.totals.tax_basis_points = 1_800;
        assert_eq!(kinds(&tax), [FaultKind::Amounts]);
    }

    #[test]
    fn a_course_that_cannot_be_is_found() {
        let mut confirmed = order(delivery());
        confirmed.state = State::Working {
            confirmed_at: confirmed.head.placed_at,
            done: vec![],
            stage: Stage::Packaging,
            since: confirmed.head.placed_at,
            taken: None,
            overdue: false,
        };
        // It stands at the second stage without the first, was not settled, and was never changed.
        assert_eq!(kinds(&confirmed), [FaultKind::Course; 3]);
    }
}
