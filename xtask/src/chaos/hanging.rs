//! Others that take a connection and never answer: the payment gateway, the mail server and a receiver of webhooks at once. The
//! kitchen goes on, who pays gets an answer, and the server ends in time.

use std::{
    io::Read as _,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, anyhow, bail};
use serde_json::{Value, json};

use super::{
    client::{Answer, Request, ask},
    draw::Draw,
    ledger::{Ledger, Placed},
    program::Program,
    restaurant::{self, ORCHESTRATE, Restaurant, SignedIn},
    trial::Trial,
};

/// The customers who pay at the same time, each in vain.
const PAYERS: usize = 6;

/// Number of orders that a machine brings into the kitchen meanwhile, and of which half are cooked.
const ORDERS: u64 = 20;

/// Within this an order that needs none of them is placed, confirmed or cooked: none waits for a gateway.
const CALL_TIMEOUT: Duration = Duration::from_secs(4);

/// How long it may take until all of the others are called.
const CALLED_TIMEOUT: Duration = Duration::from_secs(30);

/// Within this it ends: connections have eight seconds, and what works in the background ten more.
const END_TIMEOUT: Duration = Duration::from_secs(20);

/// How long it may take until what could not be sent is sent: failed events are tried again after 10, 30 and 90 seconds.
const CAUGHT_UP_TIMEOUT: Duration = Duration::from_secs(180);

/// Somebody who takes connections, reads what comes, and says nothing.
struct Silent {
    address: SocketAddr,
    called: Arc<AtomicUsize>,
    ends: Arc<AtomicBool>,
    listening: Option<JoinHandle<()>>,
}

impl Silent {
    fn listen() -> Result<Silent> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let (called, ends) = (Arc::<AtomicUsize>::default(), Arc::<AtomicBool>::default());
        let (counter, over) = (Arc::clone(&called), Arc::clone(&ends));
        listener.set_nonblocking(true)?;
        let listening = thread::spawn(move || {
            let mut open = Vec::new();
            while !over.load(Ordering::SeqCst) {
                if let Ok((stream, _)) = listener.accept() {
                    counter.fetch_add(1, Ordering::SeqCst);
                    let _ = stream.set_nonblocking(true);
                    open.push(stream);
                }
                for stream in &mut open {
                    let _ = stream.read(&mut [0; 4_096]);
                }
                thread::sleep(Duration::from_millis(5));
            }
        });
        Ok(Silent {
            address,
            called,
            ends,
            listening: Some(listening),
        })
    }

    fn called(&self) -> usize {
        self.called.load(Ordering::SeqCst)
    }

    /// Waits until it was called so many times.
    fn is_called(&self, times: usize) -> Result<()> {
        let begin = Instant::now();
        while self.called() < times {
            if begin.elapsed() > CALLED_TIMEOUT {
                bail!("{} was called {} of {times} times", self.address, self.called());
            }
            thread::sleep(Duration::from_millis(10));
        }
        Ok(())
    }
}

impl Drop for Silent {
    fn drop(&mut self) {
        self.ends.store(true, Ordering::SeqCst);
        if let Some(listening) = self.listening.take() {
            let _ = listening.join();
        }
    }
}

/// Runs a server whose neighbours are silent.
pub fn run(trial: &Trial) -> Result<String> {
    let (gateway, mail, receiver) = (Silent::listen()?, Silent::listen()?, Silent::listen()?);
    let program = Program {
        environment: vec![
            ("BRASA_GATEWAY", "mercadopago".to_owned()),
            ("BRASA_MERCADOPAGO_URL", format!("http://{}", gateway.address)),
            ("BRASA_MERCADOPAGO_TOKEN", "APP_USR-1".to_owned()),
            ("BRASA_MERCADOPAGO_USER", "44444".to_owned()),
            ("BRASA_MERCADOPAGO_POS", "CAJA1".to_owned()),
            ("BRASA_MERCADOPAGO_WEBHOOK_SECRET", "secreto".to_owned()),
            ("BRASA_SMTP_URL", format!("smtp://{}", mail.address)),
            ("BRASA_MAIL_FROM", "pedidos@example.pe".to_owned()),
        ],
        ..trial.program()
    };
    let server = program.start()?;
    let address = server.address;
    let restaurant = Restaurant::open(&program, address)?;
    let webhook = json!({ "url": format!("http://{}/brasa", receiver.address) });
    let webhook = Request::post("/api/webhooks", &webhook).by(&restaurant.machine);
    ask(address, &webhook)?.expect(&[201], "a webhook")?;
    let mut evening = Evening::begin(address, &restaurant, trial.draw("evening"))?;

    let payments = evening.payments("first")?;
    thread::scope(|scope| {
        let paying: Vec<_> = payments
            .iter()
            .map(|payment| scope.spawn(|| payment.ask(address)))
            .collect();
        evening.cook("first")?;
        for silent in [&gateway, &mail, &receiver] {
            silent.is_called(1)?;
        }
        for payer in paying {
            let answer = payer.join().map_err(|_| anyhow!("a payer panicked"))??;
            answer.expect(&[502, 503, 504], "a payment that the gateway does not answer")?;
        }
        server.until_ready_is(200, CALL_TIMEOUT)
    })?;

    let (payments, before) = (evening.payments("second")?, gateway.called());
    let ended = thread::scope(|scope| {
        for payment in &payments {
            // They wait while the server ends, and may get no answer.
            scope.spawn(|| payment.ask(address));
        }
        gateway.is_called(before + payments.len())?;
        evening.cook("second")?;
        server.end(END_TIMEOUT)
    })?;
    let called = format!(
        "{} calls of the gateway, {} of the mail server, {} of the receiver",
        gateway.called(),
        mail.called(),
        receiver.called()
    );
    drop((gateway, mail, receiver));

    // Mail lies in the folder now, and what could not be sent is sent.
    let server = trial.program().start()?;
    let mut draw = trial.draw("check");
    let ledger = &evening.ledger;
    ledger.check(server.address, &restaurant.machine, restaurant.stock, &mut draw)?;
    program.becomes_sound(CAUGHT_UP_TIMEOUT)?;
    server.end(END_TIMEOUT)?;
    Ok(format!(
        "{}; the slowest call of the kitchen took {:.1} s, ending {:.1} s; {called}",
        ledger.summary(),
        evening.slowest.as_secs_f64(),
        ended.as_secs_f64()
    ))
}

