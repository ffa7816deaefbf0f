//! Where a request comes from, for limits.

use axum::extract::ConnectInfo;
use axum::http::{Extensions, HeaderMap};
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

/// The network address behind a request. In production the proxy in front tells it: the last address of
/// `X-Forwarded-For` is what it saw itself; those before it are only claimed.
pub(super) fn of(headers: &HeaderMap, extensions: &Extensions, production: bool) -> String {
    let forwarded = headers
        .get_all("x-forwarded-for")
        .iter()
        .next_back()
        .filter(|_| production)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.rsplit(',').next())
        .and_then(|last| last.trim().parse::<IpAddr>().ok());
    let peer = || {
        extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map(|ConnectInfo(peer)| peer.ip())
    };
    forwarded
        .or_else(peer)
        .map_or_else(|| "unknown".into(), |address| network(address).to_string())
}

/// A subscriber has one IPv4 address, or a whole /64 of IPv6.
pub(super) fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(six) => IpAddr::V6(Ipv6Addr::from_bits(six.to_bits() & !u128::from(u64::MAX))),
        four @ IpAddr::V4(_) => four,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn only_the_proxys_word_counts_and_only_in_production() {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", HeaderValue::from_static("1.1.1.1, 2.2.2.2"));
        let mut extensions = Extensions::new();
        extensions.insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 9))));
        assert_eq!(of(&headers, &extensions, true), "2.2.2.2");
        assert_eq!(of(&headers, &extensions, false), "127.0.0.1");
    }

    #[test]
    fn a_subscriber_is_one_address() {
        let shown = |text: &str| network(text.parse().unwrap()).to_string();
        assert_eq!(shown("2001:db8:1:2:aaaa::1"), shown("2001:db8:1:2:bbbb::2"));
        assert_ne!(shown("2001:db8:1:2::1"), shown("2001:db8:1:3::1"));
        assert_eq!(shown("::ffff:1.2.3.4"), "1.2.3.4");
    }
}
