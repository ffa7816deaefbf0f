//! The histories that the test command runs.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

use simulation::{Failure, STEPS, Simulation, Step, history, shortest};

/// Number of histories of each part; the parts run on all processors.
const PART: u64 = 500;

/// Runs a part of the histories. One that fails is made as short as it can be first.
fn part(number: u64) {
    let simulation = Simulation::new().unwrap();
    for seed in number * PART..(number + 1) * PART {
        let steps = history(seed, STEPS);
        if let Err(failure) = simulation.run(seed, &steps) {
            let (steps, failure) = shortest(&simulation, seed, &steps, &failure);
            panic!("{}", told(seed, &steps, &failure));
        }
    }
}

fn told(seed: u64, steps: &[Step], failure: &Failure) -> String {
    let trace = failure.trace.join("\n");
    let steps = serde_json::to_string(&(seed, steps)).unwrap();
    format!(
        "seed {seed} does not hold: {}\n{trace}\nto replay:\n{steps}",
        failure.violation
    )
}

/// A test for each part, all of them 10,000 histories.
macro_rules! parts {
    ($($name:ident runs $number:literal;)*) => {
        $(#[test]
        fn $name() {
            part($number);
        })*
    };
}

parts! {
    histories_hold_00 runs 0;
    histories_hold_01 runs 1;
    histories_hold_02 runs 2;
    histories_hold_03 runs 3;
    histories_hold_04 runs 4;
    histories_hold_05 runs 5;
    histories_hold_06 runs 6;
    histories_hold_07 runs 7;
    histories_hold_08 runs 8;
    histories_hold_09 runs 9;
    histories_hold_10 runs 10;
    histories_hold_11 runs 11;
    histories_hold_12 runs 12;
    histories_hold_13 runs 13;
    histories_hold_14 runs 14;
    histories_hold_15 runs 15;
    histories_hold_16 runs 16;
    histories_hold_17 runs 17;
    histories_hold_18 runs 18;
    histories_hold_19 runs 19;
}

#[test]
fn a_history_is_the_same_each_time() {
    let simulation = Simulation::new().unwrap();
    let mut orders = 0;
    for seed in 0..10 {
        let steps = history(seed, STEPS);
        let first = simulation.traced(seed, &steps);
        assert_eq!(first, simulation.traced(seed, &steps), "{seed}");
        orders += first.unwrap().orders;
    }
    assert!(orders > 20, "{orders} orders in ten histories");
}

/// What takes several steps is not only begun.
#[test]
fn histories_come_to_what_they_look_for() {
    let simulation = Simulation::new().unwrap();
    let (mut catering, mut refunded, mut closed) = (0, 0, 0);
    let (mut not_for_now, mut of_blocked, mut at_once, mut sent) = (0, 0, 0, 0);
    for seed in 0..100 {
        let report = simulation.run(seed, &history(seed, STEPS)).unwrap();
        catering += usize::from(report.catering > 0);
        refunded += usize::from(report.refunded > 0);
        closed += usize::from(report.closed > 0);
        not_for_now += usize::from(report.not_for_now > 0);
        of_blocked += usize::from(report.of_blocked > 0);
        at_once += usize::from(report.at_once > 0);
        sent += usize::from(report.sent > 0);
    }
    assert!(
        not_for_now > 10 && of_blocked > 5 && at_once > 20 && sent > 5,
        "of 100 histories {not_for_now} have an order that a closed place refuses, {of_blocked} one of somebody blocked, {at_once} one \
         that is confirmed at once, {sent} a webhook"
    );
    assert!(
        catering > 5 && refunded > 1 && closed > 1,
        "of 100 histories {catering} have an order of catering, {refunded} a refund because of a claim, {closed} a closed account"
    );
}

#[test]
fn steps_follow_from_the_seed_and_can_be_stored() {
    let steps = history(7, STEPS);
    assert_eq!(steps.len(), STEPS);
    assert_eq!(steps, history(7, STEPS));
    assert_ne!(steps, history(8, STEPS));
    let text = serde_json::to_string(&steps).unwrap();
    assert_eq!(serde_json::from_str::<Vec<Step>>(&text).unwrap(), steps);
}
