//! One call of a page: what is asked, and its whole answer, which a time limit includes.

use super::page_calls::{
    CALLER_HEADER, Heard, Patience, TENANT_HEADER, TIME_HEADER, caller, heard, page_tenant,
};
use api::{ApiError, Code};
use domain::Timestamp;
use futures::future::{Either, select};
use futures::{Stream, stream};
use gloo_net::http::{Headers, Request, RequestBuilder};
use gloo_timers::future::TimeoutFuture;
use http::Method;
use send_wrapper::SendWrapper;
use server_fn::Bytes;
use server_fn::error::{FromServerFnError, ServerFnErrorErr};
use server_fn::request::ClientReq;
use server_fn::response::ClientRes;
use std::future::Future;
use std::pin::pin;
use texts::now::errors as texts;
use web_sys::AbortController;

/// The statuses of a gateway whose server did not answer it.
const NO_SERVER: [u16; 2] = [502, 504];

/// Before somebody asks again by themselves, at least and at most, in milliseconds: not all pages at the same moment.
const PAUSE_MS: (f64, f64) = (300.0, 1_000.0);

/// A call that was not sent yet.
#[derive(Debug)]
pub struct PageRequest {
    method: Method,
    address: String,
    accepts: String,
    /// The kind of the body, and the body.
    body: Option<(String, String)>,
}

/// A whole answer.
#[derive(Debug)]
pub struct PageResponse {
    status: u16,
    status_text: String,
    body: String,
}

/// Gives a request up when nobody waits for it any more.
struct Abort(Option<AbortController>);

impl Drop for Abort {
    fn drop(&mut self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }
}

impl PageRequest {
    /// Asks, and waits for the whole answer: [`Code::Offline`] where nobody could be reached, [`Code::Unanswered`] where nobody
    /// has answered in time.
    pub(super) fn answered(
        self,
        patience: Patience,
    ) -> impl Future<Output = Result<PageResponse, ApiError>> + Send {
        SendWrapper::new(async move {
            let first = self.ask(patience.limit_ms).await;
            let again = match &first {
                Ok(answer) => NO_SERVER.contains(&answer.status),
                Err(error) => error.code == Code::Unanswered,
            };
            if !(again && patience.again) {
                return first;
            }
            TimeoutFuture::new(pause_ms()).await;
            self.ask(patience.limit_ms).await
        })
    }

    async fn ask(&self, limit_ms: u32) -> Result<PageResponse, ApiError> {
        let abort = Abort(AbortController::new().ok());
        let request = self.request(&abort)?;
        let begun = js_sys::Date::now();
        let asking = pin!(whole(request));
        match select(asking, TimeoutFuture::new(limit_ms)).await {
            Either::Left((Ok((answer, headers)), _)) => {
                heard(&said(&headers, begun));
                Ok(answer)
            }
            Either::Left((Err(_), _)) => Err(offline()),
            Either::Right(_) => Err(ApiError::new(Code::Unanswered, texts::UNANSWERED)),
        }
    }

    fn request(&self, abort: &Abort) -> Result<Request, ApiError> {
        let signal = abort.0.as_ref().map(AbortController::signal);
        let mut request = RequestBuilder::new(&self.address)
            .method(self.method.clone())
            .abort_signal(signal.as_ref())
            .header("accept", &self.accepts);
        for (name, value) in [(TENANT_HEADER, page_tenant()), (CALLER_HEADER, caller())] {
            if let Some(value) = value {
                request = request.header(name, &value);
            }
        }
        let built = match &self.body {
            Some((kind, body)) => request.header("content-type", kind).body(body.as_str()),
            None => request.build(),
        };
        built.map_err(|_| offline())
    }
}

async fn whole(request: Request) -> Result<(PageResponse, Headers), gloo_net::Error> {
    let answer = request.send().await?;
    let body = answer.text().await?;
    let whole = PageResponse {
        status: answer.status(),
        status_text: answer.status_text(),
        body,
    };
    Ok((whole, answer.headers()))
}

/// What the headers of an answer say.
fn said(headers: &Headers, begun: f64) -> Heard {
    #[allow(clippy::cast_possible_truncation, reason = "milliseconds of a wait fit")]
    let took_ms = (js_sys::Date::now() - begun) as i64;
    let time = headers.get(TIME_HEADER).and_then(|time| time.parse().ok());
    Heard {
        server_time: time.map(Timestamp),
        took_ms: took_ms.max(0),
        other_caller: headers.get(CALLER_HEADER).is_some(),
    }
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a pause of a second at most"
)]
fn pause_ms() -> u32 {
    let (least, most) = PAUSE_MS;
    (least + js_sys::Math::random() * (most - least)) as u32
}

fn offline() -> ApiError {
    ApiError::new(Code::Offline, texts::OFFLINE)
}

/// Server functions here take and give JSON, and nothing else.
fn not_json() -> ApiError {
    ApiError::from_server_fn_error(ServerFnErrorErr::Serialization("not JSON".to_owned()))
}

impl ClientReq<ApiError> for PageRequest {
    type FormData = ();

    fn try_new_req_query(
        path: &str,
        _content_type: &str,
        accepts: &str,
        query: &str,
        method: Method,
    ) -> Result<PageRequest, ApiError> {
        Ok(PageRequest {
            method,
            address: [path, "?", query].concat(),
            accepts: accepts.to_owned(),
            body: None,
        })
    }

    fn try_new_req_text(
        path: &str,
        content_type: &str,
        accepts: &str,
        body: String,
        method: Method,
    ) -> Result<PageRequest, ApiError> {
        Ok(PageRequest {
            method,
            address: path.to_owned(),
            accepts: accepts.to_owned(),
            body: Some((content_type.to_owned(), body)),
        })
    }

    fn try_new_req_bytes(
        path: &str,
        content_type: &str,
        accepts: &str,
        body: Bytes,
        method: Method,
    ) -> Result<PageRequest, ApiError> {
        let body = String::from_utf8(body.into()).map_err(|_| not_json())?;
        PageRequest::try_new_req_text(path, content_type, accepts, body, method)
    }

    fn try_new_req_form_data(
        _path: &str,
        _accepts: &str,
        _content_type: &str,
        (): (),
        _method: Method,
    ) -> Result<PageRequest, ApiError> {
        Err(not_json())
    }

    fn try_new_req_multipart(
        _path: &str,
        _accepts: &str,
        (): (),
        _method: Method,
    ) -> Result<PageRequest, ApiError> {
        Err(not_json())
    }

    fn try_new_req_streaming(
        _path: &str,
        _accepts: &str,
        _content_type: &str,
        _body: impl Stream<Item = Bytes> + Send + 'static,
        _method: Method,
    ) -> Result<PageRequest, ApiError> {
        Err(not_json())
    }
}

impl ClientRes<ApiError> for PageResponse {
    async fn try_into_string(self) -> Result<String, ApiError> {
        Ok(self.body)
    }

    async fn try_into_bytes(self) -> Result<Bytes, ApiError> {
        Ok(Bytes::from(self.body))
    }

    fn try_into_stream(
        self,
    ) -> Result<impl Stream<Item = Result<Bytes, Bytes>> + Send + Sync + 'static, ApiError> {
        Ok(stream::iter([Ok(Bytes::from(self.body))]))
    }

    fn status(&self) -> u16 {
        self.status
    }

    fn status_text(&self) -> String {
        self.status_text.clone()
    }

    fn location(&self) -> String {
        String::new()
    }

    fn has_redirect(&self) -> bool {
        false
    }
}
