//! Connections that are not used as they should be: 1,200 that begin a request and do not finish it, and 60 that ask for much and
//! read nothing. A customer at another address orders meanwhile, and the server ends in time.

use std::{
    io::Write as _,
    net::{Ipv4Addr, SocketAddr, TcpStream},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use rustix::{
    io::{FdFlags, fcntl_setfd},
    net::{AddressFamily, SocketType, bind, connect, socket},
    process::{Resource, Rlimit, getrlimit, setrlimit},
};
use serde_json::json;

use super::{
    client::{Request, ask},
    draw::Draw,
    ledger::Ledger,
    restaurant::{self, Restaurant},
    trial::Trial,
};

const HALF_OPEN: usize = 1_200;
const UNREAD: usize = 60;

/// How many answers are asked for on each of those, of some hundred kilobytes each: more than any buffer between us holds.
const ANSWERS: usize = 16;
/// The longest page of a customer's orders: each answer is made for the one who asks, and kept for them alone.
const LARGE: &str = "/api/orders?limit=100";
/// The number of orders on it.
const LISTED: usize = 100;

/// The begin of a request that does not get on. Who does not finish it has sent some part of it.
const HEAD: &[u8] = b"POST /api/orders HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\nidempotency-key: 1\r\n";

/// Maximum number of addresses that they come from. From one, the server keeps 512 of them; from three or four, all.
const MAX_ADDRESSES: u64 = 4;

/// Files that we may have open at the least: the connections, and some more.
const FILES: u64 = 2_000;

/// Within this an order is placed, paid and confirmed, and somebody new registered before it.
const ORDER_TIMEOUT: Duration = Duration::from_secs(10);

/// Within this it ends: connections have eight seconds.
const END_TIMEOUT: Duration = Duration::from_secs(10);

/// Opens them all, orders, and ends the server.
pub fn run(trial: &Trial) -> Result<String> {
    allow_files()?;
    let program = trial.program();
    let server = program.start()?;
    let restaurant = Restaurant::open(&program, server.address)?;
    let mut draw = trial.draw("connections");
    let mut ledger = Ledger::default();
    let reader = restaurant::register(server.address, "rosa")?;
    for number in 0..LISTED {
        let placement = restaurant::of_customer(&reader, format!("listed-{number}"), &mut draw);
        let placed = restaurant::place(server.address, &placement)?;
        ledger.place(placement, placed);
    }

    let addresses = u8::try_from(1 + draw.below(MAX_ADDRESSES))?;
    let mut open = Vec::with_capacity(HALF_OPEN + UNREAD);
    for number in 0..HALF_OPEN {
        let from = Ipv4Addr::new(127, 0, 1, u8::try_from(number % usize::from(addresses))? + 1);
        open.push(half_open(from, server.address, &mut draw)?);
    }
    for number in 0..UNREAD {
        let from = Ipv4Addr::new(127, 0, 2, u8::try_from(number % usize::from(addresses))? + 1);
        open.push(unread(from, server.address, &reader.token)?);
    }

    let begin = Instant::now();
    let customer = restaurant::register(server.address, "lucia")?;
    let placement = restaurant::of_customer(&customer, "order".to_owned(), &mut draw);
    let placed = restaurant::place(server.address, &placement)?;
    let path = format!("/api/orders/{}/confirm", placed.id);
    let nothing = json!({});
    let confirm = Request::post(&path, &nothing)
        .by(&customer.token)
        .keyed("confirm");
    ask(server.address, &confirm)?.expect(&[200], &path)?;
    let ordered = begin.elapsed();
    if ordered > ORDER_TIMEOUT {
        bail!(
            "beside {} other connections an order took {ordered:?}",
            open.len()
        );
    }
    ledger.confirm(&placed.id);
    ledger.place(placement, placed);
    server.until_ready_is(200, ORDER_TIMEOUT)?;

    let ended = server.end(END_TIMEOUT)?;
    drop(open);
    let server = program.start()?;
    let mut draw = trial.draw("check");
    ledger.check(server.address, &restaurant.machine, restaurant.stock, &mut draw)?;
    program.is_sound()?;
    server.end(END_TIMEOUT)?;
    Ok(format!(
        "{HALF_OPEN} half open and {UNREAD} unread from {addresses} addresses: an order took {:.1} s, ending {:.1} s",
        ordered.as_secs_f64(),
        ended.as_secs_f64()
    ))
}

/// Connects from an address of this machine.
fn connect_from(from: Ipv4Addr, to: SocketAddr) -> Result<TcpStream> {
    let connected = || -> rustix::io::Result<TcpStream> {
        let socket = socket(AddressFamily::INET, SocketType::STREAM, None)?;
        // A server that is started meanwhile is not to have it.
        fcntl_setfd(&socket, FdFlags::CLOEXEC)?;
        bind(&socket, &SocketAddr::from((from, 0)))?;
        connect(&socket, &to)?;
        Ok(TcpStream::from(socket))
    };
    connected().with_context(|| format!("could not connect from {from}"))
}

/// A request of which only a part comes.
fn half_open(from: Ipv4Addr, to: SocketAddr, draw: &mut Draw) -> Result<TcpStream> {
    let mut stream = connect_from(from, to)?;
    let length = usize::try_from(draw.below(u64::try_from(HEAD.len())?))?;
    // The server may have closed it already: of one address it keeps so many.
    let _ = stream.write_all(HEAD.get(..length).unwrap_or_default());
    Ok(stream)
}

/// Requests whose answers nobody reads.
fn unread(from: Ipv4Addr, to: SocketAddr, token: &str) -> Result<TcpStream> {
    let mut stream = connect_from(from, to)?;
    stream.write_all(Request::get(LARGE).by(token).text().repeat(ANSWERS).as_bytes())?;
    Ok(stream)
}

/// Asks the system for as many open files as it takes.
fn allow_files() -> Result<()> {
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    if current.is_none_or(|files| files >= FILES) {
        return Ok(());
    }
    let asked = Rlimit {
        current: Some(maximum.map_or(FILES, |most| most.min(FILES))),
        maximum,
    };
    setrlimit(Resource::Nofile, asked)?;
    if maximum.is_some_and(|most| most < FILES) {
        bail!("this needs {FILES} open files: `ulimit -n {FILES}`");
    }
    Ok(())
}
