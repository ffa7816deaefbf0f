//! Answers that are on their way: what those who do not read them keep in memory is bounded, for each network address and for all
//! together. A place is taken by the long ones only; a short one is as large as what a connection takes anyhow.

use crate::{Http, address, busy};
use axum::body::{Body, Bytes, HttpBody, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, Response, header};
use axum::middleware::Next;
use hyper::body::{Frame, SizeHint};
use std::collections::HashMap;
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

/// Shorter answers, in bytes, are not counted. A longer one is handed over in parts of this length, so that no more of it lies in
/// the buffers of its connection.
pub(super) const PART: usize = 64 * 1024;
/// Maximum number of bytes that are under way to one network address. The longest page of a list has some hundred thousand.
const MAX_OF_ADDRESS: usize = 32 * 1024 * 1024;
/// Maximum number of bytes that are under way to all.
const MAX: usize = 256 * 1024 * 1024;

/// Sends an answer to a question where there is room for it. Where its address, or all together, have too much under way, it says
/// that the same may be asked again: 503. The only one of an address is sent however long it is. What was done over the API is answered in
/// any case; a page has the key of what it asked for.
pub(crate) async fn limit(State(http): State<Http>, request: Request, next: Next) -> Response<Body> {
    let to = address::of(request.headers(), request.extensions(), http.app.production);
    let path = request.uri().path().to_owned();
    let asks = request.method().is_safe() || path.starts_with("/rpc/");
    let answer = next.run(request).await;
    if !asks {
        return answer;
    }
    let long = |length: &usize| *length >= PART;
    let exact = answer.body().size_hint().exact();
    let Some(length) = exact.and_then(|length| usize::try_from(length).ok()).filter(long) else {
        return answer;
    };
    let (parts, body) = answer.into_parts();
    let Some(share) = http.under_way.enter(to, length) else {
        return instead(&path, &parts.headers);
    };
    // Its length is known, so it is all there.
    match to_bytes(body, usize::MAX).await {
        Ok(rest) => Response::from_parts(parts, Body::new(Counted { rest, _share: share })),
        Err(_) => instead(&path, &parts.headers),
    }
}

/// What is said in place of an answer: with its cookies, of a session that was continued on the way, and for whom it may be read.
fn instead(path: &str, headers: &HeaderMap) -> Response<Body> {
    let mut busy = busy(path);
    let kept = |name: &HeaderName| name == header::SET_COOKIE || name.as_str().starts_with("access-control-");
    for (name, value) in headers.iter().filter(|(name, _)| kept(name)) {
        busy.headers_mut().append(name, value.clone());
    }
    busy
}

/// The bytes of long answers that were not handed over to their connections yet.
#[derive(Debug)]
pub(crate) struct UnderWay {
    of_address: usize,
    all: usize,
    counted: Mutex<HashMap<String, usize>>,
}

impl Default for UnderWay {
    fn default() -> UnderWay {
        UnderWay {
            of_address: MAX_OF_ADDRESS,
            all: MAX,
            counted: Mutex::default(),
        }
    }
}

impl UnderWay {
    /// `None` where that would be more than there may be. An address that has nothing under way gets one answer, however long it is
    /// and however much others have: who keeps all that there is takes it from nobody else.
    fn enter(self: &Arc<Self>, address: String, length: usize) -> Option<Share> {
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        let all: usize = counted.values().sum();
        let of_address = counted.get(&address).copied().unwrap_or_default();
        let fits = |known: usize, most: usize| known.saturating_add(length) <= most;
        if of_address > 0 && !(fits(of_address, self.of_address) && fits(all, self.all)) {
            tracing::warn!(address, length, of_address, all, "an answer has no room");
            return None;
        }
        counted.insert(address.clone(), of_address.saturating_add(length));
        Some(Share {
            under_way: Arc::clone(self),
            address,
            length,
        })
    }
}

/// Room that an answer takes until it is dropped.
#[derive(Debug)]
struct Share {
    under_way: Arc<UnderWay>,
    address: String,
    length: usize,
}

impl Drop for Share {
    fn drop(&mut self) {
        let counted = &self.under_way.counted;
        let mut counted = counted.lock().unwrap_or_else(PoisonError::into_inner);
        let left = counted.get(&self.address).copied().unwrap_or_default();
        match left.saturating_sub(self.length) {
            0 => counted.remove(&self.address),
            left => counted.insert(self.address.clone(), left),
        };
    }
}

/// An answer of which parts are taken one after the other.
struct Counted {
    rest: Bytes,
    _share: Share,
}

impl HttpBody for Counted {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let length = self.rest.len().min(PART);
        let part = self.rest.split_to(length);
        Poll::Ready((!part.is_empty()).then(|| Ok(Frame::data(part))))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(u64::try_from(self.rest.len()).unwrap_or(u64::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn room(of_address: usize, all: usize) -> Arc<UnderWay> {
        Arc::new(UnderWay {
            of_address,
            all,
            counted: Mutex::default(),
        })
    }

    #[test]
    fn an_address_has_so_much_under_way_and_all_together_too() {
        let room = room(100, 150);
        let enter = |address: &str, length| room.enter(address.to_owned(), length);
        let first = enter("a", 60).unwrap();
        assert!(enter("a", 41).is_none(), "more than an address may have");
        let second = enter("a", 40).unwrap();
        let third = enter("b", 50).unwrap();
        assert!(enter("b", 1).is_none(), "more than all may have");
        let other = enter("c", 70).unwrap();
        drop((first, other));
        assert!(enter("a", 60).is_some(), "there is room again");
        drop((second, third));
        assert!(room.counted.lock().unwrap().is_empty());
    }

    #[test]
    fn what_is_alone_is_sent_however_long_it_is() {
        let room = room(100, 100);
        let alone = room.enter("a".to_owned(), 1_000).unwrap();
        assert!(room.enter("a".to_owned(), 1).is_none());
        drop(alone);
        assert!(room.enter("a".to_owned(), 1).is_some());
    }

    #[tokio::test]
    async fn it_arrives_whole() {
        let sent: Vec<u8> = (0..PART * 2 + 7).map(|at| (at % 251) as u8).collect();
        let room = room(1, 1);
        let body = Counted {
            rest: Bytes::from(sent.clone()),
            _share: room.enter("a".to_owned(), sent.len()).unwrap(),
        };
        assert_eq!(body.size_hint().exact(), Some(sent.len() as u64));
        let read = to_bytes(Body::new(body), usize::MAX).await.unwrap();
        assert_eq!(read, sent);
        assert!(room.counted.lock().unwrap().is_empty());
    }
}
