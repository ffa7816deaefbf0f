//! What the server has answered, and whether all of it is still there.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::SocketAddr,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use domain::{Timestamp, Zone, time::DAY_MS};
use serde_json::Value;

use super::{
    client::{Answer, Client, Request, ask},
    draw::Draw,
    restaurant::ORCHESTRATE,
};

/// The dish of the demo that is counted, and of which every order has some.
pub const COUNTED: &str = "agua";

/// Number of keys that are sent again at the end.
const REPEATED: usize = 200;

/// How long the dashboard may take to count what was ordered last.
const FIGURES_TIMEOUT: Duration = Duration::from_secs(120);

/// Number of things that an error lists of what is missing.
const LISTED: usize = 5;

/// An order as it was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    pub id: String,
    pub number: u64,
    pub total_cents: u64,
}

impl Placed {
    /// Reads it from the answer to its placing with this key, which must be 201.
    pub fn read(answer: Answer, key: &str) -> Result<Placed> {
        let answer = answer.expect(&[201], &format!("an order with the key {key}"))?;
        Ok(Placed {
            id: answer.text("/order/id")?.to_owned(),
            number: answer.number("/order/number")?,
            total_cents: answer.number("/order/totalCents")?,
        })
    }
}

/// How an order was asked for.
#[derive(Debug, Clone)]
pub struct Placement {
    /// `/api/orders` or `/api/orchestrate-order`.
    pub path: &'static str,
    pub token: String,
    pub key: String,
    pub body: Value,
}

impl Placement {
    /// As a request.
    pub fn request(&self) -> Request<'_> {
        Request::post(self.path, &self.body)
            .by(&self.token)
            .keyed(&self.key)
    }
}

/// Everything that was answered with success.
#[derive(Debug, Default)]
pub struct Ledger {
    /// By idempotency key; nobody uses the key of somebody else.
    placed: BTreeMap<String, (Placement, Placed)>,
    confirmed: BTreeSet<String>,
    cancelled: BTreeSet<String>,
    /// Orders with the stages that were completed.
    completed: BTreeSet<(String, String)>,
}

impl Ledger {
    /// Notes an order that was answered.
    pub fn place(&mut self, placement: Placement, placed: Placed) {
        self.placed.insert(placement.key.clone(), (placement, placed));
    }

    /// Notes that an order was confirmed.
    pub fn confirm(&mut self, order: &str) {
        self.confirmed.insert(order.to_owned());
    }

    /// Notes that an order was cancelled.
    pub fn cancel(&mut self, order: &str) {
        self.cancelled.insert(order.to_owned());
    }

    /// Notes that a stage of an order was completed.
    pub fn complete(&mut self, order: &str, stage: &str) {
        self.completed.insert((order.to_owned(), stage.to_owned()));
    }

    /// Number of orders that were answered.
    pub fn orders(&self) -> usize {
        self.placed.len()
    }

    /// What was answered, in a few words.
    pub fn summary(&self) -> String {
        format!(
            "{} orders placed, {} confirmed, {} cancelled, {} stages completed",
            self.placed.len(),
            self.confirmed.len(),
            self.cancelled.len(),
            self.completed.len()
        )
    }

    /// Fails with what is lost, doubled or different on the server. `token` is that of a machine of the restaurant,
    /// `stock` what there was of [`COUNTED`] before the first order.
    pub fn check(&self, address: SocketAddr, token: &str, stock: u64, draw: &mut Draw) -> Result<()> {
        let stored = stored(address, token)?;
        self.all_are_there(&stored)?;
        self.all_is_done(&stored)?;
        let sold: u64 = stored
            .values()
            .filter(|order| text(order, "/status") != "CANCELLED")
            .map(sold)
            .sum();
        let left = stock_of(address)?;
        if left.checked_add(sold) != Some(stock) {
            bail!("of {stock} {COUNTED} {sold} are sold and {left} are left");
        }
        self.keys_are_remembered(address, draw)?;
        figures_count(address, token, &stored)
    }

