//! A history, from its first step to its end.

use crate::beginning::{Beginning, begin};
use crate::calls::{Answer, Call, perform};
use crate::choose::Choice;
use crate::draw::Draw;
use crate::faults::Faults;
use crate::invariants::{self, Violation};
use crate::model::{Changes, Model, Placed};
use crate::process::{Process, Unable};
use crate::receiver::Mood;
use crate::report::Report;
use crate::restaurants::{Restaurant, START};
use crate::steps::{Action, Step};
use domain::time::{DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS};
use engine_memory::Store;
use futures::FutureExt as _;
use futures::future::join_all;
use ports::clock::seeded;
use ports::{Clock, EventBus};
use ports_testsuite::ManualClock;
use std::fmt::Write as _;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

/// How often it is tried at the end to do all that is to be done. Each time more of it becomes due.
const ROUNDS: usize = 12;
/// How long is waited between these, in milliseconds: until orders have expired, refunds are asked for again, the gateway is
/// asked the last time, and stages are late.
const WAITS: [i64; 5] = [0, 20 * MINUTE_MS, 3 * HOUR_MS, DAY_MS + HOUR_MS, 3 * DAY_MS];

/// How long is waited after that, in milliseconds: until every event is over and closed accounts are erased, and twice until they
/// are gone over again.
const MUCH_LATER: [i64; 3] = [50 * DAY_MS, 2 * HOUR_MS, 2 * HOUR_MS];

/// The doctor looks at what one history in this number has stored: looking at all of it takes an eighth of the time of a history.
const EXAMINED: u64 = 10;

/// What did not hold, and after which step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    pub violation: Violation,
    /// `None` at the end, when everything was done.
    pub step: Option<usize>,
    pub trace: Vec<String>,
}

/// What runs histories, one after the other, in the thread that asks.
#[derive(Debug)]
pub struct Simulation {
    runtime: tokio::runtime::Runtime,
    beginning: Beginning,
}

impl Simulation {
    pub fn new() -> Result<Simulation, Unable> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build();
        let runtime = runtime.map_err(|error| Unable::at("a runtime")(&error))?;
        let beginning = runtime.block_on(seeded(0, begin()))?;
        Ok(Simulation { runtime, beginning })
    }

    /// Runs the steps of a history; the ids in it follow from the seed. One that fails is run once more, for its trace.
    pub fn run(&self, seed: u64, steps: &[Step]) -> Result<Report, Failure> {
        self.replay(seed, steps, false)
            .map_err(|failure| self.traced(seed, steps).err().unwrap_or(failure))
    }

    /// The same with what was done, which takes longer.
    pub fn traced(&self, seed: u64, steps: &[Step]) -> Result<Report, Failure> {
        self.replay(seed, steps, true)
    }

    pub(crate) fn replay(&self, seed: u64, steps: &[Step], traced: bool) -> Result<Report, Failure> {
        let how = How {
            traced,
            examined: seed.is_multiple_of(EXAMINED),
        };
        let replayed = replay(&self.beginning, steps, how);
        self.runtime.block_on(seeded(seed, replayed))
    }
}

/// How a history is run.
#[derive(Debug, Clone, Copy)]
struct How {
    /// Whether the trace is kept.
    traced: bool,
    /// Whether the doctor looks at what is stored at the end.
    examined: bool,
}

struct World<'a> {
    store: Store,
    clock: Arc<ManualClock>,
    faults: Arc<Faults>,
    process: Process,
    restaurants: &'a [Restaurant],
    model: Model,
    trace: Vec<String>,
    how: How,
}

async fn replay(beginning: &Beginning, steps: &[Step], how: How) -> Result<Report, Failure> {
    let unable = |error: Unable, trace: &[String]| Failure {
        violation: Violation::new("simulation", error.to_string()),
        step: None,
        trace: trace.to_vec(),
    };
    let mut world = World::begin(beginning, how).map_err(|error| unable(error, &[]))?;
    let mut at = 0;
    while at < steps.len() {
        let alone = steps.get(at).is_some_and(|step| !step.action.can_go_beside());
        let beside = steps.iter().skip(at + 1).take_while(|step| step.beside && !alone);
        let together = beside.count() + 1;
        let group: Vec<&Step> = steps.iter().skip(at).take(together).collect();
        let done = AssertUnwindSafe(world.steps(at, &group)).catch_unwind().await;
        let done = done.unwrap_or_else(|_| Err(Violation::new("no panic", "a step panicked")));
        done.map_err(|violation| world.failure(violation, Some(at)))?;
        at += together;
    }
    let ended = AssertUnwindSafe(world.end()).catch_unwind().await;
    let ended = ended.unwrap_or_else(|_| Err(Violation::new("no panic", "the end panicked")));
    ended.map_err(|violation| world.failure(violation, None))?;
    let received = world.faults.receiver.received();
    Ok(Report::of(&world.model, &received, world.trace))
}