/// A payment that somebody wants to open.
struct Payment {
    path: String,
    token: String,
    body: Value,
}

impl Payment {
    fn ask(&self, address: SocketAddr) -> Result<Answer> {
        ask(address, &Request::post(&self.path, &self.body).by(&self.token))
    }
}

/// What goes on meanwhile.
struct Evening<'a> {
    address: SocketAddr,
    restaurant: &'a Restaurant,
    cook: SignedIn,
    payers: Vec<SignedIn>,
    ledger: Ledger,
    draw: Draw,
    /// The time of the slowest call that needs nobody else.
    slowest: Duration,
}

impl<'a> Evening<'a> {
    fn begin(address: SocketAddr, restaurant: &'a Restaurant, draw: Draw) -> Result<Evening<'a>> {
        let payers = (0..PAYERS).map(|number| restaurant::register(address, &format!("lucia{number}")));
        Ok(Evening {
            address,
            restaurant,
            cook: restaurant::sign_in_staff(address, "cocina")?,
            payers: payers.collect::<Result<_>>()?,
            ledger: Ledger::default(),
            draw,
            slowest: Duration::ZERO,
        })
    }

    /// An order of each customer, with the payment that they want to open for it.
    fn payments(&mut self, round: &str) -> Result<Vec<Payment>> {
        let mut payments = Vec::new();
        for (number, payer) in self.payers.iter().enumerate() {
            let placement = restaurant::of_customer(payer, format!("{round}-pay-{number}"), &mut self.draw);
            let placed = restaurant::place(self.address, &placement)?;
            let method = if self.draw.chance(50) { "card" } else { "yape" };
            payments.push(Payment {
                path: format!("/api/orders/{}/payment", placed.id),
                token: payer.token.clone(),
                body: json!({ "method": method }),
            });
            self.ledger.place(placement, placed);
        }
        Ok(payments)
    }

    /// Brings orders into the kitchen and cooks some of them. Fails when one of these calls takes long.
    fn cook(&mut self, round: &str) -> Result<()> {
        for number in 0..ORDERS {
            let customer = self.draw.one(&self.payers).context("there are customers")?;
            let key = format!("{round}-{number}");
            let (machine, customer) = (&self.restaurant.machine, customer.customer.clone());
            let placement = restaurant::of_machine(machine, ORCHESTRATE, &customer, key, &mut self.draw);
            let placed = Placed::read(self.in_time(&placement.request())?, &placement.key)?;
            self.ledger.confirm(&placed.id);
            self.ledger.place(placement, placed.clone());
            if self.draw.chance(50) {
                continue;
            }
            let (nothing, cook) = (restaurant::nothing(), self.cook.token.clone());
            for what in ["start", "complete"] {
                let path = format!("/api/orders/{}/stages/COOKING/{what}", placed.id);
                let answer = self.in_time(&Request::post(&path, &nothing).by(&cook))?;
                answer.expect(&[200], &path)?;
            }
            self.ledger.complete(&placed.id, "COOKING");
        }
        Ok(())
    }

    fn in_time(&mut self, request: &Request) -> Result<Answer> {
        let begin = Instant::now();
        let answer = ask(self.address, request)?;
        let took = begin.elapsed();
        if took > CALL_TIMEOUT {
            bail!("{} took {took:?} while others hang", request.path);
        }
        self.slowest = self.slowest.max(took);
        Ok(answer)
    }
}