    fn all_are_there(&self, stored: &BTreeMap<String, Value>) -> Result<()> {
        let mut wrong = Vec::new();
        let mut known = BTreeSet::new();
        for (key, (_, placed)) in &self.placed {
            match stored.get(&placed.id) {
                None => wrong.push(format!(
                    "{key}: order {} with number {} is lost",
                    placed.id, placed.number
                )),
                Some(order) if number(order, "/number") != Some(placed.number) => {
                    wrong.push(format!("{key}: {placed:?} has another number now: {order}"))
                }
                Some(order) if number(order, "/totalCents") != Some(placed.total_cents) => {
                    wrong.push(format!("{key}: {placed:?} has another total now: {order}"))
                }
                Some(_) => {}
            }
            if !known.insert(&placed.id) {
                wrong.push(format!(
                    "{key}: {} is the order of another key as well",
                    placed.id
                ));
            }
        }
        // Every key was answered in the end, so an order that nobody knows was placed twice.
        for id in stored.keys().filter(|id| !known.contains(id)) {
            wrong.push(format!("order {id} belongs to no key"));
        }
        let numbers: BTreeSet<_> = stored.values().map(|order| number(order, "/number")).collect();
        if numbers.len() != stored.len() {
            wrong.push(format!("{} orders have {} numbers", stored.len(), numbers.len()));
        }
        none(wrong)
    }

    fn all_is_done(&self, stored: &BTreeMap<String, Value>) -> Result<()> {
        let status = |id: &String| stored.get(id).map_or("", |order| text(order, "/status"));
        // What was cancelled after it was confirmed is looked at below.
        let confirmed = self.confirmed.difference(&self.cancelled);
        let mut wrong: Vec<String> = confirmed
            .filter(|id| !["CONFIRMED", "COMPLETED"].contains(&status(id)))
            .map(|id| format!("{id} was confirmed and is {}", status(id)))
            .collect();
        let cancelled = self.cancelled.iter().filter(|id| status(id) != "CANCELLED");
        wrong.extend(cancelled.map(|id| format!("{id} was cancelled and is {}", status(id))));
        for (id, stage) in &self.completed {
            let steps = stored
                .get(id)
                .and_then(|order| order.pointer("/steps")?.as_array());
            let step = steps.and_then(|steps| steps.iter().find(|step| text(step, "/stepName") == stage));
            if !step.is_some_and(|step| step.pointer("/finishedAt").is_some_and(Value::is_string)) {
                wrong.push(format!("{stage} of {id} was completed and is {step:?}"));
            }
        }
        none(wrong)
    }

    /// Some of the keys, sent again, are answered with the same orders; a call that would confirm an order that was cancelled
    /// since is refused.
    fn keys_are_remembered(&self, address: SocketAddr, draw: &mut Draw) -> Result<()> {
        let all: Vec<_> = self.placed.values().collect();
        let mut client = Client::connect(address)?;
        for _ in 0..REPEATED.min(all.len()) {
            let Some((placement, placed)) = draw.one(&all) else {
                break;
            };
            let answer = client.ask(&placement.request())?;
            if placement.path == ORCHESTRATE && self.cancelled.contains(&placed.id) {
                // What was cancelled since cannot be confirmed again, and is no order anew.
                let refused =
                    answer.expect(&[409], &format!("the key {} of a cancelled order", placement.key))?;
                let code = refused.text("/code")?;
                if code != "order_closed" {
                    bail!(
                        "the key {} of a cancelled order was answered {code}",
                        placement.key
                    );
                }
                continue;
            }
            let again = Placed::read(answer, &placement.key)?;
            if again != *placed {
                bail!(
                    "key {} was answered with {placed:?}, and now with {again:?}",
                    placement.key
                );
            }
        }
        Ok(())
    }
}

/// All orders of the restaurant by their ids. Fails when one is listed twice.
fn stored(address: SocketAddr, token: &str) -> Result<BTreeMap<String, Value>> {
    let mut client = Client::connect(address)?;
    let mut orders = BTreeMap::new();
    let mut cursor = String::new();
    loop {
        let path = format!("/api/orders?limit=100{cursor}");
        let page = client.ask(&Request::get(&path).by(token))?;
        let page = page.expect(&[200], "the list of orders")?;
        let listed = page.body.pointer("/orders").and_then(Value::as_array);
        for order in listed.context("a list has orders")? {
            let id = text(order, "/orderId").to_owned();
            if orders.insert(id.clone(), order.clone()).is_some() {
                bail!("order {id} is listed twice");
            }
        }
        match page.text("/nextCursor") {
            Ok(next) => cursor = format!("&cursor={next}"),
            Err(_) => return Ok(orders),
        }
    }
}

/// What is left of [`COUNTED`].
pub fn stock_of(address: SocketAddr) -> Result<u64> {
    let product = ask(address, &Request::get(&format!("/api/products/{COUNTED}")))?;
    product.expect(&[200], "a product")?.number("/stock")
}

