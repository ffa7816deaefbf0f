//! The storefront.

mod account;
mod carta;
pub mod catering;
pub mod catering_request;
mod checkout;
mod claims;
mod policies;
mod tracking;

pub use account::*;
pub use carta::*;
pub use checkout::*;
pub use claims::*;
pub use policies::*;
pub use tracking::*;

// Frame.
pub const SKIP: &str = "Ir al contenido";
pub const MAIN_NAV: &str = "Principal";
pub const QUICK_NAV: &str = "Accesos";
pub const HOME: &str = "Inicio";
pub const CARTA: &str = "Carta";
pub const PROMOTIONS: &str = "Promociones";
pub const PROMOTIONS_SHORT: &str = "Promos";
pub const ORDER: &str = "Pedido";
pub const ACCOUNT: &str = "Cuenta";
pub const SIGN_IN: &str = "Ingresar";
pub const SEARCH_LABEL: &str = "Buscar en la carta";
pub const SEARCH_PLACEHOLDER: &str = "¿Qué se te antoja?";
pub const SITE: &str = "Brasa";
pub const LOADING_HOUSE: &str = "Abriendo la carta…";
pub const LOADING: &str = "Un momento…";
pub const NOT_UP_TO_DATE: &str =
    "No pudimos ver cómo va ahora. Lo que ves puede haber cambiado; seguimos intentando.";
pub const STALE: &str = "No hay conexión. Lo que ves puede haber cambiado; lo ponemos al día apenas vuelva.";

pub fn products(count: u32) -> String {
    if count == 1 {
        "1 producto".into()
    } else {
        format!("{count} productos")
    }
}

pub fn in_your_order(count: u32) -> String {
    if count == 0 {
        "Tu pedido está vacío".into()
    } else {
        format!("{} en tu pedido", products(count))
    }
}

pub fn unread(count: usize) -> String {
    if count == 1 {
        "1 aviso nuevo".into()
    } else {
        format!("{count} avisos nuevos")
    }
}

/// A count in a small space: `99+`.
pub fn short_count(count: usize) -> String {
    if count > 99 {
        "99+".into()
    } else {
        count.to_string()
    }
}

// Titles.
pub const TITLE_PROMOTIONS: &str = "Promociones";
pub const TITLE_CART: &str = "Tu pedido";
pub const TITLE_CHECKOUT: &str = "Entrega y pago";
pub const TITLE_PAYMENT: &str = "Pago";
pub const TITLE_TRACKING: &str = "Seguimiento de tu pedido";
pub const TITLE_ACCOUNT: &str = "Mi cuenta";
pub const TITLE_ORDERS: &str = "Mis pedidos";
pub const TITLE_NOTIFICATIONS: &str = "Avisos";
pub const TITLE_SIGN_IN: &str = "Ingresar";
pub const TITLE_REGISTER: &str = "Crea tu cuenta";
pub const TITLE_TERMS: &str = "Términos del servicio";
pub const TITLE_PRIVACY: &str = "Política de privacidad";
pub const TITLE_NOT_FOUND: &str = "No encontramos esta página";
pub const TITLE_CARTA: &str = "La carta";

pub fn title(page: &str, restaurant: &str) -> String {
    format!("{page} · {restaurant}")
}

pub fn about_carta(restaurant: &str) -> String {
    format!("La carta completa de {restaurant}: elige, arma tu plato y pídelo a domicilio o para recoger.")
}

pub fn about_promotions(restaurant: &str) -> String {
    format!("Las promociones de {restaurant}: platos, guarniciones y bebidas a un solo precio.")
}

// Where to.
pub const DELIVER_TO: &str = "Entrega a";
pub const PICK_UP_AT: &str = "Recojo en";
pub const CHOOSE_ADDRESS: &str = "Elige tu dirección";
pub const CHOOSE_BRANCH: &str = "Elige un local";
pub const WHERE_TITLE: &str = "¿Cómo lo quieres?";
pub const DELIVERY: &str = "Delivery";
pub const DELIVERY_NOTE: &str = "Te lo llevamos a casa";
pub const PICKUP: &str = "Recojo en local";
pub const PICKUP_NOTE: &str = "Sin costo de entrega";
pub const ADDRESS: &str = "Dirección";
pub const ADDRESS_HINT: &str = "Calle y número, por ejemplo Av. Larco 345.";
pub const DISTRICT: &str = "Distrito";
pub const REFERENCE: &str = "Referencia";
pub const REFERENCE_HINT: &str = "Piso, timbre o algo que nos ayude a encontrarte.";
pub const BRANCH: &str = "Local";
pub const SAVE: &str = "Guardar";
pub const OPTIONAL: &str = "(opcional)";
pub const ADDRESS_MISSING: &str = "Escribe la calle y el número.";
pub const DISTRICT_MISSING: &str = "Dinos tu distrito.";
pub const CHOOSE_DISTRICT: &str = "Elige tu distrito";

