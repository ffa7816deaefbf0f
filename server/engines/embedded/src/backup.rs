//! A copy of a database that is in use, and whether a copy is whole.

use super::failure::broken;
use super::schema;
use crate::failure::sqlite;
use ports::EngineError;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;

/// The name of the database in the folder of the data.
pub const DATABASE: &str = "brasa.db";

/// What a copy holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contents {
    pub restaurants: u64,
    /// Records of all kinds.
    pub documents: u64,
}

/// Copies the database of a folder to a new file as it is at this moment: all that was committed before, nothing of what is being
/// committed. The server may run meanwhile.
pub fn copy_database(data: &Path, copy: &Path) -> Result<(), EngineError> {
    let from = data.join(DATABASE);
    let db = Connection::open_with_flags(&from, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(sqlite)?;
    let name = copy
        .to_str()
        .ok_or_else(|| broken("the name of the copy is no text"))?;
    db.execute("VACUUM INTO ?1", [name]).map_err(sqlite)?;
    Ok(())
}

/// Reads a copy from its first page to its last, and says what is in it. It is refused when anything does not fit together, or when
/// a newer version wrote it.
pub fn check_copy(copy: &Path) -> Result<Contents, EngineError> {
    let db = Connection::open_with_flags(copy, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(sqlite)?;
    let found: String = db
        .query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))
        .map_err(sqlite)?;
    if found != "ok" {
        return Err(broken(format!("{} is damaged: {found}", copy.display())));
    }
    schema::known(&db)?;
    let count = |sql: &str| -> Result<u64, EngineError> {
        let count: i64 = db.query_row(sql, [], |row| row.get(0)).map_err(sqlite)?;
        Ok(u64::try_from(count).unwrap_or(0))
    };
    Ok(Contents {
        restaurants: count("SELECT count(*) FROM tenants")?,
        documents: count("SELECT count(*) FROM documents")?,
    })
}
