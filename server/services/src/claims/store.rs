//! How the book is stored: one partition of sheets by number, and what is added to a sheet beside it. Sheets, replies and
//! letters are written once and never again; only the lists that lead to them change.
//!
//! | pk | sk | what |
//! |---|---|---|
//! | `BOOK` | `CLAIM#<year>#<number>` | a sheet, with the key of its reader |
//! | `BOOK` | `NUMBER#<year>` | the last number given |
//! | `BOOK` | `TOTALS` | counters `filed` and `answered` |
//! | `OPEN` | `<due>#<year>#<number>` | to be answered; goes when it is |
//! | `ANSWERED` | `<year>#<number>` | the consumer has the answer |
//! | `SHEET#<year>#<number>` | `REPLY`, `ANSWERED`, `COPY`, `MAILED`, `UNDELIVERED`, `REFUNDED`, `LATE` | the reply, since when it counts as given, what was mailed, that the reply cannot be, that its money is back, and that the manager was notified of its delay |
//! | `SHEET#<year>#<number>` | `OUTCOME` | that a reply was written or an offer accepted: of both there is only one |
//! | `SHEET#<year>#<number>` | `OFFER`, `OFFER-SENT`, `OFFER-UNDELIVERED`, `OFFER-ANSWER` | an offer to settle, since when the consumer has it, that it cannot be mailed, and the answer; each of the second and the last moves the entry of `OPEN` |

use crate::error::Error;
use domain::claim::{Claim, ClaimNumber, Reply, Settlement};
use domain::{Date, Money, TenantId, Timestamp};
use ports::body;
use ports::documents::{Document, Expect, Key, Query, Table, Write};
use ports::{Documents, EngineError};
use serde::{Deserialize, Serialize};

/// The form of the records that this code writes.
const SCHEMA_VERSION: u32 = 1;

const BOOK: &str = "BOOK";
const CLAIM: &str = "CLAIM#";
const OPEN: &str = "OPEN";
const ANSWERED: &str = "ANSWERED";
pub const FILED: &str = "filed";
pub const ANSWERS: &str = "answered";

/// A record and the form it is written in.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Record<T> {
    form: u32,
    data: T,
}

/// A sheet and the key with which the consumer reads it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Sheet {
    pub claim: Claim,
    pub key: String,
}

/// The last number given in a year.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct LastNumber {
    pub last: u32,
}

/// When something was done, and by whom.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Done {
    pub at: Timestamp,
    pub by: String,
}

/// What came of the money that was promised with the reply or the accepted offer.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Refunded {
    pub at: Timestamp,
    pub by: String,
    /// What is back; older entries do not say, and mean all of it.
    #[serde(default)]
    pub amount: Option<Money>,
}

/// What is added to a sheet, each once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// What the claim comes to: it is written with the reply or with the accepted offer, so that there is only one of both.
    Outcome,
    Reply,
    /// The consumer has the reply.
    Answered,
    /// The copy was mailed.
    Copy,
    /// The reply was mailed.
    Mailed,
    /// The reply cannot be mailed.
    Undelivered,
    /// What was promised with the reply or the accepted offer is back.
    Refunded,
    /// The manager was notified that it is late.
    Late,
    /// What the restaurant offers to settle it.
    Offer,
    OfferSent,
    OfferUndelivered,
    OfferAnswer,
}

impl Entry {
    fn sk(self) -> &'static str {
        match self {
            Entry::Outcome => "OUTCOME",
            Entry::Reply => "REPLY",
            Entry::Answered => "ANSWERED",
            Entry::Copy => "COPY",
            Entry::Mailed => "MAILED",
            Entry::Undelivered => "UNDELIVERED",
            Entry::Refunded => "REFUNDED",
            Entry::Late => "LATE",
            Entry::Offer => "OFFER",
            Entry::OfferSent => "OFFER-SENT",
            Entry::OfferUndelivered => "OFFER-UNDELIVERED",
            Entry::OfferAnswer => "OFFER-ANSWER",
        }
    }
}

pub fn claim_key(number: ClaimNumber) -> Key {
    Key::new(Table::Claims, BOOK, format!("{CLAIM}{}", number.sortable()))
}

pub fn entry_key(number: ClaimNumber, entry: Entry) -> Key {
    Key::new(Table::Claims, format!("SHEET#{}", number.sortable()), entry.sk())
}

pub fn last_number_key(year: i32) -> Key {
    Key::new(Table::Claims, BOOK, format!("NUMBER#{year:04}"))
}

pub fn totals_key() -> Key {
    Key::new(Table::Claims, BOOK, "TOTALS")
}

pub fn open_key(claim: &Claim) -> Key {
    Key::new(
        Table::Claims,
        OPEN,
        format!("{}#{}", claim.due, claim.number.sortable()),
    )
}

fn answered_key(number: ClaimNumber) -> Key {
    Key::new(Table::Claims, ANSWERED, number.sortable())
}

pub fn put<T: Serialize>(key: Key, data: T, expect: Expect) -> Result<Write, Error> {
    Write::put(
        key,
        &Record {
            form: SCHEMA_VERSION,
            data,
        },
        expect,
    )
    .map_err(Error::from)
}

pub fn read<T: body::Record>(document: &Document) -> Result<T, Error> {
    let record: Record<T> = document.read()?;
    if record.form == SCHEMA_VERSION {
        return Ok(record.data);
    }
    let (key, form) = (&document.key.sk, record.form);
    let detail = format!("{key} is of form {form}, which is not known");
    Err(Error::from(EngineError::broken("documents", detail)))
}

