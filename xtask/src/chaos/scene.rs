//! People who go on whatever happens to the server: who gets no answer asks again with the same key once it is back.

use std::{
    net::SocketAddr,
    sync::{
        Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use anyhow::{Result, bail};

use super::{
    client::{Answer, Client, Request},
    draw::Draw,
    ledger::Ledger,
};

/// How long somebody waits for the server to be back.
const AWAY_TIMEOUT: Duration = Duration::from_secs(180);

/// Before the same call is tried again.
const PAUSE: Duration = Duration::from_millis(5);

/// The calls under which a server is killed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Call {
    Place,
    Orchestrate,
    Pay,
    Confirm,
    Cancel,
    Take,
    Complete,
    /// What changes nothing.
    Read,
}

/// Where the server is, what it has answered, and which call is waited for.
#[derive(Debug, Default)]
pub struct Scene {
    address: Mutex<Option<SocketAddr>>,
    opened: Condvar,
    closing: AtomicBool,
    awaited: Mutex<Option<(Call, usize)>>,
    sent: Condvar,
    ledger: Mutex<Ledger>,
    findings: Mutex<Vec<String>>,
    lost_answers: AtomicUsize,
}

impl Scene {
    /// Lets people in.
    pub fn open(&self, address: SocketAddr) {
        *locked(&self.address) = Some(address);
        self.opened.notify_all();
    }

    /// Lets nobody in until it opens again.
    pub fn shut(&self) {
        *locked(&self.address) = None;
    }

    /// Has everybody go home after what they are doing.
    pub fn close(&self) {
        self.closing.store(true, Ordering::SeqCst);
        self.opened.notify_all();
    }

    /// Whether everybody shall go home.
    pub fn closes(&self) -> bool {
        self.closing.load(Ordering::SeqCst)
    }

    /// Waits until this call was sent so many times, though not longer than `time`.
    pub fn wait_for(&self, call: Call, times: usize, time: Duration) {
        let mut awaited = locked(&self.awaited);
        *awaited = Some((call, times));
        let _ = self
            .sent
            .wait_timeout_while(awaited, time, |awaited| awaited.is_some())
            .unwrap_or_else(PoisonError::into_inner);
        *locked(&self.awaited) = None;
    }

    fn note_sent(&self, call: Call) {
        let mut awaited = locked(&self.awaited);
        let Some((_, times)) = awaited.as_mut().filter(|(wanted, _)| *wanted == call) else {
            return;
        };
        *times = times.saturating_sub(1);
        if *times == 0 {
            *awaited = None;
            self.sent.notify_all();
        }
    }

    /// What was answered.
    pub fn ledger(&self) -> MutexGuard<'_, Ledger> {
        locked(&self.ledger)
    }

    /// Number of calls that got no answer.
    pub fn lost_answers(&self) -> usize {
        self.lost_answers.load(Ordering::SeqCst)
    }

    /// Notes that something is not as it must be.
    pub fn find(&self, finding: String) {
        locked(&self.findings).push(finding);
    }

    /// Fails with what was found so far.
    pub fn is_sound(&self) -> Result<()> {
        let findings = locked(&self.findings);
        match findings.first() {
            Some(first) => bail!("{} people could not go on, the first: {first}", findings.len()),
            None => Ok(()),
        }
    }

    /// Where the server is, once it is there.
    fn address(&self) -> Result<SocketAddr> {
        let begin = Instant::now();
        let mut address = locked(&self.address);
        loop {
            if let Some(address) = *address {
                return Ok(address);
            }
            if self.closes() {
                bail!("it has closed");
            }
            if begin.elapsed() > AWAY_TIMEOUT {
                bail!("the server did not come back");
            }
            let waited = self.opened.wait_timeout(address, PAUSE);
            (address, _) = waited.unwrap_or_else(PoisonError::into_inner);
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Somebody with a connection of their own.
#[derive(Debug)]
pub struct Person<'a> {
    pub scene: &'a Scene,
    pub draw: Draw,
    client: Option<Client>,
}

impl<'a> Person<'a> {
    /// Somebody who has asked for nothing yet.
    pub fn new(scene: &'a Scene, draw: Draw) -> Person<'a> {
        Person {
            scene,
            draw,
            client: None,
        }
    }

    /// Asks until there is an answer.
    pub fn ask(&mut self, call: Call, request: &Request) -> Result<Answer> {
        let begin = Instant::now();
        loop {
            let address = self.scene.address()?;
            if let Some(answer) = self.ask_once(address, call, request) {
                return Ok(answer);
            }
            self.client = None;
            self.scene.lost_answers.fetch_add(1, Ordering::SeqCst);
            if begin.elapsed() > AWAY_TIMEOUT {
                bail!("{} {} gets no answer", request.method, request.path);
            }
            thread::sleep(PAUSE);
        }
    }

    fn ask_once(&mut self, address: SocketAddr, call: Call, request: &Request) -> Option<Answer> {
        let mut client = match self.client.take() {
            Some(client) => client,
            None => Client::connect(address).ok()?,
        };
        client.send(request).ok()?;
        self.scene.note_sent(call);
        let answer = client.answer().ok()?;
        self.client = Some(client);
        Some(answer)
    }
}

#[cfg(test)]
mod tests {
    use super::{Call, Draw, Person, Scene};
    use crate::chaos::client::Request;
    use std::io::{Read as _, Write as _};
    use std::net::TcpListener;
    use std::thread;
    use std::time::Duration;

    #[test]
    fn who_gets_no_answer_asks_again() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let server = thread::spawn(move || {
            for answers in [false, true] {
                let (mut stream, _) = listener.accept().unwrap();
                let _ = stream.read(&mut [0; 1_024]).unwrap();
                if answers {
                    stream
                        .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")
                        .unwrap();
                }
            }
        });
        let scene = Scene::default();
        thread::scope(|scope| {
            let waiting = scope.spawn(|| {
                let mut person = Person::new(&scene, Draw::of(1, "person"));
                person.ask(Call::Read, &Request::get("/")).unwrap().status
            });
            scene.open(address);
            assert_eq!(waiting.join().unwrap(), 200);
        });
        assert_eq!(scene.lost_answers(), 1);
        server.join().unwrap();
    }

    #[test]
    fn a_call_is_waited_for_until_it_was_sent_so_many_times() {
        let scene = Scene::default();
        thread::scope(|scope| {
            let waiting = scope.spawn(|| scene.wait_for(Call::Pay, 2, Duration::from_secs(600)));
            while !waiting.is_finished() {
                scene.note_sent(Call::Confirm);
                scene.note_sent(Call::Pay);
                thread::yield_now();
            }
        });
        scene.wait_for(Call::Pay, 1, Duration::ZERO);
    }

    #[test]
    fn nobody_waits_for_a_scene_that_has_closed() {
        let scene = Scene::default();
        scene.close();
        let mut person = Person::new(&scene, Draw::of(1, "person"));
        assert!(person.ask(Call::Read, &Request::get("/")).is_err());
    }
}
