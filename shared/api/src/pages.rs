//! The storefront's pages and their addresses. The app routes by them, and links in mails lead to them.

/// What stands in place of a parameter in the address of a frame: see [`Page::frame`].
const ANY: &str = "_";

/// A page of the storefront.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    Home,
    /// The menu, whole or one category of it.
    Menu,
    Dish,
    Promotions,
    Promotion,
    Cart,
    Checkout,
    Payment,
    /// Where an order is, for everybody who has its link.
    Tracking,
    Catering,
    /// A request for catering, by its private link.
    CateringRequest,
    CateringPayment,
    MyCatering,
    Account,
    MyOrders,
    Notifications,
    SignIn,
    Registration,
    Recovery,
    /// The form of the Libro de Reclamaciones.
    Claim,
    /// A sheet of it, by its number and key.
    ClaimSheet,
    Terms,
    Privacy,
}

impl Page {
    pub const ALL: [Page; 23] = [
        Page::Home,
        Page::Menu,
        Page::Dish,
        Page::Promotions,
        Page::Promotion,
        Page::Cart,
        Page::Checkout,
        Page::Payment,
        Page::Tracking,
        Page::Catering,
        Page::CateringRequest,
        Page::CateringPayment,
        Page::MyCatering,
        Page::Account,
        Page::MyOrders,
        Page::Notifications,
        Page::SignIn,
        Page::Registration,
        Page::Recovery,
        Page::Claim,
        Page::ClaimSheet,
        Page::Terms,
        Page::Privacy,
    ];

    /// The pattern of its addresses: `:name` stands for one segment, `:name?` for one that may be missing.
    pub const fn path(self) -> &'static str {
        match self {
            Page::Home => "/",
            Page::Menu => "/carta/:category?",
            Page::Dish => "/plato/:id",
            Page::Promotions => "/promociones",
            Page::Promotion => "/promociones/:id",
            Page::Cart => "/pedido",
            Page::Checkout => "/pedido/entrega",
            Page::Payment => "/pedido/pago/:id",
            Page::Tracking => "/pedidos/:id",
            Page::Catering => "/catering",
            Page::CateringRequest => "/catering/solicitud/:link",
            Page::CateringPayment => "/catering/solicitud/:link/pago",
            Page::MyCatering => "/cuenta/catering",
            Page::Account => "/cuenta",
            Page::MyOrders => "/cuenta/pedidos",
            Page::Notifications => "/cuenta/avisos",
            Page::SignIn => "/ingresar",
            Page::Registration => "/registro",
            Page::Recovery => "/recuperar",
            Page::Claim => "/libro-de-reclamaciones",
            Page::ClaimSheet => "/libro-de-reclamaciones/:number/:key",
            Page::Terms => "/terminos",
            Page::Privacy => "/privacidad",
        }
    }

    /// Its address without parameters. Of a page that needs some, what stands before the first of them.
    pub fn href(self) -> &'static str {
        let path = self.path();
        path.find("/:").map_or(path, |end| &path[..end])
    }

    /// Its address with these parameters, in their order.
    pub fn with(self, parameters: &[&str]) -> String {
        let mut parameters = parameters.iter();
        let mut address = String::new();
        for segment in segments(self.path()) {
            let segment = match segment.strip_prefix(':') {
                Some(_) => parameters.next().copied(),
                None => Some(segment),
            };
            if let Some(segment) = segment {
                address.push('/');
                address.push_str(segment);
            }
        }
        address
    }

    /// The address at which the frame of a page lies, for a page whose parameters are not known ahead of time: one for all its
    /// addresses, with what is the same in all of them.
    pub fn frame(self) -> String {
        self.with(&[ANY; 2])
    }

    /// The page at an address, and its parameters in their order.
    pub fn at(address: &str) -> Option<(Page, Vec<&str>)> {
        Page::ALL.into_iter().find_map(|page| {
            let parameters = page.parameters(address)?.into_iter();
            Some((page, parameters.map(|(_, value)| value).collect()))
        })
    }

    /// The names of its parameters with what an address has in their places, when it is one of this page.
    pub fn parameters(self, address: &str) -> Option<Vec<(&'static str, &str)>> {
        let mut given = segments(address);
        let mut found = Vec::new();
        for segment in segments(self.path()) {
            let name = segment.strip_prefix(':');
            let optional = segment.ends_with('?');
            match (given.next(), name) {
                (Some(value), Some(name)) => found.push((name.trim_end_matches('?'), value)),
                (Some(value), None) if value == segment => {}
                (None, _) if optional => {}
                _ => return None,
            }
        }
        given.next().is_none().then_some(found)
    }
}

fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|segment| !segment.is_empty())
}

#[cfg(test)]
mod tests {
    use super::Page;

    #[test]
    fn addresses_go_both_ways() {
        for page in Page::ALL {
            let count = page.path().matches("/:").count();
            let parameters = &["uno", "dos"][..count];
            let address = page.with(parameters);
            assert_eq!(Page::at(&address), Some((page, parameters.to_vec())), "{address}");
            assert_eq!(
                Page::at(&format!("{address}/")),
                Some((page, parameters.to_vec()))
            );
            assert_eq!(Page::at(&format!("{address}/uno/dos/tres")), None, "{address}");
        }
    }

    #[test]
    fn pages_whose_parameters_are_unknown_have_one_frame() {
        assert_eq!(Page::Tracking.frame(), "/pedidos/_");
        assert_eq!(Page::CateringPayment.frame(), "/catering/solicitud/_/pago");
        assert_eq!(Page::ClaimSheet.frame(), "/libro-de-reclamaciones/_/_");
        assert_eq!(Page::Cart.frame(), Page::Cart.href());
    }

    #[test]
    fn every_page_is_in_the_list_once_where_it_stands() {
        for (at, page) in Page::ALL.into_iter().enumerate() {
            assert_eq!(page as usize, at, "{page:?}");
        }
    }

    /// The browser tests open every page. `BRASA_SNAPSHOT=1` writes the list that they read.
    #[test]
    fn the_browser_tests_know_all_pages() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../end2end/support/pages.json");
        let paths = Page::ALL.map(Page::path);
        let list = serde_json::to_string_pretty(&paths).unwrap() + "\n";
        if std::env::var_os("BRASA_SNAPSHOT").is_some() {
            std::fs::write(file, &list).unwrap();
        }
        assert_eq!(std::fs::read_to_string(file).unwrap(), list);
    }

    #[test]
    fn a_parameter_that_may_be_missing_is_left_out() {
        assert_eq!(Page::Menu.href(), "/carta");
        assert_eq!(Page::Menu.with(&["brasa"]), "/carta/brasa");
        assert_eq!(Page::at("/carta"), Some((Page::Menu, Vec::new())));
        assert_eq!(Page::at("/plato"), None);
        assert_eq!(Page::at("/otra"), None);
    }
}
