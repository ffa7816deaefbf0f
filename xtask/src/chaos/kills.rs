//! kill -9 again and again while people order, pay, cook and deliver: at a moment of a certain call, and while it starts.

use std::{
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};

use super::{
    draw::Draw,
    people,
    program::{Program, Server},
    restaurant::{self, Restaurant},
    scene::{Call, Person, Scene},
    trial::Trial,
};

const CUSTOMERS: usize = 6;

/// Who works at which stage.
const STAFF: [(&str, &str); 5] = [
    ("cocina", "COOKING"),
    ("cocina2", "COOKING"),
    ("empaque", "PACKAGING"),
    ("empaque", "DELIVERY"),
    ("reparto", "DELIVERY"),
];

/// The calls under which it is killed.
const CALLS: [Call; 7] = [
    Call::Place,
    Call::Orchestrate,
    Call::Pay,
    Call::Confirm,
    Call::Cancel,
    Call::Take,
    Call::Complete,
];

/// Number of kills of the very first starts, while the restaurants of the demo are written.
const FIRST_STARTS: usize = 2;

/// Of the other kills, how many come while it starts, in percent.
const WHILE_STARTING: u64 = 15;

/// At most so long after the start of a process that is killed while it starts.
const START: Duration = Duration::from_millis(1_500);

/// Maximum number of calls of the kind before the one under which it is killed.
const MAX_CALLS: u64 = 15;

/// At most so long after that call was sent.
const AFTER_CALL: Duration = Duration::from_millis(25);

/// How long the call is waited for; then it is killed all the same.
const CALL_TIMEOUT: Duration = Duration::from_secs(4);

/// A moment at which the server is killed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Moment {
    /// So long after the process began.
    Starting(Duration),
    /// So long after a call was sent for the given time.
    Under(Call, usize, Duration),
}

impl Moment {
    fn drawn(draw: &mut Draw) -> Moment {
        if draw.chance(WHILE_STARTING) {
            return Moment::Starting(draw.time(START));
        }
        let call = draw.one(&CALLS).copied().unwrap_or(Call::Place);
        let times = usize::try_from(1 + draw.below(MAX_CALLS)).unwrap_or(1);
        Moment::Under(call, times, draw.time(AFTER_CALL))
    }
}

/// Kills the server so many times, and looks at what is left.
pub fn run(trial: &Trial) -> Result<String> {
    let program = trial.program();
    let mut plan = trial.draw("plan");
    let first = FIRST_STARTS.min(trial.kills);
    for _ in 0..first {
        kill_while_starting(&program, plan.time(START))?;
    }
    let server = program.start()?;
    let restaurant = Restaurant::open(&program, server.address)?;
    let scene = Scene::default();
    let begin = Instant::now();
    thread::scope(|scope| {
        let outcome = invite(trial, &scene, &restaurant, &server).map(|people| {
            for mut somebody in people {
                let scene = &scene;
                scope.spawn(move || {
                    if let Err(error) = somebody() {
                        scene.find(format!("{error:#}"));
                    }
                });
            }
        });
        let outcome = outcome.and_then(|()| {
            let mut server = Some(server);
            for kill in first..trial.kills {
                round(&program, &scene, Moment::drawn(&mut plan), server.take())?;
                scene.is_sound()?;
                if (kill + 1) % 20 == 0 {
                    println!(
                        "   {} kills, {} orders, {} answers lost",
                        kill + 1,
                        scene.ledger().orders(),
                        scene.lost_answers()
                    );
                }
            }
            server.map_or_else(|| program.start(), Ok)
        });
        // Everybody gets the answer to their last call, or learns that there will be none.
        if let Ok(server) = &outcome {
            scene.open(server.address);
        }
        scene.close();
        outcome
    })
    .and_then(|server| {
        scene.is_sound()?;
        let ledger = scene.ledger();
        ledger.check(
            server.address,
            &restaurant.machine,
            restaurant.stock,
            &mut trial.draw("check"),
        )?;
        program.is_sound()?;
        server.until_ready_is(200, Duration::from_secs(10))?;
        server.end(Duration::from_secs(30))?;
        Ok(format!(
            "{} kills in {:.0} s: {}, {} calls without an answer",
            trial.kills,
            begin.elapsed().as_secs_f64(),
            ledger.summary(),
            scene.lost_answers()
        ))
    })
    .with_context(|| format!("after {} calls without an answer", scene.lost_answers()))
}

/// What everybody does all evening.
type Evening<'a> = Box<dyn FnMut() -> Result<()> + Send + 'a>;

/// Registers and signs in all who take part.
fn invite<'a>(
    trial: &Trial,
    scene: &'a Scene,
    restaurant: &'a Restaurant,
    server: &Server,
) -> Result<Vec<Evening<'a>>> {
    let mut all: Vec<Evening> = Vec::new();
    let mut somebody = String::new();
    for number in 0..CUSTOMERS {
        let name = format!("lucia{number}");
        let customer = restaurant::register(server.address, &name)?;
        somebody.clone_from(&customer.customer);
        let mut person = Person::new(scene, trial.draw(&name));
        all.push(Box::new(move || people::order(&mut person, &customer, &name)));
    }
    let mut machine = Person::new(scene, trial.draw("machine"));
    all.push(Box::new(move || {
        people::orchestrate(&mut machine, &restaurant.machine, &somebody, "machine")
    }));
    for (username, stage) in STAFF {
        let signed_in = restaurant::sign_in_staff(server.address, username)?;
        let name = format!("{username}-{stage}");
        let mut person = Person::new(scene, trial.draw(&name));
        all.push(Box::new(move || {
            people::work(&mut person, &signed_in.token, stage, &name)
        }));
    }
    Ok(all)
}

/// One life of the server, from its start (or where it runs already) to its end at this moment.
fn round(program: &Program, scene: &Scene, moment: Moment, running: Option<Server>) -> Result<()> {
    match moment {
        Moment::Starting(after) => {
            drop(running);
            kill_while_starting(program, after)
        }
        Moment::Under(call, times, after) => {
            let server = running.map_or_else(|| program.start(), Ok)?;
            scene.open(server.address);
            scene.wait_for(call, times, CALL_TIMEOUT);
            thread::sleep(after);
            scene.shut();
            server.kill()
        }
    }
}

fn kill_while_starting(program: &Program, after: Duration) -> Result<()> {
    let server = program.spawn()?;
    thread::sleep(after);
    server.kill()
}

#[cfg(test)]
mod tests {
    use super::{Draw, Moment};

    #[test]
    fn a_seed_is_a_plan() {
        let plan = |seed| -> Vec<Moment> {
            let mut draw = Draw::of(seed, "kills/plan");
            (0..50).map(|_| Moment::drawn(&mut draw)).collect()
        };
        assert_eq!(plan(1), plan(1));
        assert_ne!(plan(1), plan(2));
        let starting = |moment: &&Moment| matches!(moment, Moment::Starting(_));
        assert!((1..25).contains(&plan(1).iter().filter(starting).count()));
    }
}
