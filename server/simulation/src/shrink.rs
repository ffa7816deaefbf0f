//! A history that fails, made as short as it can be while it fails in the same way.

use crate::run::{Failure, Simulation};
use crate::steps::Step;

/// Maximum number of histories that are run for it.
const MAX_RUNS: usize = 2_000;

/// The shortest history that was found to fail as this one does: steps are left out, many at a time at first, and then what
/// remains is made simpler.
pub fn shortest(
    simulation: &Simulation,
    seed: u64,
    steps: &[Step],
    failure: &Failure,
) -> (Vec<Step>, Failure) {
    let mut shrinking = Shrinking {
        simulation,
        seed,
        best: (steps.to_vec(), failure.clone()),
        runs: 0,
    };
    loop {
        let before = shrinking.best.0.clone();
        shrinking.leave_out();
        shrinking.simplify();
        if shrinking.best.0 == before || shrinking.runs >= MAX_RUNS {
            let (steps, failure) = shrinking.best;
            let traced = simulation.traced(seed, &steps).err();
            return (steps, traced.unwrap_or(failure));
        }
    }
}

struct Shrinking<'a> {
    simulation: &'a Simulation,
    seed: u64,
    best: (Vec<Step>, Failure),
    runs: usize,
}

impl Shrinking<'_> {
    /// Takes a history as the best one if it fails in the same way.
    fn takes(&mut self, steps: Vec<Step>) -> bool {
        if self.runs >= MAX_RUNS {
            return false;
        }
        self.runs += 1;
        match self.simulation.replay(self.seed, &steps, false) {
            Err(failure) if failure.violation.invariant == self.best.1.violation.invariant => {
                self.best = (steps, failure);
                true
            }
            _ => false,
        }
    }

    fn leave_out(&mut self) {
        let mut many = self.best.0.len().div_ceil(2);
        while many > 0 {
            let mut at = 0;
            while at < self.best.0.len() {
                let mut steps = self.best.0.clone();
                let end = (at + many).min(steps.len());
                steps.drain(at..end);
                if !self.takes(steps) {
                    at += many;
                }
            }
            many /= 2;
        }
    }

    /// One thing at a time, without faults.
    fn simplify(&mut self) {
        for at in 0..self.best.0.len() {
            let simpler: [fn(&mut Step); 2] = [|step| step.fault = None, |step| step.beside = false];
            for change in simpler {
                let mut steps = self.best.0.clone();
                if let Some(step) = steps.get_mut(at) {
                    change(step);
                }
                if steps != self.best.0 {
                    self.takes(steps);
                }
            }
        }
    }
}
