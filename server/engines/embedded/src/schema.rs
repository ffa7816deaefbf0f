//! The tables, and how an older file becomes one of this version.

use super::failure::broken;
use crate::failure::sqlite;
use ports::EngineError;
use rusqlite::Connection;

/// Each step brings the file from the version of its position to the next. Steps are never changed once released.
const MIGRATIONS: [&str; 7] = [V1, V2, V3, V4, V5, V6, V7];

/// The largest part of a page that one row may take before it spills over grows with the page: at 8 KiB an order
/// still fits beside others.
const PAGE_BYTES: i64 = 8_192;

const V1: &str = "
-- pk begins with TENANT#<id>#. counted: there are rows in counters. indexes: its index entries, as JSON.
-- expires_at and all other times: milliseconds since 1970.
CREATE TABLE documents (
    tbl TEXT NOT NULL,
    pk TEXT NOT NULL,
    sk TEXT NOT NULL,
    version INTEGER NOT NULL,
    counted INTEGER NOT NULL DEFAULT 0,
    expires_at INTEGER,
    indexes TEXT,
    body TEXT NOT NULL,
    PRIMARY KEY (tbl, pk, sk)
) STRICT, WITHOUT ROWID;
CREATE INDEX documents_by_expiry ON documents (expires_at) WHERE expires_at IS NOT NULL;

-- partition begins with TENANT#<id>#.
CREATE TABLE index_entries (
    idx TEXT NOT NULL,
    partition TEXT NOT NULL,
    sort TEXT NOT NULL,
    tbl TEXT NOT NULL,
    pk TEXT NOT NULL,
    sk TEXT NOT NULL,
    PRIMARY KEY (idx, partition, sort, tbl, pk, sk)
) STRICT, WITHOUT ROWID;

