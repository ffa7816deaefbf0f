//! The signature of Mercado Pago's notifications: the header `x-signature: ts=…,v1=…`, where `v1` is the HMAC-SHA256
//! in hex over `id:<data.id in lower case>;request-id:<x-request-id>;ts:<ts>;`, without the parts that did not come.

use domain::Timestamp;
use domain::time::{MINUTE_MS, SECOND_MS};
use hmac::{Hmac, KeyInit as _, Mac as _};
use ports::payment_gateway::Message;
use sha2::Sha256;

/// A message counts for so long, and clocks may differ by as much.
const WINDOW_MS: i64 = 5 * MINUTE_MS;
/// The documented time is in seconds, but milliseconds are sent too: what is larger than this is in milliseconds. In
/// seconds it would be in the year 5138.
const MOST_SECONDS: i64 = 100_000_000_000;

/// Says why a message is not the gateway's own of these minutes. `id` is the `data.id` that it is about.
pub(super) fn check(
    secret: &str,
    message: &Message,
    id: Option<&str>,
    now: Timestamp,
) -> Result<(), &'static str> {
    let header = message.header("x-signature").ok_or("it has no signature")?;
    let part = |name: &str| {
        header
            .split(',')
            .filter_map(|part| part.split_once('='))
            .find(|(key, _)| key.trim() == name)
            .map(|(_, value)| value.trim())
    };
    let (Some(ts), Some(v1)) = (part("ts"), part("v1")) else {
        return Err("its signature has another form");
    };
    let sent: i64 = ts.parse().map_err(|_| "its time has another form")?;
    let sent = Timestamp(if sent > MOST_SECONDS {
        sent
    } else {
        sent.saturating_mul(SECOND_MS)
    });
    let signature = hex::decode(v1).map_err(|_| "its signature has another form")?;
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).map_err(|_| "there is no secret")?;
    mac.update(manifest(id, message.header("x-request-id"), ts).as_bytes());
    mac.verify_slice(&signature)
        .map_err(|_| "its signature is wrong")?;
    if now.0.saturating_sub(sent.0).saturating_abs() > WINDOW_MS {
        return Err("it is not of these minutes");
    }
    Ok(())
}

fn manifest(id: Option<&str>, request_id: Option<&str>, ts: &str) -> String {
    let id = id
        .map(|id| format!("id:{};", id.to_lowercase()))
        .unwrap_or_default();
    let request_id = request_id
        .map(|id| format!("request-id:{id};"))
        .unwrap_or_default();
    format!("{id}{request_id}ts:{ts};")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `printf 'id:ord01;request-id:r-1;ts:1761411600;' | openssl dgst -sha256 -hmac s3cr3t`
    const V1: &str = "c1c4b90007d1fb072ba5fb0bbb88f75ee5ff7b161201a905811fe49111ea6ae7";
    const NOW: Timestamp = Timestamp(1_761_411_600_000);

    fn at(
        signature: &str,
        id: Option<&str>,
        request_id: Option<&str>,
        now: Timestamp,
    ) -> Result<(), &'static str> {
        let request_id = request_id.map(|id| ("x-request-id".to_owned(), id.to_owned()));
        let signature = ("x-signature".to_owned(), signature.to_owned());
        let message = Message {
            headers: [Some(signature), request_id].into_iter().flatten().collect(),
            ..Message::default()
        };
        check("s3cr3t", &message, id, now)
    }

    #[test]
    fn a_signed_message_of_these_minutes_is_heard() {
        let header = format!("ts=1761411600,v1={V1}");
        let spaced = format!("ts=1761411600, v1={V1}");
        for header in [&header, &spaced] {
            assert_eq!(at(header, Some("ORD01"), Some("r-1"), NOW), Ok(()));
        }
        let (early, late) = (NOW.plus_ms(-WINDOW_MS), NOW.plus_ms(WINDOW_MS));
        assert_eq!(at(&header, Some("ORD01"), Some("r-1"), early), Ok(()));
        assert_eq!(at(&header, Some("ORD01"), Some("r-1"), late), Ok(()));
        assert!(at(&header, Some("ORD01"), Some("r-1"), late.plus_ms(1)).is_err());
        assert!(at(&header, Some("ORD01"), Some("r-1"), early.plus_ms(-1)).is_err());
    }

    #[test]
    fn what_was_changed_is_not_heard() {
        let header = format!("ts=1761411600,v1={V1}");
        for (header, id, request_id) in [
            (header.as_str(), Some("ORD02"), Some("r-1")),
            (header.as_str(), Some("ORD01"), Some("r-2")),
            (header.as_str(), None, Some("r-1")),
            (header.as_str(), Some("ORD01"), None),
            (header.replace("600", "601").as_str(), Some("ORD01"), Some("r-1")),
            ("ts=1761411600,v1=00", Some("ORD01"), Some("r-1")),
            ("ts=1761411600,v1=", Some("ORD01"), Some("r-1")),
            ("ts=1761411600,v1=zz", Some("ORD01"), Some("r-1")),
            ("v1=00", Some("ORD01"), Some("r-1")),
            ("ts=x,v1=00", Some("ORD01"), Some("r-1")),
            ("", Some("ORD01"), Some("r-1")),
        ] {
            assert!(
                at(header, id, request_id, NOW).is_err(),
                "{header} {id:?} {request_id:?}"
            );
        }
    }

    #[test]
    fn a_time_may_be_in_milliseconds() {
        let mut mac = Hmac::<Sha256>::new_from_slice(b"s3cr3t").unwrap();
        mac.update(b"id:7;ts:1761411600123;");
        let v1 = hex::encode(mac.finalize().into_bytes());
        let header = format!("ts=1761411600123,v1={v1}");
        assert_eq!(at(&header, Some("7"), None, NOW), Ok(()));
    }
}
