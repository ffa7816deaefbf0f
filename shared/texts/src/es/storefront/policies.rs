//! What is not there, and the policies.

pub const NOT_FOUND_TEXT: &str = "El enlace puede estar incompleto o la página cambió de lugar.";
pub const GO_HOME: &str = "Ir al inicio";

/// Who sells, as the policies say it.
#[derive(Debug, Clone, Copy)]
pub struct Seller<'a> {
    pub name: &'a str,
    /// The name in law with the tax number; may be empty.
    pub legal: &'a str,
    /// Street and district of each place; may be empty.
    pub place: &'a str,
    pub phone: &'a str,
    pub email: &'a str,
}

/// A heading with its paragraphs.
pub type PolicyText = (String, Vec<String>);

fn part(title: &str, paragraphs: impl IntoIterator<Item = String>) -> PolicyText {
    (title.to_owned(), paragraphs.into_iter().collect())
}

/// Where somebody writes or calls; nothing where nobody knows.
fn reached(seller: Seller<'_>) -> Option<String> {
    match (seller.email, seller.phone) {
        ("", "") => None,
        ("", phone) => Some(format!("Llámanos al {phone}.")),
        (email, "") => Some(format!("Escríbenos a {email}.")),
        (email, phone) => Some(format!("Escríbenos a {email} o llámanos al {phone}.")),
    }
}

/// What the terms say of where orders are brought: the zones, each with what it costs, such as
/// `Miraflores: S/ 5.00, pedido desde S/ 20.00, gratis desde S/ 80.00.`
pub fn terms_zone(name: &str, fee: &str, minimum: Option<&str>, free_from: Option<&str>) -> String {
    let minimum = minimum.map(|minimum| format!(", pedido desde {minimum}"));
    let free = free_from.map(|from| format!(", gratis desde {from}"));
    format!(
        "{name}: {fee}{}{}.",
        minimum.unwrap_or_default(),
        free.unwrap_or_default()
    )
}

/// Where no zone limits it.
pub const TERMS_EVERYWHERE: &str = "Reparto";

/// What a delivery costs that costs nothing.
pub const TERMS_FREE: &str = "sin costo";

/// The terms of service: `taxed` where prices include a tax, `online` where customers can pay before they receive.
pub fn terms(seller: Seller<'_>, taxed: bool, online: bool, zones: Vec<String>) -> Vec<PolicyText> {
    let who = match seller.legal {
        "" => format!("Este es el sitio de {}.", seller.name),
        legal => format!("{} es de {}.", seller.name, legal.trim_end_matches('.')),
    };
    let place = match seller.place {
        "" => String::new(),
        place => format!(" Estamos en {place}."),
    };
    let prices = match taxed {
        true => "Los precios están en soles e incluyen el IGV.",
        false => "Los precios están en soles.",
    };
    let pays = online.then(|| {
        "Si pagas en línea, tienes 15 minutos para hacerlo. Si el pago no llega en ese tiempo, cancelamos el pedido sin cobrarte.".to_owned()
    });
    let brought = "La hora que te mostramos es un rango calculado con los pedidos que hay antes en la cocina. Si va a tardar más, lo verás en el seguimiento.";
    vec![
        part(
            "Quiénes somos",
            [format!(
                "{who}{place} Recibimos pedidos de comida para entregar a domicilio o recoger en el local. Al hacer un pedido aceptas estas condiciones."
            )]
            .into_iter()
            .chain(reached(seller)),
        ),
        part(
            "Precios y pago",
            [format!(
                "{prices} El costo de entrega se muestra antes de pagar. Si un precio cambia mientras pides, te avisamos y decides con el nuevo total."
            )]
            .into_iter()
            .chain(pays),
        ),
        part(
            "Cancelaciones",
            ["Puedes cancelar dentro de los 10 minutos de haber pedido, mientras nadie haya empezado a prepararlo. Si ya habías pagado, te devolvemos el dinero por el mismo medio.".to_owned()],
        ),
        part("Entrega", [brought.to_owned()].into_iter().chain(zones)),
        part(
            "Alérgenos",
            ["Cada plato indica los alérgenos que conocemos. En nuestra cocina se trabaja con todos los ingredientes de la carta: si tienes una alergia severa, llámanos antes de pedir.".to_owned()],
        ),
    ]
}