CREATE TABLE counters (
    tbl TEXT NOT NULL,
    pk TEXT NOT NULL,
    sk TEXT NOT NULL,
    name TEXT NOT NULL,
    value INTEGER NOT NULL,
    PRIMARY KEY (tbl, pk, sk, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE sequences (
    tenant TEXT NOT NULL,
    name TEXT NOT NULL,
    value INTEGER NOT NULL,
    PRIMARY KEY (tenant, name)
) STRICT, WITHOUT ROWID;

-- Committed events in their order. at: when it was committed.
CREATE TABLE outbox (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant TEXT NOT NULL,
    at INTEGER NOT NULL,
    envelope TEXT NOT NULL
) STRICT;
CREATE INDEX outbox_by_tenant ON outbox (tenant);

-- Up to where each subscriber has handled the outbox.
CREATE TABLE subscriptions (
    name TEXT NOT NULL PRIMARY KEY,
    position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE dead_letters (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant TEXT NOT NULL,
    subscriber TEXT NOT NULL,
    seq INTEGER NOT NULL,
    error TEXT NOT NULL,
    failed_at INTEGER NOT NULL,
    envelope TEXT NOT NULL,
    UNIQUE (subscriber, seq)
) STRICT;
CREATE INDEX dead_letters_by_tenant ON dead_letters (tenant);

-- One row for each supervised order. limit_at: as it was asked for. due_at: when to act next, NULL when there is
-- nothing to do any more; then ended_at says since when. failures: how often acting has failed.
CREATE TABLE deadlines (
    tenant TEXT NOT NULL,
    order_id TEXT NOT NULL,
    step TEXT NOT NULL,
    limit_at INTEGER NOT NULL,
    due_at INTEGER,
    failures INTEGER NOT NULL DEFAULT 0,
    stopped INTEGER NOT NULL DEFAULT 0,
    ended_at INTEGER,
    PRIMARY KEY (tenant, order_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX deadlines_by_due ON deadlines (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX deadlines_by_end ON deadlines (ended_at) WHERE ended_at IS NOT NULL;
";

/// moved_at: when the order moved to its step, by the news that said so; 0 before there are any.
const V2: &str = "ALTER TABLE deadlines ADD COLUMN moved_at INTEGER NOT NULL DEFAULT 0;";

/// The index of open orders has become one of orders by where they stand.
const V3: &str = "
UPDATE index_entries SET idx = 'orders_by_state' WHERE idx = 'open_orders';
UPDATE documents SET indexes = replace(indexes, '\"open_orders\"', '\"orders_by_state\"')
WHERE tbl = 'orders' AND indexes LIKE '%\"open_orders\"%';
";

/// The registry of restaurants. Before there was one, restaurants came from the demo only: those that are there are
/// entered as such.
const V4: &str = "
CREATE TABLE tenants (
    id TEXT NOT NULL PRIMARY KEY,
    record TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- host: lower case, without a port.
CREATE TABLE tenant_hosts (
    host TEXT NOT NULL PRIMARY KEY,
    tenant TEXT NOT NULL REFERENCES tenants (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX tenant_hosts_by_tenant ON tenant_hosts (tenant);

INSERT INTO tenants (id, record)
SELECT json_extract(body, '$.data.id'), json_object(
    'id', json_extract(body, '$.data.id'), 'name', json_extract(body, '$.data.brand.name'), 'hosts', json('[]'),
    'state', 'active', 'demo', json('true'), 'createdAt', '1970-01-01T00:00:00.000Z', 'version', 1)
FROM documents WHERE tbl = 'catalog' AND sk = 'SETTINGS' AND json_extract(body, '$.data.id') IS NOT NULL;
";

/// version of deadlines: of the order, in which it is at its step or finished; 0 before its events have come. What came later was told by
/// time before, which goes wrong with a clock that is set back.
const V5: &str = "
ALTER TABLE deadlines RENAME COLUMN moved_at TO version;
UPDATE deadlines SET version = 0;

-- One row, written when it is asked whether the file can be.
CREATE TABLE health (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
";

/// Dead letters are tried again by themselves. cause: of what kind the failure is. tries: how often it has failed. due_at: when to
/// try again, NULL when not by itself. Letters from before are tried at once, those of the last three days.
const V6: &str = "
ALTER TABLE dead_letters ADD COLUMN cause TEXT NOT NULL DEFAULT 'broken';
ALTER TABLE dead_letters ADD COLUMN tries INTEGER NOT NULL DEFAULT 1;
ALTER TABLE dead_letters ADD COLUMN due_at INTEGER;
UPDATE dead_letters SET due_at = failed_at WHERE failed_at > (unixepoch() - 259200) * 1000;
CREATE INDEX dead_letters_by_due ON dead_letters (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX dead_letters_waiting ON dead_letters (tenant, subscriber, due_at) WHERE cause = 'unavailable';
";

/// Orders that are not finished stand in queues, an index of their own: one for each branch and stage, and for what they wait for
/// before. Where they stand within it stays: by when they should be begun.
const V7: &str = "
CREATE TEMP TABLE queued AS
SELECT e.tbl, e.pk, e.sk, e.partition AS was, e.sort,
    substr(e.partition, 1, length(e.partition) - length(p.name)) || CASE p.name
        WHEN 'OPEN' THEN json_extract(d.body, '$.order.state.stage')
        WHEN 'UNPAID' THEN iif(json_extract(d.body, '$.order.head.waits.kind') = 'acceptance', 'ACCEPT', 'UNPAID')
        ELSE p.name END || '#' || coalesce(json_extract(d.body, '$.order.head.fulfilment.branch'), '') AS partition
FROM index_entries e
JOIN (SELECT 'OPEN' AS name UNION ALL SELECT 'LATER' UNION ALL SELECT 'UNPAID') p ON e.partition LIKE '%#' || p.name
JOIN documents d ON d.tbl = e.tbl AND d.pk = e.pk AND d.sk = e.sk
WHERE e.idx = 'orders_by_state' AND json_extract(d.body, '$.order.head.id') IS NOT NULL;

INSERT INTO index_entries (idx, partition, sort, tbl, pk, sk)
SELECT 'orders_by_queue', partition, sort, tbl, pk, sk FROM queued;
DELETE FROM index_entries WHERE (idx, partition, sort, tbl, pk, sk) IN
    (SELECT 'orders_by_state', was, sort, tbl, pk, sk FROM queued);
UPDATE documents SET indexes = replace(indexes, json_array('orders_by_state', q.was, q.sort),
    json_array('orders_by_queue', q.partition, q.sort))
FROM queued q WHERE q.tbl = documents.tbl AND q.pk = documents.pk AND q.sk = documents.sk;
DROP TABLE queued;
";

/// The form of a file, which is refused when a newer version made it.
pub(super) fn known(db: &Connection) -> Result<i64, EngineError> {
    let known = i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX);
    let found: i64 = db
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .map_err(sqlite)?;
    if found > known {
        return Err(broken(format!(
            "the data was written by a newer version of Brasa (form {found}, this version knows {known}); start that \
             version, or restore a copy from before"
        )));
    }
    Ok(found)
}

/// Makes the file one of this version; all of a step or nothing.
pub(super) fn migrate(db: &mut Connection) -> Result<(), EngineError> {
    let found = known(db)?;
    if found == 0 {
        db.pragma_update(None, "page_size", PAGE_BYTES).map_err(sqlite)?;
    }
    let done = usize::try_from(found).unwrap_or(0);
    for (from, step) in MIGRATIONS.iter().enumerate().skip(done) {
        let transaction = db.transaction().map_err(sqlite)?;
        transaction.execute_batch(step).map_err(sqlite)?;
        transaction
            .pragma_update(None, "user_version", i64::try_from(from + 1).unwrap_or(i64::MAX))
            .map_err(sqlite)?;
        transaction.commit().map_err(sqlite)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newer_file_is_refused_and_left_alone() {
        let mut db = Connection::open_in_memory().unwrap();
        db.pragma_update(None, "user_version", 99).unwrap();
        let refused = migrate(&mut db).unwrap_err();
        assert!(refused.to_string().contains("newer version"), "{refused}");
        let tables: i64 = db
            .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
            .unwrap();
        assert_eq!(tables, 0);
    }

    #[test]
    fn restaurants_from_before_the_registry_are_entered_as_demo() {
        let mut db = Connection::open_in_memory().unwrap();
        for (step, version) in [V1, V2, V3].iter().zip(1_i64..) {
            db.execute_batch(step).unwrap();
            db.pragma_update(None, "user_version", version).unwrap();
        }
        let body = r#"{"form":1,"data":{"id":"caleta","brand":{"name":"La Caleta"}}}"#;
        let insert = "INSERT INTO documents (tbl, pk, sk, version, body) VALUES ('catalog', ?1, ?2, 1, ?3)";
        db.execute(insert, ["TENANT#caleta#TENANT", "SETTINGS", body])
            .unwrap();
        db.execute(insert, ["TENANT#caleta#CATALOG", "MENU", "{}"])
            .unwrap();
        migrate(&mut db).unwrap();
        let record: String = db
            .query_row("SELECT record FROM tenants WHERE id = 'caleta'", [], |row| {
                row.get(0)
            })
            .unwrap();
        let found: ports::tenants::RegisteredTenant = serde_json::from_str(&record).unwrap();
        assert!(
            found.demo && found.name == "La Caleta" && found.version == 1,
            "{found:?}"
        );
        let all: i64 = db
            .query_row("SELECT count(*) FROM tenants", [], |row| row.get(0))
            .unwrap();
        assert_eq!(all, 1);
    }

    /// An order as it was stored before there were queues, unpaid, at a stage or finished.
    fn put_order(db: &Connection, (id, partition, state, branch): (&str, &str, &str, &str)) {
        let waits = match state.contains("waits") {
            true => r#""waits":{"kind":"acceptance","placedBy":"c_1"},"#,
            false => "",
        };
        let body = format!(
            r#"{{"form":2,"order":{{"head":{{{waits}"id":"o_{id}","fulfilment":{{"kind":"x"{branch}}}}},{state}}}}}"#
        );
        let (pk, partition) = (format!("TENANT#t#ORDER#o_{id}"), format!("TENANT#t#{partition}"));
        let indexes = format!(
            r#"[["orders_by_time","TENANT#t#ALL","00{id}"],["orders_by_state","{partition}","00{id}"]]"#
        );
        let insert = "INSERT INTO documents (tbl, pk, sk, version, body, indexes) \
                      VALUES ('orders', ?1, 'INFO', 1, ?2, ?3)";
        db.execute(insert, [&pk, &body, &indexes]).unwrap();
        let insert = "INSERT INTO index_entries (idx, partition, sort, tbl, pk, sk) \
                      VALUES ('orders_by_state', ?1, ?2, 'orders', ?3, 'INFO')";
        db.execute(insert, [&partition, &format!("00{id}"), &pk]).unwrap();
    }

    #[test]
    fn orders_from_before_the_queues_stand_in_them() {
        let mut db = Connection::open_in_memory().unwrap();
        for (step, version) in [V1, V2, V3, V4, V5, V6].iter().zip(1_i64..) {
            db.execute_batch(step).unwrap();
            db.pragma_update(None, "user_version", version).unwrap();
        }
        let orders = [
            (
                "1",
                "OPEN",
                r#""state":{"name":"WORKING","stage":"PACKAGING"}"#,
                "",
            ),
            (
                "2",
                "OPEN",
                r#""state":{"name":"WORKING","stage":"COOKING"}"#,
                r#","branch":"surco""#,
            ),
            (
                "3",
                "LATER",
                r#""state":{"name":"WORKING","stage":"COOKING"}"#,
                r#","branch":"surco""#,
            ),
            ("4", "UNPAID", r#""state":{"name":"AWAITING_PAYMENT"}"#, ""),
            (
                "5",
                "UNPAID",
                r#""waits":true,"state":{"name":"AWAITING_PAYMENT"}"#,
                "",
            ),
            ("6", "COMPLETED", r#""state":{"name":"COMPLETED"}"#, ""),
        ];
        for order in orders {
            put_order(&db, order);
        }
        migrate(&mut db).unwrap();
        let found: Vec<(String, String, bool)> = db
            .prepare(
                "SELECT idx, e.partition, instr(d.indexes, json_array(idx, e.partition, sort)) > 0 \
                 FROM index_entries e JOIN documents d ON d.pk = e.pk ORDER BY e.pk",
            )
            .unwrap()
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        let stands: Vec<(&str, &str)> = found
            .iter()
            .map(|(index, partition, _)| (index.as_str(), partition.as_str()))
            .collect();
        assert_eq!(
            stands,
            [
                ("orders_by_queue", "TENANT#t#PACKAGING#"),
                ("orders_by_queue", "TENANT#t#COOKING#surco"),
                ("orders_by_queue", "TENANT#t#LATER#surco"),
                ("orders_by_queue", "TENANT#t#UNPAID#"),
                ("orders_by_queue", "TENANT#t#ACCEPT#"),
                ("orders_by_state", "TENANT#t#COMPLETED"),
            ]
        );
        assert!(
            found.iter().all(|(_, _, known)| *known),
            "each document knows its entries"
        );
    }

    #[test]
    fn migrating_twice_is_migrating_once() {
        let mut db = Connection::open_in_memory().unwrap();
        migrate(&mut db).unwrap();
        migrate(&mut db).unwrap();
    }
}
