//! A disk that is full: the kernel refuses every write beyond a size of file, which `prlimit` and `ulimit` set for one
//! process without being root. What is there can be read; what is new is refused and may be asked for again later.

use std::{fs, path::Path, process::Command, thread, time::Duration};

use anyhow::{Context, Result, bail};

use super::{
    client::{Request, ask},
    draw::Draw,
    ledger::{Ledger, Placed, Placement},
    program::{Program, Server},
    restaurant::{self, ORDERS, Restaurant, SignedIn},
    trial::Trial,
};

/// Room that is left when the disk begins to fill up, in bytes, at most: some orders. With all that was written before, it
/// is less than what has the database move its log to its file, which would make room again.
const ROOM: u64 = 400 * 1024;

/// Number of refusals in a row after which it counts as full.
const REFUSALS: usize = 4;

/// Maximum number of orders until it must be full.
const MAX_ORDERS: usize = 500;

/// How long `/ready` may take to say how it is.
const READY_TIMEOUT: Duration = Duration::from_secs(15);

/// At most so long it may try to start on a full disk.
const START: Duration = Duration::from_secs(4);

/// Has the process go on when a write is refused, as on a full disk, instead of ending it by a signal.
const NO_SIGNAL: &str = "trap '' XFSZ";

/// A block of `ulimit -f`, in bytes (POSIX).
const BLOCK: u64 = 512;

/// Somebody who orders on a disk that fills up.
struct Evening<'a> {
    restaurant: &'a Restaurant,
    customer: SignedIn,
    ledger: Ledger,
    draw: Draw,
    /// What was refused, and will be asked for again.
    refused: Vec<Placement>,
    turns: usize,
}

/// Fills the disk twice: room comes back while the server runs, and after it was killed and has tried to start again.
pub fn run(trial: &Trial) -> Result<String> {
    let program = Program {
        before: NO_SIGNAL.to_owned(),
        ..trial.program()
    };
    let server = program.start()?;
    let restaurant = Restaurant::open(&program, server.address)?;
    let mut evening = Evening {
        customer: restaurant::register(server.address, "lucia")?,
        restaurant: &restaurant,
        ledger: Ledger::default(),
        draw: trial.draw("evening"),
        refused: Vec::new(),
        turns: 0,
    };

    let before = 5 + evening.draw.below(15);
    for _ in 0..before {
        let placement = evening.next();
        let placed = restaurant::place(server.address, &placement)?;
        evening.ledger.place(placement, placed);
    }
    evening.fill(&program, &server)?;
    limit(&server, None)?;
    server
        .until_ready_is(200, READY_TIMEOUT)
        .context("with room again")?;
    evening.ask_again(&server)?;

    let size = evening.fill(&program, &server)?;
    server.kill()?;
    let tried = start_on_full_disk(&program, size, &mut evening.draw)?;

    let server = program.start().context("with room again, after it was killed")?;
    evening.ask_again(&server)?;
    let mut draw = trial.draw("check");
    evening
        .ledger
        .check(server.address, &restaurant.machine, restaurant.stock, &mut draw)?;
    program.is_sound()?;
    server.end(Duration::from_secs(30))?;
    Ok(format!("{}; on a full disk it {tried}", evening.ledger.summary()))
}

impl Evening<'_> {
    fn next(&mut self) -> Placement {
        self.turns += 1;
        let key = format!("order-{}", self.turns);
        if self.draw.chance(50) {
            restaurant::of_customer(&self.customer, key, &mut self.draw)
        } else {
            let (machine, customer) = (&self.restaurant.machine, &self.customer.customer);
            restaurant::of_machine(machine, ORDERS, customer, key, &mut self.draw)
        }
    }

    /// Leaves some room, orders until nothing is taken any more, and looks at what the server says of it. The size of a
    /// file, in bytes, beyond which nothing is written.
    fn fill(&mut self, program: &Program, server: &Server) -> Result<u64> {
        let size = largest(&program.data)? + self.draw.below(ROOM);
        limit(server, Some(size))?;
        let mut in_a_row = 0;
        for _ in 0..MAX_ORDERS {
            let placement = self.next();
            let answer = ask(server.address, &placement.request())?;
            match answer.status {
                201 => {
                    in_a_row = 0;
                    let placed = Placed::read(answer, &placement.key)?;
                    self.ledger.place(placement, placed);
                }
                503 | 507 => {
                    in_a_row += 1;
                    self.refused.push(placement);
                }
                status => bail!("an order on a full disk was answered {status}: {}", answer.body),
            }
            if in_a_row == REFUSALS {
                server
                    .until_ready_is(503, READY_TIMEOUT)
                    .context("on a full disk")?;
                self.reads_answer(server)?;
                return Ok(size);
            }
        }
        bail!("{MAX_ORDERS} orders did not fill the disk")
    }

    fn reads_answer(&self, server: &Server) -> Result<()> {
        for path in ["/api/products", "/api/orders?limit=20", "/health"] {
            let answer = ask(server.address, &Request::get(path).by(&self.restaurant.machine))?;
            answer.expect(&[200], &format!("{path} on a full disk"))?;
        }
        Ok(())
    }

    /// What was refused is taken once there is room.
    fn ask_again(&mut self, server: &Server) -> Result<()> {
        for placement in self.refused.drain(..) {
            let placed = restaurant::place(server.address, &placement)?;
            self.ledger.place(placement, placed);
        }
        Ok(())
    }
}

/// Starts it where nothing can be written, and ends it. It may refuse to start, but must not spoil anything.
fn start_on_full_disk(program: &Program, size: u64, draw: &mut Draw) -> Result<&'static str> {
    let full = Program {
        before: format!("{NO_SIGNAL}; ulimit -S -f {}", size / BLOCK),
        ..program.clone()
    };
    let mut server = full.spawn()?;
    if server.is_ready_within(START)? {
        // There was room for the little that a start writes.
        thread::sleep(draw.time(START));
        server.kill()?;
        return Ok("starts");
    }
    let runs = server.readiness().is_ok();
    drop(server);
    Ok(if runs {
        "starts and is not ready"
    } else {
        "does not start"
    })
}

/// Lets the files of a server grow to this size, or as far as they will.
fn limit(server: &Server, size: Option<u64>) -> Result<()> {
    let soft = size.map_or_else(|| "unlimited".to_owned(), |size| size.to_string());
    let pid = server.pid().as_raw_nonzero().to_string();
    let status = Command::new("prlimit")
        .args(["--pid", &pid, &format!("--fsize={soft}:")])
        .status()
        .context("could not run prlimit, which is part of util-linux")?;
    if !status.success() {
        bail!("prlimit ended with {status}");
    }
    Ok(())
}

/// The size of the largest file in a folder, in bytes.
fn largest(folder: &Path) -> Result<u64> {
    let mut largest = 0;
    for entry in fs::read_dir(folder)? {
        largest = largest.max(entry?.metadata()?.len());
    }
    Ok(largest)
}
