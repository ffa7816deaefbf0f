//! The histories that the test command runs.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

use simulation::{Failure, STEPS, Simulation, Step, history, shortest};

/// Number of histories of each part; the parts run on all processors.
const PART: u64 = 300;

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

#[test]
fn histories_hold_1() {
    part(0);
}

#[test]
fn histories_hold_2() {
    part(1);
}

#[test]
fn histories_hold_3() {
    part(2);
}

#[test]
fn histories_hold_4() {
    part(3);
}

#[test]
fn histories_hold_5() {
    part(4);
}

#[test]
fn histories_hold_6() {
    part(5);
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
    for seed in 0..100 {
        let report = simulation.run(seed, &history(seed, STEPS)).unwrap();
        catering += usize::from(report.catering > 0);
        refunded += usize::from(report.refunded > 0);
        closed += usize::from(report.closed > 0);
    }
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
