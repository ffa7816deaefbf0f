//! What a build and a server need of this machine, looked at before any minute is spent. What was measured is judged by
//! plain functions, so that each judgement has a test.

use std::{
    fs, io,
    net::{SocketAddr, TcpListener, ToSocketAddrs},
    path::Path,
};

use anyhow::{Context, Result, bail};

use crate::{
    files::Places,
    holder::{self, Holder},
    process::{on_path, program},
    setup,
};

/// The oldest Node that the tools from npm run on.
const NODE: u32 = 20;

/// What a first build writes, with room to spare, in bytes. What a later one adds is less.
const FIRST_BUILD: u64 = 5 * GB;
const LATER_BUILD: u64 = GB;

/// What the largest steps of a build take at the same time, in bytes.
const MEMORY: u64 = 3 * GB;

const GB: u64 = 1_000_000_000;

/// Which command installs what is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Installer {
    Apt,
    Brew,
    Other,
}

impl Installer {
    fn find() -> Installer {
        if on_path("apt-get").is_some() {
            Installer::Apt
        } else if on_path("brew").is_some() {
            Installer::Brew
        } else {
            Installer::Other
        }
    }

    fn node(self) -> &'static str {
        match self {
            Installer::Apt => "sudo apt-get install nodejs npm",
            Installer::Brew => "brew install node",
            Installer::Other => "see https://nodejs.org/en/download",
        }
    }

    fn c_compiler(self) -> &'static str {
        match self {
            Installer::Apt => "sudo apt-get install build-essential",
            Installer::Brew => "xcode-select --install",
            Installer::Other => "install gcc or clang with your system's packages",
        }
    }
}

/// The tools that cargo does not bring along, as they were found.
#[derive(Debug)]
struct Tools {
    /// What `node --version` prints, if there is a Node.
    node: Option<String>,
    npm: bool,
    c_compiler: bool,
    /// Rust's target for browsers is installed, or rustup can install it.
    wasm_target: bool,
}

/// Looks at everything and fails with all that is in the way, each with the line to type. `command` is what was typed,
/// such as `start`; `address` is where its server is to listen.
pub fn check(places: &Places, command: &str, address: &str) -> Result<()> {
    let socket = socket(address)?;
    let mut problems = Vec::new();

    match TcpListener::bind(socket) {
        Ok(_) => println!("   port {} is free", socket.port()),
        Err(error) => problems.push(match error.kind() {
            io::ErrorKind::AddrInUse => taken(socket, holder::of_port(socket.port()).as_ref(), command),
            _ => format!("{socket}: a server cannot listen there: {error}"),
        }),
    }

    let tools = Tools::find(places)?;
    let missing = missing(&tools, Installer::find());
    if missing.is_empty() {
        let node = tools.node.as_deref().unwrap_or_default();
        println!("   tools: Node {node}, npm, a C compiler, Rust for browsers");
    }
    problems.extend(missing);

    let built = places.target.join(setup::WASM).is_dir();
    let free = free_disk(&places.target)?;
    match disk(free, built) {
        Some(problem) => problems.push(format!("{}: {problem}", places.target.display())),
        None => println!("   disk: {} free", gigabytes(free)),
    }

    if let Some(available) = fs::read_to_string("/proc/meminfo")
        .ok()
        .and_then(|text| available_memory(&text))
    {
        println!("   memory: {} available", gigabytes(available));
        if let Some(advice) = memory(available, command) {
            println!("   {advice}");
        }
    }

    if problems.is_empty() {
        return Ok(());
    }
    bail!("this machine is not ready:\n\n  {}", problems.join("\n\n  "))
}

/// The first socket that an address such as `127.0.0.1:3000` means.
pub fn socket(address: &str) -> Result<SocketAddr> {
    let found = address.to_socket_addrs().ok().and_then(|mut found| found.next());
    found.with_context(|| format!("BRASA_ADDR: {address} is no address and port"))
}

