//! Ajustes, Catering: the packages that customers choose from, and the rules.

use domain::Currency;
use domain::catering::PackagePrice;

pub const TITLE: &str = "Catering";
pub const LEAD: &str =
    "Lo que ofreces en la página de catering. Las cotizaciones enviadas conservan sus condiciones.";
pub const LOADING: &str = "Trayendo el catering…";

pub const SAVE: &str = "Guardar el catering";
pub const SAVED: &str = "Catering guardado. La tienda ya lo muestra.";

pub const PACKAGES: &str = "Paquetes";
pub const NO_PACKAGES: &str = "Aún no hay paquetes: los clientes cuentan qué quieren y tú cotizas.";
pub const ADD: &str = "Agregar un paquete";
pub const NEW_PACKAGE: &str = "Paquete nuevo";
pub const EDIT: &str = "Editar";
pub const REMOVE: &str = "Quitar";
pub const MOVE_UP: &str = "Subir";
pub const LOOK_INSIDE: &str = "Algo de este paquete no se puede usar: ábrelo y corrígelo.";

/// What a package costs, such as `S/ 28.00 por persona, desde 15`.
pub fn priced(price: PackagePrice, currency: Currency) -> String {
    let amount = currency.format(price.unit());
    match price {
        PackagePrice::PerPerson { from, .. } => format!("{amount} por persona, desde {from}"),
        PackagePrice::Whole { people: 1, .. } => format!("{amount} para 1 persona"),
        PackagePrice::Whole { people, .. } => format!("{amount} para {people} personas"),
    }
}

pub const NAME: &str = "Nombre del paquete";
pub const ABOUT: &str = "Una línea sobre él";
pub const ABOUT_HINT: &str = "Opcional: para qué reunión es, por ejemplo.";
pub const CONTENTS: &str = "Qué trae";
pub const CONTENTS_HINT: &str = "Una cosa por línea.";
pub const PRICE_KIND: &str = "Cómo se cobra";
pub const PER_PERSON: &str = "Por persona, desde cierto número";
pub const WHOLE: &str = "Entero, para cierto número de personas";
pub const PRICE: &str = "Precio final";
pub const PEOPLE: &str = "Personas";
pub const PEOPLE_HINT: &str = "Desde cuántas, o para cuántas alcanza uno.";

pub const PHOTO_CHOOSE: &str = "Poner una foto";
pub const PHOTO_CHANGE: &str = "Cambiar la foto";
pub const PHOTO_REMOVE: &str = "Quitar la foto";
pub const PHOTO_SENDING: &str = "Subiendo la foto…";
pub const PHOTO_HINT: &str = "Opcional: JPG, PNG o WebP.";

pub const RULES: &str = "Reglas";
/// Each with its label and a hint.
pub const NOTICE: (&str, &str) = (
    "Horas de anticipación",
    "Entre el pedido y el evento, como mínimo.",
);
pub const MIN_GUESTS: (&str, &str) = ("Invitados, desde", "");
pub const MAX_GUESTS: (&str, &str) = ("Invitados, hasta", "");
pub const DEPOSIT: (&str, &str) = ("Adelanto, en porcentaje", "0 si nadie paga por adelantado.");
pub const BALANCE: (&str, &str) = ("El saldo, horas antes", "Hasta cuándo se paga lo que falta.");
pub const FREE_CANCEL: (&str, &str) = (
    "Cancelar gratis, horas antes",
    "Después te quedas con el adelanto.",
);
pub const QUOTE_DAYS: (&str, &str) = ("Una cotización vale, en días", "");
pub const ANSWER: (&str, &str) = (
    "Responder antes de, en horas",
    "Lo que espera más tiempo se marca en rojo.",
);

pub const LIMIT: &str = "Cuánto cabe en un día";
pub const LIMIT_MOST: &str = "Como máximo";

/// What a day is limited by, in the order in which it is offered.
pub fn unit(at: usize) -> &'static str {
    ["Sin límite", "Invitados", "Eventos"]
        .get(at)
        .copied()
        .unwrap_or_default()
}
