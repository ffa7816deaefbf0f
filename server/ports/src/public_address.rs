//! Where the storefronts are reached from outside, for links in mail. It is never read from a request, whose host name
//! anybody can choose.

use domain::TenantId;

/// What stands for the restaurant's id in an address.
const TENANT: &str = "{tenant}";

/// What is configured of the addresses of all storefronts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicAddress {
    /// Scheme and host, without a slash at the end.
    base: String,
    console: Option<String>,
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
            console: None,
            default_tenant: default_tenant.clone(),
        })
    }

    /// The address of a restaurant's storefront. The default restaurant's is the configured one, unless that has a place for
    /// ids. Any other restaurant is reached at a host name that is registered for it (`host`), with the scheme and the port
    /// of the configured address; where it has none, at its id in place of `{tenant}` or before the configured host.
    pub fn storefront(&self, tenant: &TenantId, host: Option<&str>) -> StorefrontAddress {
        let of_all = self.base.contains(TENANT);
        let Some((scheme, configured)) = self.base.split_once("://") else {
            return StorefrontAddress(self.base.clone());
        };
        StorefrontAddress(match host {
            _ if !of_all && *tenant == self.default_tenant => self.base.clone(),
            Some(host) => format!("{scheme}://{host}{}", port(configured)),
            None if of_all => self.base.replacen(TENANT, tenant.as_str(), 1),
            None => format!("{scheme}://{tenant}.{configured}"),
        })
    }

    /// The same where the console of the default restaurant has an address of its own, such as `https://console.example.pe`; other
    /// restaurants' consoles are at the second host name that is registered for them.
    #[must_use]
    pub fn with_console(mut self, console: Option<String>) -> PublicAddress {
        self.console = console;
        self
    }

    /// The address of a restaurant's console, which is registered for these `hosts`: that of its storefront, unless consoles have
    /// addresses of their own.
    pub fn console(&self, tenant: &TenantId, hosts: &[String]) -> StorefrontAddress {
        match &self.console {
            Some(console) if *tenant == self.default_tenant => {
                StorefrontAddress(console.trim_end_matches('/').to_owned())
            }
            Some(_) => self.storefront(tenant, hosts.get(1).or(hosts.first()).map(String::as_str)),
            None => self.storefront(tenant, hosts.first().map(String::as_str)),
        }
    }

    /// Whether pages are reached by TLS.
    pub fn is_secure(&self) -> bool {
        self.base.starts_with("https://")
    }
}

/// Where a restaurant's storefront is reached from outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StorefrontAddress(String);

impl StorefrontAddress {
    /// The address of a page. `path` begins with a slash.
    pub fn page(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }
}

/// The port of a host with its colon; nothing where it has none.
fn port(host: &str) -> &str {
    let colon = host.rfind(':').filter(|_| !host.ends_with(']'));
    colon.and_then(|colon| host.get(colon..)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tenant(id: &str) -> TenantId {
        TenantId::parse(id).unwrap()
    }

    #[test]
    fn every_restaurant_has_its_address() {
        for (base, pardos, caleta, with_host) in [
            (
                "http://localhost:3000",
                "http://localhost:3000/a",
                "http://caleta.localhost:3000/a",
                "http://pedidos.caleta.pe:3000/a",
            ),
            (
                "https://{tenant}.example.pe/",
                "https://pardos.example.pe/a",
                "https://caleta.example.pe/a",
                "https://pedidos.caleta.pe/a",
            ),
            (
                "https://example.pe",
                "https://example.pe/a",
                "https://caleta.example.pe/a",
                "https://pedidos.caleta.pe/a",
            ),
            (
                "http://[::1]",
                "http://[::1]/a",
                "http://caleta.[::1]/a",
                "http://pedidos.caleta.pe/a",
            ),
        ] {
            let address = PublicAddress::parse(base, &tenant("pardos")).unwrap();
            let page = |id: &str, host: Option<&str>| address.storefront(&tenant(id), host).page("/a");
            assert_eq!(page("pardos", None), pardos);
            assert_eq!(page("caleta", None), caleta);
            assert_eq!(page("caleta", Some("pedidos.caleta.pe")), with_host);
        }
    }

    #[test]
    fn the_configured_address_is_the_default_restaurants_whatever_else_leads_to_it() {
        let host = Some("pedidos.pardos.pe");
        for (base, page) in [
            ("https://example.pe", "https://example.pe/a"),
            ("https://{tenant}.example.pe", "https://pedidos.pardos.pe/a"),
        ] {
            let address = PublicAddress::parse(base, &tenant("pardos")).unwrap();
            assert_eq!(address.storefront(&tenant("pardos"), host).page("/a"), page);
        }
    }

    #[test]
    fn a_console_is_beside_its_storefront_unless_it_has_an_address_of_its_own() {
        let beside = PublicAddress::parse("https://example.pe", &tenant("pardos")).unwrap();
        let apart = beside
            .clone()
            .with_console(Some("https://cocina.example.pe/".into()));
        let hosts = ["pedidos.caleta.pe".to_owned(), "cocina.caleta.pe".to_owned()];
        for (id, hosts, here, there) in [
            (
                "pardos",
                &hosts[..0],
                "https://example.pe/r",
                "https://cocina.example.pe/r",
            ),
            (
                "caleta",
                &hosts[..0],
                "https://caleta.example.pe/r",
                "https://caleta.example.pe/r",
            ),
            (
                "caleta",
                &hosts[..1],
                "https://pedidos.caleta.pe/r",
                "https://pedidos.caleta.pe/r",
            ),
            (
                "caleta",
                &hosts[..],
                "https://pedidos.caleta.pe/r",
                "https://cocina.caleta.pe/r",
            ),
        ] {
            assert_eq!(beside.console(&tenant(id), hosts).page("/r"), here);
            assert_eq!(apart.console(&tenant(id), hosts).page("/r"), there);
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
