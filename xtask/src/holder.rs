//! Which process listens on a port, by what Linux shows in `/proc`. Elsewhere it is not known.

use std::{fs, path::Path};

/// A process that has a port.
#[derive(Debug, PartialEq, Eq)]
pub struct Holder {
    /// Its number.
    pub pid: u32,
    /// Its program's name, of at most 15 characters.
    pub name: String,
}

/// The state of a socket that listens, in the tables of `/proc/net`.
const LISTENS: &str = "0A";

/// The process that listens on a TCP port of this machine; nothing when it is not ours to see.
pub fn of_port(port: u16) -> Option<Holder> {
    let tables =
        ["/proc/net/tcp", "/proc/net/tcp6"].map(|table| fs::read_to_string(table).unwrap_or_default());
    let sockets: Vec<_> = tables
        .iter()
        .flat_map(|table| listening(table, port))
        .map(|inode| format!("socket:[{inode}]"))
        .collect();
    if sockets.is_empty() {
        return None;
    }
    let processes = fs::read_dir("/proc").ok()?.flatten();
    processes
        .filter_map(|entry| {
            let pid = entry.file_name().to_str()?.parse().ok()?;
            has_one(&entry.path(), &sockets).then_some(pid)
        })
        .next()
        .map(|pid: u32| Holder {
            pid,
            name: fs::read_to_string(format!("/proc/{pid}/comm"))
                .map(|name| name.trim().to_owned())
                .unwrap_or_default(),
        })
}

/// The inodes of the sockets that listen on a port, by a table of `/proc/net`.
fn listening(table: &str, port: u16) -> Vec<u64> {
    let end = format!(":{port:04X}");
    let lines = table
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>());
    lines
        .filter(|fields| {
            fields.get(1).is_some_and(|local| local.ends_with(&end)) && fields.get(3) == Some(&LISTENS)
        })
        .filter_map(|fields| fields.get(9)?.parse().ok())
        .collect()
}

/// Whether a process has one of these sockets open.
fn has_one(process: &Path, sockets: &[String]) -> bool {
    let open = fs::read_dir(process.join("fd")).into_iter().flatten().flatten();
    open.filter_map(|file| fs::read_link(file.path()).ok())
        .any(|link| sockets.iter().any(|socket| link == Path::new(socket)))
}

#[cfg(test)]
mod tests {
    use super::listening;

    #[test]
    fn only_a_socket_that_listens_on_the_port_counts() {
        let table = "\
  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:0BB8 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4242 1 0 100 0 0 10 0
   1: 0100007F:0BB8 0100007F:C001 01 00000000:00000000 00:00000000 00000000     0        0 4343 1 0 20 4 30 10 -1
   2: 0100007F:0BB9 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4444 1 0 100 0 0 10 0
";
        assert_eq!(listening(table, 3000), [4242]);
        assert_eq!(listening(table, 3001), [4444]);
        assert!(listening(table, 80).is_empty());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn this_process_is_found_by_its_own_port() {
        let socket = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let holder = super::of_port(socket.local_addr().unwrap().port()).unwrap();
        assert_eq!(holder.pid, std::process::id());
    }
}
