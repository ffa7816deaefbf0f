//! A clock that is wrong, and is set while the server runs: fast, back before what it has stored, and right again. The server is
//! killed and started under each of them too.
//!
//! A library between the server and its C library gives it the time that a file says (Debian's package `libfaketime`); its
//! monotonic clock stays right, as with a machine whose clock is set.

use std::{
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use anyhow::{Context, Result, bail};

use super::{
    client::{Request, ask},
    draw::Draw,
    ledger::{Ledger, Placed},
    program::{Program, Server},
    restaurant::{self, ORCHESTRATE, Restaurant, SignedIn},
    trial::Trial,
};

/// Where the library may lie.
const FOLDERS: [&str; 3] = [
    "/usr/lib/x86_64-linux-gnu/faketime",
    "/usr/lib/aarch64-linux-gnu/faketime",
    "/usr/lib/faketime",
];

/// The one for programs of several threads.
const LIBRARY: &str = "libfaketimeMT.so.1";

/// By how much the clock is wrong, in minutes, one after the other.
const WRONG_BY: [i64; 6] = [0, 25, -25, 20, -10, 0];

/// The library reads its file again after a second.
const NOTICED: Duration = Duration::from_millis(1_500);

/// Number of orders under each clock.
const ORDERS: usize = 12;

/// How long it may take to end.
const END_TIMEOUT: Duration = Duration::from_secs(20);

/// How long it may take until what happened is counted and told.
const CAUGHT_UP_TIMEOUT: Duration = Duration::from_secs(120);

/// Runs a server under clocks that are wrong.
pub fn run(trial: &Trial) -> Result<String> {
    let clock = trial.folder.join("clock");
    let program = Program {
        environment: under(&library()?, &clock),
        ..trial.program()
    };
    set(&clock, 0)?;
    let mut server = program.start()?;
    let restaurant = Restaurant::open(&trial.program(), server.address)?;
    let mut evening = Evening {
        restaurant: &restaurant,
        customer: restaurant::register(server.address, "lucia")?.customer,
        ledger: Ledger::default(),
        draw: trial.draw("evening"),
    };
    for (round, minutes) in WRONG_BY.into_iter().enumerate() {
        set(&clock, minutes)?;
        evening.go_on(server.address, &format!("{round}-set"))?;
        server.kill()?;
        server = program.start()?;
        evening.go_on(server.address, &format!("{round}-started"))?;
    }
    let mut draw = trial.draw("check");
    evening
        .ledger
        .check(server.address, &restaurant.machine, restaurant.stock, &mut draw)?;
    is_ready(&server)?;
    // What is due since the clock is right again is acted on while the server runs.
    trial.program().becomes_sound(CAUGHT_UP_TIMEOUT)?;
    server.end(END_TIMEOUT)?;
    trial.program().is_sound()?;
    Ok(format!(
        "{}; the clock was wrong by up to 25 minutes",
        evening.ledger.summary()
    ))
}

/// Sets the clock that the server sees.
fn set(clock: &Path, minutes: i64) -> Result<()> {
    fs::write(clock, format!("{minutes:+}m\n"))?;
    thread::sleep(NOTICED);
    Ok(())
}

fn library() -> Result<PathBuf> {
    let mut files = FOLDERS.iter().map(|folder| Path::new(folder).join(LIBRARY));
    files.find(|file| file.exists()).context(
        "a process is given another time by a library: install Debian's package libfaketime, or leave this scenario out",
    )
}

fn under(library: &Path, clock: &Path) -> Vec<(&'static str, String)> {
    vec![
        ("LD_PRELOAD", library.display().to_string()),
        ("FAKETIME_TIMESTAMP_FILE", clock.display().to_string()),
        ("FAKETIME_CACHE_DURATION", "1".to_owned()),
        ("FAKETIME_DONT_FAKE_MONOTONIC", "1".to_owned()),
        ("DONT_FAKE_MONOTONIC", "1".to_owned()),
    ]
}

fn is_ready(server: &Server) -> Result<()> {
    match server.readiness()? {
        200 => Ok(()),
        status => bail!("/ready answers {status} once the clock is right again"),
    }
}

/// What goes on meanwhile.
struct Evening<'a> {
    restaurant: &'a Restaurant,
    /// The id of the customer for whom all is ordered.
    customer: String,
    ledger: Ledger,
    draw: Draw,
}

impl Evening<'_> {
    /// Orders are brought into the kitchen, cooked and cancelled. What somebody signed in with under a clock that was fast is not
    /// good yet under the right one: everybody signs in again.
    fn go_on(&mut self, address: SocketAddr, round: &str) -> Result<()> {
        let cook = restaurant::sign_in_staff(address, "cocina")?;
        for number in 0..ORDERS {
            let key = format!("{round}-{number}");
            let machine = &self.restaurant.machine;
            let placement = restaurant::of_machine(machine, ORCHESTRATE, &self.customer, key, &mut self.draw);
            let placed = restaurant::place(address, &placement)?;
            self.ledger.confirm(&placed.id);
            self.ledger.place(placement, placed.clone());
            match self.draw.below(3) {
                0 => self.cook(address, &cook, &placed)?,
                1 => self.cancel(address, &placed)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn cook(&mut self, address: SocketAddr, cook: &SignedIn, order: &Placed) -> Result<()> {
        for what in ["start", "complete"] {
            let path = format!("/api/orders/{}/stages/COOKING/{what}", order.id);
            act(address, &path, &cook.token)?;
        }
        self.ledger.complete(&order.id, "COOKING");
        Ok(())
    }

    fn cancel(&mut self, address: SocketAddr, order: &Placed) -> Result<()> {
        let path = format!("/api/orders/{}/cancel", order.id);
        act(address, &path, &self.restaurant.machine)?;
        self.ledger.cancel(&order.id);
        Ok(())
    }
}

fn act(address: SocketAddr, path: &str, token: &str) -> Result<()> {
    let nothing = restaurant::nothing();
    let answer = ask(address, &Request::post(path, &nothing).by(token))?;
    answer.expect(&[200], path)?;
    Ok(())
}
