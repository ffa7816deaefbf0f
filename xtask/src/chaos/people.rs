//! What people do on an evening: customers order, pay and change their minds, a machine orders for others, the staff works.

use std::{
    collections::VecDeque,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Result, bail};
use serde_json::{Value, json};

use super::{
    client::Request,
    ledger::{Placed, Placement},
    restaurant::{self, ORCHESTRATE, SignedIn},
    scene::{Call, Person},
};

/// The code of a refusal while the first call with the same key is under way.
const UNDER_WAY: &str = "idempotency_in_progress";

/// Before somebody looks again for work where there was none.
const IDLE: Duration = Duration::from_millis(50);

/// How long after the last kill a call may be said to be under way whose process was killed; the server gives it up after 30
/// seconds. Before that it may be killed again under every try.
const UNDER_WAY_TIMEOUT: Duration = Duration::from_secs(60);

/// What a customer does with an order of theirs, always with the same key.
struct Act {
    call: Call,
    order: String,
    path: String,
    key: String,
    body: Value,
}

impl Act {
    fn on(order: &str, call: Call, what: &str, body: Value) -> Act {
        Act {
            call,
            order: order.to_owned(),
            path: format!("/api/orders/{order}/{what}"),
            key: format!("{order}-{what}"),
            body,
        }
    }

    /// Asks for it. It is handed back while the server says that the same call is under way, which it is taken to be for a
    /// while after a kill.
    fn ask(self, person: &mut Person, token: &str) -> Result<Option<Act>> {
        let request = Request::post(&self.path, &self.body).by(token).keyed(&self.key);
        let answer = person.ask(self.call, &request)?;
        if answer.text("/code").is_ok_and(|code| code == UNDER_WAY) {
            return Ok(Some(self));
        }
        answer.expect(&[200], &self.path)?;
        match self.call {
            Call::Confirm => person.scene.ledger().confirm(&self.order),
            Call::Cancel => person.scene.ledger().cancel(&self.order),
            _ => {}
        }
        Ok(None)
    }
}

/// Orders, pays and confirms until the scene closes. `name` is part of the keys.
pub fn order(person: &mut Person, customer: &SignedIn, name: &str) -> Result<()> {
    // What is still to be done with some orders, of each in its order.
    let mut later: VecDeque<VecDeque<Act>> = VecDeque::new();
    for turn in 0.. {
        if person.scene.closes() {
            break;
        }
        if let Some(acts) = later.pop_front() {
            later.extend(go_on(person, customer, acts)?);
        }
        let placement = restaurant::of_customer(customer, format!("{name}-{turn}"), &mut person.draw);
        let id = place(person, Call::Place, placement)?.id;
        let mut acts = VecDeque::new();
        if person.draw.chance(10) {
            acts.push_back(Act::on(&id, Call::Cancel, "cancel", restaurant::nothing()));
        } else {
            if person.draw.chance(50) {
                acts.push_back(Act::on(&id, Call::Pay, "payment", json!({ "method": "card" })));
            }
            if person.draw.chance(85) {
                acts.push_back(Act::on(&id, Call::Confirm, "confirm", restaurant::nothing()));
            }
        }
        later.extend(go_on(person, customer, acts)?);
    }
    let begin = Instant::now();
    while let Some(acts) = later.pop_front() {
        let left = go_on(person, customer, acts)?;
        if let Some(act) = left.as_ref().and_then(VecDeque::front) {
            if begin.elapsed() > UNDER_WAY_TIMEOUT {
                bail!("{} is still said to be under way", act.path);
            }
            thread::sleep(IDLE);
        }
        later.extend(left);
    }
    Ok(())
}

/// Does what is to be done with an order as far as it goes, and hands back the rest.
fn go_on(person: &mut Person, customer: &SignedIn, mut acts: VecDeque<Act>) -> Result<Option<VecDeque<Act>>> {
    while let Some(act) = acts.pop_front() {
        if let Some(act) = act.ask(person, &customer.token)? {
            acts.push_front(act);
            return Ok(Some(acts));
        }
    }
    Ok(None)
}

/// Places and confirms orders for a customer in one call each until the scene closes.
pub fn orchestrate(person: &mut Person, machine: &str, customer: &str, name: &str) -> Result<()> {
    for turn in 0.. {
        if person.scene.closes() {
            break;
        }
        let key = format!("{name}-{turn}");
        let placement = restaurant::of_machine(machine, ORCHESTRATE, customer, key, &mut person.draw);
        let id = place(person, Call::Orchestrate, placement)?.id;
        person.scene.ledger().confirm(&id);
    }
    Ok(())
}

/// Places an order, now and then twice as somebody who is impatient, and notes it.
fn place(person: &mut Person, call: Call, placement: Placement) -> Result<Placed> {
    let placed = Placed::read(person.ask(call, &placement.request())?, &placement.key)?;
    if person.draw.chance(20) {
        let again = Placed::read(person.ask(call, &placement.request())?, &placement.key)?;
        if again != placed {
            bail!("key {} is {placed:?} and {again:?}", placement.key);
        }
    }
    person.scene.ledger().place(placement, placed.clone());
    Ok(placed)
}

/// Takes what waits at a stage and completes it until the scene closes.
pub fn work(person: &mut Person, token: &str, stage: &str, name: &str) -> Result<()> {
    let queue = format!("/api/orders?status=CONFIRMED&stage={stage}&limit=20");
    let nothing = restaurant::nothing();
    for turn in 0.. {
        if person.scene.closes() {
            break;
        }
        let waiting = person.ask(Call::Read, &Request::get(&queue).by(token))?;
        let waiting = waiting.expect(&[200], &queue)?;
        let orders = waiting.body.pointer("/orders").and_then(Value::as_array);
        let chosen = person.draw.one(orders.map_or(&[], Vec::as_slice));
        let Some(id) = chosen.and_then(|order| order.pointer("/orderId")?.as_str()) else {
            thread::sleep(IDLE);
            continue;
        };
        for (call, what) in [(Call::Take, "start"), (Call::Complete, "complete")] {
            let path = format!("/api/orders/{id}/stages/{stage}/{what}");
            let key = format!("{name}-{turn}-{what}");
            let mut request = Request::post(&path, &nothing).by(token);
            if person.draw.chance(30) {
                request = request.keyed(&key);
            }
            // Somebody else may have been faster, what is picked up is not the driver's, and a call that a kill has cut off is
            // under way for a while.
            let answer = person.ask(call, &request)?.expect(&[200, 403, 409], &path)?;
            if answer.status != 200 {
                break;
            }
            if call == Call::Complete {
                person.scene.ledger().complete(id, stage);
            }
        }
    }
    Ok(())
}