/// Waits until the figures of all days count every order.
fn figures_count(address: SocketAddr, token: &str, stored: &BTreeMap<String, Value>) -> Result<()> {
    let times = stored
        .values()
        .filter_map(|order| Timestamp::parse(text(order, "/createdAt")));
    let (Some(first), Some(last)) = (times.clone().min(), times.max()) else {
        return Ok(());
    };
    let day = |at: Timestamp| {
        let (year, month, day) = Zone::lima().date(at).ymd();
        format!("{year:04}-{month:02}-{day:02}")
    };
    let path = format!(
        "/api/dashboard/summary?from={}&to={}",
        day(first),
        day(last.plus_ms(DAY_MS))
    );
    let begin = Instant::now();
    loop {
        let figures = ask(address, &Request::get(&path).by(token))?.expect(&[200], "the dashboard")?;
        let counted = figures.number("/orders")?;
        if usize::try_from(counted) == Ok(stored.len()) {
            return Ok(());
        }
        if begin.elapsed() > FIGURES_TIMEOUT {
            bail!("the dashboard counts {counted} of {} orders", stored.len());
        }
        thread::sleep(Duration::from_millis(100));
    }
}

/// What an order has of [`COUNTED`].
fn sold(order: &Value) -> u64 {
    let items = order.pointer("/items").and_then(Value::as_array);
    let counted = items
        .into_iter()
        .flatten()
        .filter(|item| text(item, "/productId") == COUNTED);
    counted.filter_map(|item| number(item, "/qty")).sum()
}

fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}

fn number(value: &Value, pointer: &str) -> Option<u64> {
    value.pointer(pointer).and_then(Value::as_u64)
}

/// Fails with the first of what is wrong.
fn none(wrong: Vec<String>) -> Result<()> {
    if wrong.is_empty() {
        return Ok(());
    }
    let shown: Vec<_> = wrong.iter().take(LISTED).map(String::as_str).collect();
    bail!("{} things are wrong:\n  {}", wrong.len(), shown.join("\n  "))
}

#[cfg(test)]
mod tests {
    use super::{Ledger, Placed, Placement};
    use serde_json::{Value, json};
    use std::collections::BTreeMap;

    fn ledger() -> Ledger {
        let mut ledger = Ledger::default();
        for (key, id, number) in [("a", "o_1", 1), ("b", "o_2", 2)] {
            let placement = Placement {
                path: "/api/orders",
                token: String::new(),
                key: key.to_owned(),
                body: Value::Null,
            };
            let placed = Placed {
                id: id.to_owned(),
                number,
                total_cents: 590,
            };
            ledger.place(placement, placed);
        }
        ledger
    }

    fn orders(all: &[(&str, u64, u64, &str)]) -> BTreeMap<String, Value> {
        let order = |(id, number, total, status): &(&str, u64, u64, &str)| {
            let order = json!({ "number": number, "totalCents": total, "status": status, "steps": [] });
            ((*id).to_owned(), order)
        };
        all.iter().map(order).collect()
    }

    const BOTH: [(&str, u64, u64, &str); 2] = [("o_1", 1, 590, "CREATED"), ("o_2", 2, 590, "CONFIRMED")];

    #[test]
    fn what_is_lost_doubled_or_different_is_found() {
        let [first, second] = BOTH;
        let found = |stored: &[_]| {
            let error = ledger().all_are_there(&orders(stored)).err();
            error.map(|error| error.to_string()).unwrap_or_default()
        };
        assert_eq!(found(&BOTH), "");
        assert!(found(&[first]).contains("is lost"));
        assert!(found(&[first, second, ("o_3", 3, 590, "CREATED")]).contains("belongs to no key"));
        assert!(found(&[first, ("o_2", 3, 590, "CREATED")]).contains("another number"));
        assert!(found(&[first, ("o_2", 2, 600, "CREATED")]).contains("another total"));
    }

    #[test]
    fn what_was_done_to_an_order_must_be_seen_of_it() {
        let mut ledger = ledger();
        ledger.confirm("o_2");
        assert!(ledger.all_is_done(&orders(&BOTH)).is_ok());
        ledger.confirm("o_1");
        assert!(ledger.all_is_done(&orders(&BOTH)).is_err());
        ledger.cancel("o_1");
        let cancelled = [("o_1", 1, 590, "CANCELLED"), BOTH[1]];
        assert!(ledger.all_is_done(&orders(&cancelled)).is_ok());
        assert!(ledger.all_is_done(&orders(&BOTH)).is_err());
        let mut ledger = Ledger::default();
        ledger.complete("o_2", "COOKING");
        assert!(ledger.all_is_done(&orders(&BOTH)).is_err());
    }
}