impl World<'_> {
    fn begin(beginning: &Beginning, how: How) -> Result<World<'_>, Unable> {
        let store = beginning.store.copy();
        let clock = Arc::new(ManualClock::at(START));
        let faults = Arc::new(Faults::default());
        let shared: Arc<dyn Clock> = clock.clone();
        let process = Process::start(&store, &shared, &faults)?;
        Ok(World {
            process,
            store,
            clock,
            faults,
            restaurants: &beginning.restaurants,
            model: beginning.model.clone(),
            trace: Vec::new(),
            how,
        })
    }

    fn failure(&self, violation: Violation, step: Option<usize>) -> Failure {
        Failure {
            violation,
            step,
            trace: self.trace.clone(),
        }
    }

    /// Does some steps at the same time, of which the first is the `at`th, and looks at what came of it.
    async fn steps(&mut self, at: usize, group: &[&Step]) -> Result<(), Violation> {
        let fault = group.iter().find_map(|step| step.fault);
        let turns = group.first().filter(|_| group.len() > 1);
        self.faults.begin(fault, turns.map(|step| Draw::new(step.draw)));
        let choice = Choice {
            restaurants: self.restaurants,
            model: &self.model,
            process: &self.process,
            now: self.clock.now(),
        };
        let calls: Vec<Call> = group.iter().map(|step| choice.call(step)).collect();
        let under_way = self.under_way(&calls);
        let delivering = calls
            .iter()
            .any(|call| matches!(call, Call::Deliver(_) | Call::DeliverAll));
        if delivering {
            let pending = self.process.memory.event_bus.pending();
            self.model.delivered(pending);
        }
        let answers = join_all(calls.iter().map(|call| perform(&self.process, call))).await;
        for (number, (step, (call, answer))) in group.iter().zip(calls.iter().zip(&answers)).enumerate() {
            self.note(at + number, step, call, answer);
            self.happen(step);
        }
        let provoked = self.faults.any();
        if self.faults.crashed() || group.iter().any(|step| step.action == Action::Crash) {
            self.restart()?;
        }
        let changes = self.observe().await?;
        let alone = calls.len() == 1 && !provoked;
        for ((call, answer), place) in calls.into_iter().zip(answers).zip(under_way) {
            invariants::answers::check(&self.model, &call, &answer, provoked)?;
            if alone {
                invariants::refusals::change_nothing(&call, &answer, &changes)?;
            }
            self.model.record(&self.process, call, answer, place, alone);
        }
        invariants::after_a_step(&mut self.model, self.restaurants, &changes)
    }

    /// Notes the calls that are to place orders, before they are made: who sends something else under the same key meanwhile is
    /// refused for a reason. Their places among all such calls.
    fn under_way(&mut self, calls: &[Call]) -> Vec<Option<usize>> {
        let mut places = Vec::new();
        for call in calls {
            let Call::Place(placement) = call else {
                places.push(None);
                continue;
            };
            places.push(Some(self.model.placed.len()));
            self.model.placed.push(Placed {
                placement: placement.clone(),
                at: self.clock.now(),
                answer: Answer::Unknown("under way".to_owned()),
            });
        }
        places
    }

    /// What is no call.
    fn happen(&self, step: &Step) {
        let mut draw = Draw::new(step.draw);
        let up_to = |draw: &mut Draw, end: u64, unit: i64| i64::try_from(draw.below(end)).unwrap_or(0) * unit;
        match step.action {
            Action::Wait => self.clock.advance_ms(match draw.below(20) {
                0..=8 => up_to(&mut draw, 90, SECOND_MS),
                9..=16 => up_to(&mut draw, 25, MINUTE_MS),
                17 | 18 => up_to(&mut draw, 180, MINUTE_MS),
                _ => up_to(&mut draw, 14, HOUR_MS),
            }),
            Action::SetBack => self.clock.advance_ms(-up_to(&mut draw, 60, MINUTE_MS)),
            Action::Sweep => self.process.memory.sweep(),
            Action::Gateway => {
                self.faults.toggle_gateway();
            }
            Action::Mailer => {
                self.faults.toggle_mailer();
            }
            Action::Receiver => self.faults.receiver.become_so(match draw.below(8) {
                0..=3 => Mood::Takes,
                4 | 5 => Mood::Fails,
                6 => Mood::Silent,
                _ => Mood::Gone,
            }),
            _ => {}
        }
    }

    /// The next process, which knows only what is stored.
    fn restart(&mut self) -> Result<(), Violation> {
        self.faults.restart();
        let clock: Arc<dyn Clock> = self.clock.clone();
        let process = Process::start(&self.store, &clock, &self.faults);
        self.process = process.map_err(|error| Violation::new("simulation", error.to_string()))?;
        Ok(())
    }

    async fn observe(&mut self) -> Result<Changes, Violation> {
        let observed = self.model.observe(&self.process, self.restaurants).await;
        observed.map_err(|error| Violation::new("what is stored can be read", error.to_string()))
    }

    fn note(&mut self, number: usize, step: &Step, call: &Call, answer: &Answer) {
        if !self.how.traced {
            return;
        }
        let mut line = format!("{number:>3} {} {:?}", self.clock.now().rfc3339(), step.action);
        if step.beside {
            line.push_str(" (beside the one before)");
        }
        if let Some(fault) = step.fault {
            let _ = write!(line, " with {:?} at effect {}", fault.kind, fault.effect);
        }
        if !matches!(call, Call::Nothing) {
            let _ = write!(line, "\n      {}\n      -> {answer:?}", call.told());
        }
        self.trace.push(line);
    }

    /// Nothing goes wrong any more, and all is done that is to be done.
    async fn end(&mut self) -> Result<(), Violation> {
        self.faults.end();
        self.restart()?;
        self.ask_again().await?;
        for wait in WAITS {
            self.clock.advance_ms(wait);
            self.settle_down().await?;
        }
        self.observe().await?;
        let again = invariants::webhooks::send_again(&self.model, &self.process, self.restaurants).await;
        if again
            .map_err(|error| Violation::new("15 what was given up can be sent again", format!("{error:?}")))?
            > 0
        {
            self.settle_down().await?;
        }
        let changes = self.observe().await?;
        invariants::after_a_step(&mut self.model, self.restaurants, &changes)?;
        let now = self.clock.now();
        invariants::at_the_end(&self.model, &self.process, &self.faults, self.restaurants, now).await?;
        if self.how.examined {
            invariants::stored::has_nothing_wrong(&self.process, self.restaurants).await?;
        }
        self.much_later().await
    }

    /// What is due when all that was agreed is over, and closed accounts are erased: looked for only where there is any.
    async fn much_later(&mut self) -> Result<(), Violation> {
        let closed = self.model.people.iter().any(|person| !person.is_open());
        if !closed && self.model.requests.is_empty() {
            return Ok(());
        }
        for wait in MUCH_LATER {
            self.clock.advance_ms(wait);
            self.settle_down().await?;
        }
        self.observe().await?;
        invariants::much_later(&self.model, &self.process, &self.faults, self.restaurants).await
    }

    /// Who has no answer under a key asks until there is one.
    async fn ask_again(&mut self) -> Result<(), Violation> {
        let unanswered: Vec<Placed> = self
            .model
            .placed
            .iter()
            .filter(|placed| {
                matches!(placed.answer, Answer::Unknown(_))
                    && !placed.placement.wanted.idempotency_key.is_empty()
            })
            .cloned()
            .collect();
        for placed in unanswered {
            if self.clock.now().since_ms(placed.at) >= 23 * HOUR_MS {
                continue;
            }
            let call = Call::Place(placed.placement);
            let place = self.under_way(std::slice::from_ref(&call)).into_iter().next();
            let answer = perform(&self.process, &call).await;
            if self.how.traced {
                let line = format!("asked again\n      {}\n      -> {answer:?}", call.told());
                self.trace.push(line);
            }
            let changes = self.observe().await?;
            invariants::answers::check(&self.model, &call, &answer, false)?;
            self.model
                .record(&self.process, call, answer, place.flatten(), false);
            invariants::after_a_step(&mut self.model, self.restaurants, &changes)?;
        }
        Ok(())
    }

    /// Delivers, retries and looks at what is due until nothing is left.
    async fn settle_down(&mut self) -> Result<(), Violation> {
        let failed =
            |error: &dyn std::fmt::Debug| Violation::new("what is due can be done", format!("{error:?}"));
        for _ in 0..ROUNDS {
            let bus = &self.process.memory.event_bus;
            bus.run_until_idle().await.map_err(|error| failed(&error))?;
            let mut done = self.process.run_tasks().await.map_err(|error| failed(&error))?;
            for restaurant in self.restaurants {
                let retried = self.process.retry(&restaurant.id).await;
                done += retried.map_err(|error| failed(&error))?;
            }
            if done == 0 && bus.pending().is_empty() {
                return Ok(());
            }
        }
        Err(Violation::new(
            "there is an end",
            "there is always more that is due",
        ))
    }
}
