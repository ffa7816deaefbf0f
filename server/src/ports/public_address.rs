//! Where the storefronts are reached from outside, for links in mail. It is never read from a request, whose host name
//! anybody can choose.

use shared::domain::TenantId;

/// What stands for the restaurant's id in an address.
const TENANT: &str = "{tenant}";

/// The address of every restaurant's storefront.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicAddress {
    /// Scheme and host, without a slash at the end.
    base: String,
    default_tenant: TenantId,
}

impl PublicAddress {
    /// Reads `https://{tenant}.example.pe`, in which the restaurant's id takes the place of `{tenant}`; or
    /// `https://example.pe`, which is the default restaurant's, with the others at `https://<id>.example.pe`. `None` for
    /// anything that is not a scheme and a host.
    pub fn parse(text: &str, default_tenant: &TenantId) -> Option<PublicAddress> {
        let base = text.trim().trim_end_matches('/');
        let host = base
            .strip_prefix("https://")
            .or_else(|| base.strip_prefix("http://"))?;
        let plain = |b: u8| b.is_ascii_alphanumeric() || b"-.:[]".contains(&b);
        let fits = !host.is_empty() && host.replacen(TENANT, "t", 1).bytes().all(plain);
        fits.then(|| PublicAddress {
            base: base.to_owned(),
            default_tenant: default_tenant.clone(),
        })
    }

    /// The address of a page of a restaurant. `path` begins with a slash.
    pub fn page(&self, tenant: &TenantId, path: &str) -> String {
        if self.base.contains(TENANT) {
            return format!("{}{path}", self.base.replacen(TENANT, tenant.as_str(), 1));
        }
        match self.base.split_once("://") {
            Some((scheme, host)) if *tenant != self.default_tenant => {
                format!("{scheme}://{tenant}.{host}{path}")
            }
            _ => format!("{}{path}", self.base),
        }
    }

    /// Whether pages are reached by TLS.
    pub fn is_secure(&self) -> bool {
        self.base.starts_with("https://")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tenant(id: &str) -> TenantId {
        TenantId::parse(id).unwrap()
    }

    #[test]
    fn every_restaurant_has_its_address() {
        for (base, pardos, caleta) in [
            (
                "http://localhost:3000",
                "http://localhost:3000/a",
                "http://caleta.localhost:3000/a",
            ),
            (
                "https://{tenant}.example.pe/",
                "https://pardos.example.pe/a",
                "https://caleta.example.pe/a",
            ),
            (
                "https://example.pe",
                "https://example.pe/a",
                "https://caleta.example.pe/a",
            ),
        ] {
            let address = PublicAddress::parse(base, &tenant("pardos")).unwrap();
            assert_eq!(address.page(&tenant("pardos"), "/a"), pardos);
            assert_eq!(address.page(&tenant("caleta"), "/a"), caleta);
        }
    }

    #[test]
    fn only_a_scheme_and_a_host_are_an_address() {
        for wrong in [
            "example.pe",
            "https://",
            "https://a.pe/path",
            "javascript:alert(1)",
            "https://a.pe?\"",
            "https://{t}.pe",
        ] {
            assert_eq!(PublicAddress::parse(wrong, &tenant("pardos")), None, "{wrong}");
        }
    }
}
