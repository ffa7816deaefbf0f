//! Sends messages with `reqwest`, and only where they may go.

use async_trait::async_trait;
use ports::EngineError;
use ports::HttpSender;
use ports::http_sender::{Outcome, Outgoing};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::{Url, redirect};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// An answer that takes longer is not waited for.
const TIMEOUT: Duration = Duration::from_secs(10);

/// See [`HttpSender`].
#[derive(Debug)]
pub struct ReqwestSender {
    http: reqwest::Client,
    public_only: bool,
}

impl ReqwestSender {
    /// `public_only` in production: TLS, and nothing of the server's own network. What a name leads to is checked at
    /// the moment of connecting, so that it cannot lead elsewhere after the check.
    pub fn new(public_only: bool) -> Result<ReqwestSender, EngineError> {
        // The second one finds that it is chosen already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let builder = reqwest::Client::builder()
            .timeout(TIMEOUT)
            .redirect(redirect::Policy::none())
            // A proxy would look names up by itself, and connect to what is refused here.
            .no_proxy()
            .user_agent(concat!("brasa/", env!("CARGO_PKG_VERSION")));
        let builder = if public_only {
            builder.dns_resolver(Arc::new(PublicNames))
        } else {
            builder
        };
        let http = builder
            .build()
            .map_err(|error| EngineError::broken("http", error))?;
        Ok(ReqwestSender { http, public_only })
    }
}

#[async_trait]
impl HttpSender for ReqwestSender {
    fn allows(&self, url: &str) -> bool {
        let Ok(url) = Url::parse(url) else {
            return false;
        };
        let Some(host) = url.host_str() else {
            return false;
        };
        if !url.username().is_empty() || url.password().is_some() {
            return false;
        }
        if !self.public_only {
            return matches!(url.scheme(), "http" | "https");
        }
        let literal = host
            .trim_start_matches('[')
            .trim_end_matches(']')
            .parse::<IpAddr>();
        let local_name = host == "localhost" || host.ends_with(".localhost") || !host.contains(['.', ':']);
        // A name that ends in a dot is the same one to DNS and another one to every list of names.
        let plain = !host.ends_with('.') && url.port() != Some(0);
        url.scheme() == "https" && plain && literal.map_or(!local_name, is_public)
    }

    async fn post(&self, message: &Outgoing<'_>) -> Outcome {
        let begin = Instant::now();
        let answer = if self.allows(message.url) {
            let request = self
                .http
                .post(message.url)
                .header("content-type", "application/json");
            let request = message
                .headers
                .iter()
                .fold(request, |request, (name, value)| request.header(*name, value));
            let sent = request.body(message.body.to_owned()).send().await;
            sent.map(|answer| answer.status().as_u16())
                .map_err(|error| why(&error))
        } else {
            Err("the address is not allowed".to_owned())
        };
        Outcome {
            answer,
            took_ms: u32::try_from(begin.elapsed().as_millis()).unwrap_or(u32::MAX),
        }
    }
}

fn why(error: &reqwest::Error) -> String {
    let why = if error.is_timeout() {
        "no answer in time"
    } else if error.is_connect() {
        "no connection"
    } else {
        "no answer"
    };
    why.to_owned()
}

/// Resolves names, but not to addresses that are not public.
#[derive(Debug)]
struct PublicNames;

impl Resolve for PublicNames {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let public: Vec<SocketAddr> = found.filter(|address| is_public(address.ip())).collect();
            if public.is_empty() {
                return Err("the name leads to no public address".into());
            }
            Ok(Box::new(public.into_iter()) as Addrs)
        })
    }
}

/// Whether an address is one of the open internet, by the registries of special addresses of IANA (RFC 6890).
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let special = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_broadcast()
        || address.is_documentation()
        || address.is_multicast()
        // This network; shared addresses of providers; protocol assignments; 6to4 relays; benchmarks; reserved.
        || a == 0
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 192 && b == 88 && c == 99)
        || (a == 198 && (18..20).contains(&b))
        || a >= 240;
    !special
}

/// Only global unicast is (2000::/3), without what stands in for an address of version 4.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [a, b, ..] = address.segments();
    let global = (a & 0xe000) == 0x2000;
    // Teredo and other protocols (2001::/23), documentation (2001:db8::/32, 3fff::/20), 6to4 (2002::/16).
    let special = (a == 0x2001 && (b < 0x0200 || b == 0x0db8)) || a == 0x2002 || (a == 0x3fff && b < 0x1000);
    global && !special
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_open_internet_is_public() {
        for public in [
            "1.1.1.1",
            "100.63.0.1",
            "100.128.0.1",
            "172.32.0.1",
            "198.20.0.1",
            "2606:4700::1111",
            "2001:4860::8888",
        ] {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
        for private in [
            "127.0.0.1",
            "10.0.0.1",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "192.0.0.8",
            "198.18.0.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "fe80::1",
            "fc00::1",
            "fd00:ec2::254",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::a00:1",
            "2002:a00:1::",
            "2001::1",
            "2001:db8::1",
        ] {
            assert!(!is_public(private.parse().unwrap()), "{private}");
        }
    }

    #[test]
    fn in_production_addresses_are_public_and_behind_tls() {
        let sender = ReqwestSender::new(true).unwrap();
        for good in [
            "https://example.pe/hook",
            "https://1.1.1.1/",
            "https://example.pe:8443/a?b=c",
        ] {
            assert!(sender.allows(good), "{good}");
        }
        for bad in [
            "http://example.pe/",
            "ftp://example.pe/",
            "example.pe",
            "",
            "https://localhost/",
            "https://a.localhost/",
            "https://localhost./",
            "https://example.pe./hook",
            "https://127.0.0.1./",
            "https://example.pe:0/",
            "https://intranet/",
            "https://127.0.0.1/",
            "https://0x7f.1/",
            "https://2130706433/",
            "https://[::1]/",
            "https://[::ffff:7f00:1]/",
            "https://169.254.169.254/latest/meta-data",
            "https://user:pass@example.pe/",
            "https://user@example.pe/",
        ] {
            assert!(!sender.allows(bad), "{bad}");
        }
        let development = ReqwestSender::new(false).unwrap();
        assert!(development.allows("http://127.0.0.1:9000/hook"));
        assert!(!development.allows("file:///etc/passwd"));
    }

    #[tokio::test]
    async fn a_name_that_leads_inside_is_not_followed() {
        assert!(PublicNames.resolve("localhost".parse().unwrap()).await.is_err());
        let sender = ReqwestSender::new(true).unwrap();
        let message = Outgoing {
            url: "https://127.0.0.1:1/",
            headers: &[],
            body: "{}",
        };
        let outcome = sender.post(&message).await;
        assert_eq!(outcome.answer, Err("the address is not allowed".to_owned()));
    }
}