/// The writes that put a sheet into the book, where it is to be answered.
pub fn file(sheet: &Sheet) -> Result<Vec<Write>, Error> {
    let number = sheet.claim.number;
    Ok(vec![
        put(claim_key(number), sheet, Expect::Absent)?,
        put(open_key(&sheet.claim), number, Expect::Absent)?,
        Write::add(totals_key(), FILED, 1),
    ])
}

/// The write that says what a claim comes to. It fails when it has a reply or an accepted offer already.
pub fn outcome(number: ClaimNumber, done: &Done) -> Result<Write, Error> {
    put(entry_key(number, Entry::Outcome), done, Expect::Absent)
}

/// The writes that say that the consumer has the answer: it is no longer to be answered. They fail when it is not due on the
/// day that `claim` says, or was answered before.
pub fn answer(claim: &Claim, done: &Done) -> Result<Vec<Write>, Error> {
    let mut writes = answered(claim, done)?;
    writes.push(not_due(claim));
    Ok(writes)
}

/// The writes that let a claim be due on another day than `claim` says.
pub fn due_moves(claim: &Claim, due: Date) -> Result<Vec<Write>, Error> {
    if due == claim.due {
        return Ok(Vec::new());
    }
    let moved = Claim { due, ..claim.clone() };
    Ok(vec![
        not_due(claim),
        put(open_key(&moved), claim.number, Expect::Absent)?,
    ])
}

/// The entry of a claim is written once under each of its days.
fn not_due(claim: &Claim) -> Write {
    Write::Delete {
        key: open_key(claim),
        expect: Expect::Version(1),
    }
}

/// The same for a sheet that never was among those to be answered.
pub fn answered(claim: &Claim, done: &Done) -> Result<Vec<Write>, Error> {
    let number = claim.number;
    Ok(vec![
        put(entry_key(number, Entry::Answered), done, Expect::Absent)?,
        put(answered_key(number), number, Expect::Absent)?,
        Write::add(totals_key(), ANSWERS, 1),
    ])
}

/// All sheets by number, or those of a year.
pub fn book(year: Option<u16>, limit: usize) -> Query {
    let prefix = year.map_or_else(|| CLAIM.to_owned(), |year| format!("{CLAIM}{year:04}#"));
    Query::partition(Table::Claims, BOOK, limit).beginning(&prefix)
}

/// What is to be answered, by its last day; only what was due before a day where one is named.
pub fn open(before: Option<Date>, limit: usize) -> Query {
    let before = before.map(|day| day.to_string());
    Query::partition(Table::Claims, OPEN, limit).between(None, before)
}

/// What is answered, by number.
pub fn all_answered(limit: usize) -> Query {
    Query::partition(Table::Claims, ANSWERED, limit)
}

pub async fn load(
    documents: &dyn Documents,
    tenant: &TenantId,
    number: ClaimNumber,
) -> Result<Option<Sheet>, Error> {
    let found = documents.get(tenant, &claim_key(number)).await;
    found?.as_ref().map(read).transpose()
}

/// The sheets of these numbers, without those that are not there.
pub async fn load_all(
    documents: &dyn Documents,
    tenant: &TenantId,
    numbers: &[ClaimNumber],
) -> Result<Vec<Sheet>, Error> {
    let keys: Vec<Key> = numbers.iter().map(|number| claim_key(*number)).collect();
    let found = documents.get_all(tenant, &keys).await?;
    found.iter().flatten().map(read).collect()
}

/// What came of a claim.
#[derive(Debug, Default)]
pub struct Outcome {
    pub reply: Option<Reply>,
    pub answered: Option<Done>,
    pub undelivered: Option<Done>,
    pub refunded: Option<Refunded>,
    pub settlement: Option<Settlement>,
}

/// What came of each of these claims.
pub async fn outcomes(
    documents: &dyn Documents,
    tenant: &TenantId,
    numbers: &[ClaimNumber],
) -> Result<Vec<Outcome>, Error> {
    const PARTS: [Entry; 8] = [
        Entry::Reply,
        Entry::Answered,
        Entry::Undelivered,
        Entry::Refunded,
        Entry::Offer,
        Entry::OfferSent,
        Entry::OfferUndelivered,
        Entry::OfferAnswer,
    ];
    let keys: Vec<Key> = numbers
        .iter()
        .flat_map(|number| PARTS.map(|entry| entry_key(*number, entry)))
        .collect();
    let found = documents.get_all(tenant, &keys).await?;
    found
        .chunks(PARTS.len())
        .map(|parts| {
            Ok(Outcome {
                reply: part(parts, 0)?,
                answered: part(parts, 1)?,
                undelivered: part(parts, 2)?,
                refunded: part(parts, 3)?,
                settlement: settlement(parts)?,
            })
        })
        .collect()
}

fn settlement(parts: &[Option<Document>]) -> Result<Option<Settlement>, Error> {
    let Some(offer) = part(parts, 4)? else {
        return Ok(None);
    };
    Ok(Some(Settlement {
        offer,
        sent: part(parts, 5)?,
        undelivered_at: part::<Done>(parts, 6)?.map(|done| done.at),
        answer: part(parts, 7)?,
    }))
}

fn part<T: body::Record>(parts: &[Option<Document>], index: usize) -> Result<Option<T>, Error> {
    parts.get(index).and_then(Option::as_ref).map(read).transpose()
}