/// What the terms of a restaurant of the demonstration say too.
pub fn terms_made_up() -> PolicyText {
    part(
        "Demostración",
        [
            "Esta es una casa ficticia: los pagos son simulados y nadie prepara ni entrega los pedidos."
                .to_owned(),
        ],
    )
}

/// The privacy policy.
pub fn privacy(seller: Seller<'_>) -> Vec<PolicyText> {
    let holder = match seller.legal {
        "" => seller.name,
        legal => legal,
    };
    vec![
        part(
            "Qué guardamos",
            ["Tu nombre, correo, teléfono, la dirección de entrega y tus pedidos. La contraseña se guarda cifrada de una forma que nadie puede leer, tampoco nosotros.".to_owned()],
        ),
        part(
            "Para qué",
            ["Para preparar y entregar tus pedidos, avisarte en qué van y emitir tu comprobante. No vendemos tus datos ni los usamos para publicidad de terceros.".to_owned()],
        ),
        part(
            "Quién los ve",
            [
                format!("Quien responde por tus datos es {}.", holder.trim_end_matches('.')),
                "Los ve el personal del local que atiende tu pedido. El enlace de seguimiento no muestra tu nombre, tu dirección ni tu teléfono a quien lo abra.".to_owned(),
            ],
        ),
        part(
            "En tu navegador",
            ["Guardamos tu pedido, la dirección elegida y lo que vas escribiendo para que no se pierda, y una cookie para tu sesión. No usamos cookies de seguimiento.".to_owned()],
        ),
        part(
            "Tus derechos",
            ["Puedes ver y corregir tus datos en tu cuenta en cualquier momento, y pedirnos que los borremos, según la Ley N.º 29733 de protección de datos personales.".to_owned()]
                .into_iter()
                .chain(reached(seller)),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOBODY: Seller<'static> = Seller {
        name: "Brasas",
        legal: "",
        place: "",
        phone: "",
        email: "",
    };

    #[test]
    fn a_restaurant_says_what_is_known_of_it_and_nothing_else() {
        let bare = terms(NOBODY, false, false, Vec::new());
        assert!(
            bare[0].1[0].starts_with("Este es el sitio de Brasas. Recibimos"),
            "{bare:?}"
        );
        assert!(
            bare[1]
                .1
                .iter()
                .all(|text| !text.contains("IGV") && !text.contains("15 minutos"))
        );
        let known = Seller {
            legal: "Brasas S.A.C. · RUC 20131312955",
            place: "Av. Larco 345, Miraflores",
            email: "hola@brasas.pe",
            ..NOBODY
        };
        let zone = terms_zone("Miraflores", "S/ 5.00", Some("S/ 20.00"), Some("S/ 80.00"));
        let said = terms(known, true, true, vec![zone]);
        assert!(said[0].1[0].contains("RUC 20131312955. Estamos en Av. Larco 345, Miraflores."));
        assert_eq!(said[0].1[1], "Escríbenos a hola@brasas.pe.");
        assert!(said[1].1[0].contains("IGV") && said[1].1[1].contains("15 minutos"));
        assert_eq!(
            said[3].1[1],
            "Miraflores: S/ 5.00, pedido desde S/ 20.00, gratis desde S/ 80.00."
        );
        assert_eq!(privacy(known)[4].1.len(), 2);
        // A name in law mostly ends in a full stop.
        let unnumbered = Seller {
            legal: "Brasas S.A.C.",
            ..NOBODY
        };
        let said = terms(unnumbered, true, true, Vec::new());
        assert!(
            said[0].1[0].starts_with("Brasas es de Brasas S.A.C. Recibimos"),
            "{said:?}"
        );
    }
}
