//! How keys are written in the tables: the tenant first in every partition, and several partitions where one would be
//! written too often.

use domain::{TenantId, Timestamp};
use ports::documents::{Index, Key, Table};

/// What is looked through together but written apart lies in this many partitions: DynamoDB takes 1,000 writes a second in
/// each.
pub(super) const SHARDS: u64 = 4;

/// What the partitions of a tenant begin with. A tenant's id has no `#`, so that no prefix begins another.
pub(super) fn tenant_prefix(tenant: &TenantId) -> String {
    format!("TENANT#{tenant}#")
}

/// Where a document lies.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Place {
    pub(super) table: Table,
    /// With its tenant.
    pub(super) pk: String,
    pub(super) sk: String,
}

impl Place {
    pub(super) fn new(prefix: &str, key: &Key) -> Place {
        Place {
            table: key.table,
            pk: format!("{prefix}{}", key.pk),
            sk: key.sk.clone(),
        }
    }
}

/// The table whose documents an index finds.
pub(super) fn table_of(index: Index) -> Table {
    match index {
        Index::OrdersByCustomer | Index::OrdersByQueue | Index::OrdersByState | Index::OrdersByTime => {
            Table::Orders
        }
        Index::UsersByAlias => Table::Users,
        Index::CustomersByNumber => Table::Customers,
    }
}

/// The indexes of a table.
pub(super) fn indexes_of(table: Table) -> &'static [Index] {
    match table {
        Table::Orders => &[
            Index::OrdersByCustomer,
            Index::OrdersByQueue,
            Index::OrdersByState,
            Index::OrdersByTime,
        ],
        Table::Users => &[Index::UsersByAlias],
        Table::Customers => &[Index::CustomersByNumber],
        Table::Catalog
        | Table::Steps
        | Table::Payments
        | Table::Notifications
        | Table::Dashboard
        | Table::Webhooks
        | Table::Claims
        | Table::Catering => &[],
    }
}

/// Whether all orders of a restaurant are entered in the same partition of an index. A queue is small, and soon left.
fn is_sharded(index: Index) -> bool {
    matches!(index, Index::OrdersByState | Index::OrdersByTime)
}

/// The partition of an index in which a document has its entry.
pub(super) fn entry_partition(prefix: &str, index: Index, partition: &str, key: &Key) -> String {
    if is_sharded(index) {
        let shard = shard(&[&key.pk, &key.sk]);
        format!("{prefix}{partition}#{shard}")
    } else {
        format!("{prefix}{partition}")
    }
}

/// All partitions of an index that make up the one that callers know.
pub(super) fn partitions(prefix: &str, index: Index, partition: &str) -> Vec<String> {
    if is_sharded(index) {
        (0..SHARDS)
            .map(|shard| format!("{prefix}{partition}#{shard}"))
            .collect()
    } else {
        vec![format!("{prefix}{partition}")]
    }
}

/// The place of an entry among those of its index: by `sort`, then by the document's key, so that no two are equal.
pub(super) fn position(sort: &str, key: &Key) -> String {
    format!("{sort}\u{0}{}\u{0}{}", key.pk, key.sk)
}

/// The names of the two attributes of an index.
pub(super) fn partition_attribute(index: &str) -> String {
    format!("{index}_pk")
}

pub(super) fn sort_attribute(index: &str) -> String {
    format!("{index}_sk")
}

/// An instant as text that sorts like time.
pub(super) fn instant(at: Timestamp) -> String {
    format!("{:015}", at.0.max(0))
}

/// A number below [`SHARDS`], always the same for the same texts (FNV-1a).
pub(super) fn shard(texts: &[&str]) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in texts.iter().flat_map(|text| text.bytes().chain([0])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    (hash ^ (hash >> 32)) % SHARDS
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn orders_are_spread_over_all_partitions() {
        let shards: BTreeSet<u64> = (0..64)
            .map(|n| shard(&[&format!("ORDER#o_{n}"), "INFO"]))
            .collect();
        assert_eq!(shards, (0..SHARDS).collect());
    }

    #[test]
    fn positions_sort_by_their_first_part() {
        let key = Key::new(Table::Orders, "ORDER#1", "INFO");
        assert!(position("1", &key) < position("10", &key));
        assert!(position("1", &key).as_str() > "1");
    }

    #[test]
    fn every_index_belongs_to_one_table() {
        for table in Table::ALL {
            for index in indexes_of(table) {
                assert_eq!(table_of(*index), table);
            }
        }
    }
}