// Footer.
pub const FOOTER_HOUSE: &str = "La casa";
pub const FOOTER_ORDER: &str = "Pide";
pub const FOOTER_BRANCHES: &str = "Locales";
pub const FOOTER_HELP: &str = "Información";
pub const MY_ORDERS: &str = "Mis pedidos";
pub const FICTIONAL: &str = "Casa ficticia de demostración. Precios en soles, IGV incluido.";

/// On every page of a restaurant that is being set up.
pub const REHEARSAL: &str =
    "Este restaurante se está preparando: los pedidos son de prueba, no se cobran ni se entregan.";

/// What the restaurant says on every page, read aloud before it.
pub const ANNOUNCEMENT: &str = "Aviso del restaurante";

/// On an order that was placed then.
pub const REHEARSED: &str = "Este pedido fue de prueba: no se cobra ni se entrega.";

/// Prices in Peru are said with their tax.
pub const WITH_TAX: &str = "Precios en soles, IGV incluido.";

/// The same of a restaurant that pays none.
pub const WITHOUT_TAX: &str = "Precios en soles.";

/// Who sells; `legal` is the name in law with the tax number, and may be empty.
pub fn legal_line(legal: &str, made_up: bool, taxed: bool) -> String {
    let said = match (made_up, taxed) {
        (true, _) => FICTIONAL,
        (false, true) => WITH_TAX,
        (false, false) => WITHOUT_TAX,
    };
    match legal {
        "" => said.to_owned(),
        legal => format!("{legal}. {said}"),
    }
}

pub fn call_us(phone: &str) -> String {
    format!("Llámanos: {phone}")
}

// Home.
pub const ORDER_NOW: &str = "Pedir ahora";
pub const AGAIN_TITLE: &str = "Para repetir";
pub const AGAIN: &str = "Repetir";
pub const ALL_PROMOTIONS: &str = "Ver todas";
pub const ALL_CARTA: &str = "Ver todo";
pub const CATEGORIES: &str = "Categorías";
pub const HOW_TITLE: &str = "Así de fácil";
pub const HOW: [(&str, &str); 3] = [
    (
        "Elige lo que se te antoja",
        "Parte, guarnición y cremas: todo a tu gusto.",
    ),
    (
        "Dinos a dónde",
        "A tu puerta o para recoger en el local, como te quede mejor.",
    ),
    (
        "Síguelo en vivo",
        "Te contamos quién lo prepara y a qué hora llega.",
    ),
];

pub fn usual_minutes(minutes: u32) -> String {
    format!("Unos {minutes} min hasta tu puerta")
}

pub fn free_delivery(from: &str) -> String {
    format!("Delivery gratis desde {from}")
}

pub fn delivery_costs(fee: &str) -> String {
    format!("Delivery a {fee}")
}

/// Where it depends on the district.
pub fn delivery_costs_from(fee: &str) -> String {
    format!("Delivery desde {fee}")
}

/// A district to which orders are brought, and for how much.
pub fn district_at(district: &str, fee: &str) -> String {
    format!("{district} · {fee}")
}

pub fn you_save(amount: &str) -> String {
    format!("Ahorras {amount}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_as_sentences() {
        let names = |count: usize| -> Vec<String> {
            ["huevo", "mostaza", "leche"]
                .iter()
                .take(count)
                .map(|n| (*n).to_owned())
                .collect()
        };
        assert_eq!(contains(&names(3)), "Contiene huevo, mostaza y leche.");
        assert_eq!(contains(&names(1)), "Contiene huevo.");
        assert_eq!(contents(&names(3)), "huevo y 2 más");
        assert_eq!(choose(1, 1), "Elige 1");
        assert_eq!(choose(0, 3), "Hasta 3");
    }
}