impl Tools {
    fn find(places: &Places) -> Result<Tools> {
        let version = on_path("node").map(|node| program(places, node).args(["--version"]).output());
        let node = version.and_then(Result::ok).map(|text| {
            let text = String::from_utf8_lossy(&text);
            text.trim().trim_start_matches('v').to_owned()
        });
        let target = setup::sysroot(places)?.join("lib/rustlib").join(setup::WASM);
        Ok(Tools {
            node,
            npm: on_path("npm").is_some(),
            c_compiler: on_path("cc").is_some(),
            wasm_target: target.is_dir() || on_path("rustup").is_some(),
        })
    }
}

/// What to say of a port that another process has.
fn taken(socket: SocketAddr, holder: Option<&Holder>, command: &str) -> String {
    let port = socket.port();
    let (who, stop) = match holder {
        Some(Holder { pid, name }) => (
            format!("`{name}` (process {pid})"),
            format!("end it with `kill {pid}`"),
        ),
        None => (
            "another process".to_owned(),
            format!("find it with `lsof -nP -iTCP:{port} -sTCP:LISTEN`"),
        ),
    };
    let other = SocketAddr::new(socket.ip(), port.checked_add(1).unwrap_or(3000));
    format!(
        "port {port} is taken by {who}: {stop}, or listen elsewhere: `BRASA_ADDR={other} cargo xtask {command}`"
    )
}

/// What is missing of the tools, each with the line that installs it.
fn missing(tools: &Tools, installer: Installer) -> Vec<String> {
    let mut missing = Vec::new();
    match &tools.node {
        None => missing.push(format!("Node is missing: {}", installer.node())),
        Some(version) if major(version).is_none_or(|major| major < NODE) => missing.push(format!(
            "Node {version} is too old, {NODE} or newer is needed: {}, or https://nodejs.org/en/download",
            installer.node()
        )),
        Some(_) if !tools.npm => missing.push(format!("npm is missing: {}", installer.node())),
        Some(_) => {}
    }
    if !tools.c_compiler {
        missing.push(format!("a C compiler is missing: {}", installer.c_compiler()));
    }
    if !tools.wasm_target {
        missing.push(format!(
            "Rust's {wasm} target is missing: install it with your Rust (with rustup: `rustup target add {wasm}`)",
            wasm = setup::WASM
        ));
    }
    missing
}

fn major(version: &str) -> Option<u32> {
    version.split('.').next()?.parse().ok()
}

/// What to say when there is too little disk for a first build, or for one more.
fn disk(free: u64, built: bool) -> Option<String> {
    let needed = if built { LATER_BUILD } else { FIRST_BUILD };
    (free < needed).then(|| {
        format!(
            "{} are free there and {} are needed: make room (`cargo clean` removes what was built), or name a folder \
             on another disk in CARGO_TARGET_DIR",
            gigabytes(free),
            gigabytes(needed)
        )
    })
}

/// What to say when there is little memory: the build may still succeed, with less at the same time.
fn memory(available: u64, command: &str) -> Option<String> {
    (available < MEMORY).then(|| {
        format!(
            "this is little: if a compiler is killed, close other programs or compile less at once: \
             `CARGO_BUILD_JOBS=1 cargo xtask {command}`"
        )
    })
}

/// The bytes that programs can have, free swap space included, by the text of `/proc/meminfo`.
fn available_memory(meminfo: &str) -> Option<u64> {
    let kibibytes = |name: &str| {
        let line = meminfo.lines().find_map(|line| line.strip_prefix(name))?;
        line.trim_start_matches(':')
            .split_whitespace()
            .next()?
            .parse::<u64>()
            .ok()
    };
    let swap = kibibytes("SwapFree").unwrap_or(0);
    Some((kibibytes("MemAvailable")? + swap) * 1024)
}

/// The bytes that we may still write below a folder, which need not exist yet.
fn free_disk(folder: &Path) -> Result<u64> {
    let existing = folder.ancestors().find(|folder| folder.is_dir());
    let existing = existing.context("the target folder is on no disk")?;
    let disk = rustix::fs::statvfs(existing).with_context(|| format!("looking at {}", existing.display()))?;
    Ok(disk.f_bavail.saturating_mul(disk.f_frsize))
}

fn gigabytes(bytes: u64) -> String {
    format!("{}.{} GB", bytes / GB, bytes % GB / (GB / 10))
}

#[cfg(test)]
mod tests {
    use super::{GB, Holder, Installer, Tools, available_memory, disk, gigabytes, memory, missing, taken};

    fn tools(node: Option<&str>) -> Tools {
        Tools {
            node: node.map(str::to_owned),
            npm: true,
            c_compiler: true,
            wasm_target: true,
        }
    }

    #[test]
    fn a_taken_port_says_who_has_it_and_what_to_type() {
        let socket = "127.0.0.1:3000".parse().unwrap();
        let holder = Holder {
            pid: 4711,
            name: "server".to_owned(),
        };
        let text = taken(socket, Some(&holder), "start");
        for part in [
            "port 3000 is taken by `server` (process 4711)",
            "`kill 4711`",
            "`BRASA_ADDR=127.0.0.1:3001 cargo xtask start`",
        ] {
            assert!(text.contains(part), "{text}");
        }
        assert!(taken(socket, None, "start").contains("`lsof -nP -iTCP:3000 -sTCP:LISTEN`"));
        let last = taken("[::1]:65535".parse().unwrap(), None, "dev");
        assert!(last.contains("`BRASA_ADDR=[::1]:3000 cargo xtask dev`"), "{last}");
    }

    #[test]
    fn nothing_is_missing_where_all_is_there() {
        for version in ["20.0.0", "24.1.3"] {
            assert!(missing(&tools(Some(version)), Installer::Apt).is_empty());
        }
    }

    #[test]
    fn every_missing_tool_comes_with_the_line_that_installs_it() {
        let none = Tools {
            node: None,
            npm: false,
            c_compiler: false,
            wasm_target: false,
        };
        let said = missing(&none, Installer::Apt);
        for line in [
            "sudo apt-get install nodejs npm",
            "sudo apt-get install build-essential",
            "`rustup target add wasm32-unknown-unknown`",
        ] {
            assert_eq!(
                said.iter().filter(|said| said.contains(line)).count(),
                1,
                "{line}"
            );
        }
        assert!(missing(&none, Installer::Brew)[0].contains("brew install node"));
        assert!(missing(&none, Installer::Other)[0].contains("https://nodejs.org"));
    }

    #[test]
    fn an_old_node_and_one_without_npm_are_told_apart() {
        assert!(missing(&tools(Some("18.19.0")), Installer::Apt)[0].contains("Node 18.19.0 is too old"));
        assert!(missing(&tools(Some("unknown")), Installer::Apt)[0].contains("too old"));
        let alone = Tools {
            npm: false,
            ..tools(Some("20.1.0"))
        };
        assert!(missing(&alone, Installer::Apt)[0].starts_with("npm is missing"));
    }

    #[test]
    fn a_first_build_needs_more_disk_than_a_later_one() {
        assert!(disk(2 * GB, false).unwrap().contains("2.0 GB are free"));
        assert_eq!(disk(2 * GB, true), None);
        assert!(disk(GB / 2, true).unwrap().contains("0.5 GB are free"));
        assert_eq!(disk(50 * GB, false), None);
    }

    #[test]
    fn little_memory_is_said_and_refuses_nothing() {
        assert!(memory(GB, "start").unwrap().contains("CARGO_BUILD_JOBS=1"));
        assert_eq!(memory(8 * GB, "start"), None);
    }

    #[test]
    fn memory_is_what_is_available_with_free_swap() {
        let text = "MemTotal:       24611952 kB\nMemFree:          100 kB\nMemAvailable:    2000 kB\nSwapTotal: 9 kB\nSwapFree:   48 kB\n";
        assert_eq!(available_memory(text), Some(2048 * 1024));
        assert_eq!(available_memory("MemAvailable:    2000 kB\n"), Some(2_048_000));
        assert_eq!(available_memory("MemTotal: 1 kB\n"), None);
    }

    #[test]
    fn bytes_are_said_in_gigabytes_of_a_thousand_million() {
        assert_eq!(gigabytes(12_345_000_000), "12.3 GB");
    }
}
