//! What went wrong, and what to do next.

mod settings;

pub use self::settings::{setting, setting_count};

use super::hours;
use super::shared::moment;
use domain::cart::{CartProblemKind, MAX_LINES, MAX_NOTE, MAX_QTY};
use domain::customer::{FieldProblem, first_name};
use domain::order::{MAX_EDITS, Refusal, Status};
use domain::schedule::{DAYS_AHEAD, ScheduleProblem};
use domain::stage::{CANCEL_WINDOW_MINUTES, RECALL_WINDOW_MINUTES, Stage};
use domain::{Currency, Timestamp, Zone};

pub const UNAUTHENTICATED: &str = "Tu sesión terminó. Ingresa de nuevo para continuar.";
pub const WRONG_CREDENTIALS: &str =
    "El usuario o la contraseña no coinciden. Revísalos e inténtalo otra vez.";
pub const BAD_SIGNATURE: &str = "La firma del mensaje falta, no coincide o ya venció.";
pub const FORBIDDEN: &str = "Esta acción no corresponde a tu rol. Pide ayuda a la persona encargada.";
pub const NOT_FOUND: &str = "No encontramos lo que buscas. Puede que el enlace esté incompleto.";
pub const INTERNAL: &str = "Algo falló de nuestro lado. Inténtalo de nuevo en un momento.";
pub const CONFLICT: &str =
    "Esto cambió mientras lo mirabas. Actualizamos la pantalla: revísalo e inténtalo otra vez.";
pub const VERSION_CHANGED: &str =
    "Alguien cambió esto después de que lo abriste. Míralo de nuevo antes de guardar.";
pub const INVALID: &str = "Hay datos por corregir.";
pub const MALFORMED: &str = "No pudimos leer la solicitud. Revisa su formato.";
pub const OFFLINE: &str = "No hay conexión. Revisa tu internet e inténtalo de nuevo.";
pub const OLD_PAGE: &str = "Hay algo nuevo que esta versión de la página no sabe mostrar. Vuelve a cargarla.";
pub const UNANSWERED: &str = "No tuvimos respuesta. Tu conexión está lenta o no llega; inténtalo de nuevo.";
pub const GIVEN_UP: &str =
    "No esperamos la respuesta, y puede que haya llegado. Si lo envías otra vez, no se repite.";
pub const OTHER_CALLER: &str =
    "En este navegador entró otra persona. No hicimos nada; revisa quién eres y repítelo.";
pub const ENGINE_DOWN: &str = "Estamos con un problema momentáneo. Inténtalo de nuevo en unos segundos.";
pub const TENANT_SUSPENDED: &str =
    "Este restaurante no atiende en línea por ahora. Llámalo o vuelve a intentarlo más tarde.";
pub const RATE_LIMITED: &str = "Fueron muchos intentos seguidos. Espera un momento y vuelve a probar.";
pub const TOO_LARGE: &str = "La solicitud es demasiado grande.";
pub const NOT_JSON: &str = "La solicitud debe enviarse como JSON.";
pub const METHOD_NOT_ALLOWED: &str = "Esta dirección no admite esa operación.";
pub const TOO_MANY_STAFF: &str = "El restaurante ya tiene todas las cuentas de personal que puede tener.";
pub const OWN_PASSWORD: &str = "Tu propia contraseña la cambias tú: toca tu nombre, arriba a la derecha.";
pub const LAST_MANAGER: &str =
    "Tiene que quedar al menos una persona de gerencia. Da ese rol a alguien más primero.";
pub const USERNAME_TAKEN: &str = "Ese usuario ya existe. Elige otro.";
pub const PASSWORD_MUST_CHANGE: &str =
    "La contraseña que te dieron sirve para entrar una vez. Elige una tuya.";
pub const PASSWORD_IS_THE_SAME: &str = "Elige una contraseña distinta de la que te dieron.";
pub const PASSWORD_IS_THEIRS: &str = "Tu contraseña ya es tuya: cámbiala después de entrar.";
pub const WRONG_PASSWORD: &str = "La contraseña no es la de tu cuenta. Inténtalo otra vez.";
pub const WRONG_CODE: &str =
    "El código no coincide o ya venció. Revisa el correo más nuevo que te enviamos o pide otro código.";
pub const EMAIL_BY_CODE: &str = "Para cambiar el correo hace falta un código que enviamos al nuevo: cámbialo en «Correo» con tu contraseña.";
pub const EMAIL_TAKEN: &str = "Ya hay una cuenta con ese correo. ¿Quieres ingresar?";
pub const TOO_MANY_UNPAID_ORDERS: &str =
    "Tienes varios pedidos sin pagar. Paga o cancela uno para hacer otro.";
pub const TOO_MANY_CASH_ORDERS: &str =
    "Ya tienes pedidos en camino para pagar al recibir. Cuando llegue uno podrás pedir otro así.";
pub const EMAIL_UNCONFIRMED: &str = "Para pagar al recibir por primera vez, confirma tu correo en tu cuenta.";
pub const CUSTOMER_BLOCKED: &str =
    "El restaurante ya no recibe pedidos de esta cuenta. Si crees que es un error, llámanos.";
pub const TOO_MANY_WAITING: &str = "Ya hay demasiados pedidos por aceptar. Espera a que la cocina tome uno.";
pub const TOO_MANY_ATTEMPTS: &str =
    "Cambiaste de forma de pago muchas veces. Usa el último código que abriste o paga en efectivo.";
pub const FIELD_TWICE: &str = "El campo aparece dos veces con valores distintos.";
pub const NOTHING_TO_CHANGE: &str = "No dices qué cambiar.";
pub const NO_PICTURE: &str = "Ese archivo no es una imagen que podamos leer. Elige una JPG, PNG o WebP.";
pub const PICTURE_TOO_SMALL: &str =
    "La foto es muy chica: recortada a 4:3 necesita al menos 640 × 480 píxeles.";
pub const LOGO_TOO_SMALL: &str = "El logo es muy chico: su lado mayor necesita al menos 128 píxeles.";
pub const PICTURE_TOO_LARGE: &str =
    "La imagen es demasiado grande: puede tener hasta 25 millones de píxeles.";
pub const UNKNOWN_CATEGORY: &str = "La carta no tiene esa categoría.";
pub const SKU_EXISTS: &str = "Ya hay un plato con ese SKU.";
pub const UNKNOWN_PAYMENT: &str = "No conocemos ese pago.";

/// A field that is not read, and the one to write instead where there is one.
pub fn unknown_field(name: &str, instead: Option<&str>) -> String {
    match instead {
        Some(instead) => format!("No leemos «{name}»: escribe «{instead}»."),
        None => format!("No conocemos el campo «{name}»."),
    }
}

/// Maximum number of parts that are named.
const SHOWN_PARTS: usize = 3;

/// Why a product stays on the carta.
pub fn product_in_use(parts: &[&str]) -> String {
    let shown = parts
        .iter()
        .take(SHOWN_PARTS)
        .copied()
        .collect::<Vec<_>>()
        .join(", ");
    let parts = match parts.len().saturating_sub(SHOWN_PARTS) {
        0 => shown,
        more => format!("{shown} y {more} más"),
    };
    format!("Es parte de {parts}. Quítalo de ahí primero, o márcalo como agotado.")
}

/// A time that is over, or too far away.
pub fn off_until(days: i64) -> String {
    format!("Elige una hora futura, de los próximos {days} días, y solo para lo que se acabó.")
}

pub const SECTION_EXISTS: &str = "Ya hay una sección con ese nombre.";
pub const DRAFT_TOO_LONG: &str = "Son demasiados cambios a la vez. Publica los que hay, o tráelos en partes.";

pub fn menu_too_long(products: usize, promotions: usize, sections: usize) -> String {
    format!("Una carta puede tener hasta {products} platos, {promotions} promociones y {sections} secciones.")
}

pub const PRODUCT_EXISTS: &str = "Ya hay un plato o una promoción con ese código.";
pub const INVALID_CURSOR: &str = "La página que pides ya no existe. Vuelve a la primera.";
pub const KEY_MISSING: &str = "Falta la clave de idempotencia (cabecera Idempotency-Key).";
pub const KEY_INVALID: &str = "La clave de idempotencia debe tener de 1 a 255 caracteres visibles.";
pub const KEY_IN_PROGRESS: &str =
    "Esa llamada todavía se está atendiendo. Espera un momento y pregunta otra vez.";
pub const KEY_REUSED: &str = "Esa clave de idempotencia ya se usó con otro contenido. Usa una nueva.";
pub const EDITED_MEANWHILE: &str =
    "Alguien cambió este pedido mientras lo editabas. Mira cómo quedó y decide de nuevo.";
pub const NOTHING_LEFT: &str = "No puede quedar sin nada. Si ya no va, cancela el pedido.";
pub const PRICE_CHANGED: &str = "El precio cambió mientras elegías. Revisa el nuevo total antes de pagar.";
pub const NOT_CONFIRMED: &str = "No se pudo confirmar el pedido.";
pub const NOTHING_PENDING: &str = "Ese pedido no tiene nada pendiente en esa etapa.";
pub const NOT_LEGAL: &str = "El pedido no puede pasar de su estado actual a ese.";
pub const PAYMENT_REQUIRED: &str = "El pedido todavía no está pagado.";
pub const PAYMENT_SETTLED: &str = "Este pago ya se resolvió.";
pub const ONLY_CASH: &str = "Aquí se paga en efectivo, al recibir.";
pub const NOT_READY: &str = "Todavía falta algo para publicar.";
pub const ALREADY_PUBLISHED: &str = "El restaurante ya está publicado.";
pub const TOO_MANY_INVITATIONS: &str =
    "Hay demasiadas invitaciones sin usar. Anula las que ya no sirven y vuelve a invitar.";
pub const INVITATION_OVER: &str = "Este enlace ya se usó, se anuló o venció. Pide otro a quien te invitó.";
pub const PASSWORD_NEEDED: &str =
    "Entraste con tu PIN. Para hacer cambios aquí, entra con tu usuario y tu contraseña.";
pub const PIN_LOCKED: &str = "Este PIN está bloqueado. Un administrador lo desbloquea en Personal.";
pub const NO_PIN: &str =
    "Con ese nombre no se entra por PIN. Usa la contraseña, o pide un PIN a un administrador.";
pub const TABLET_UNKNOWN: &str = "Esta tableta ya no está registrada. Entra con tu contraseña.";
pub const TOO_MANY_TABLETS: &str = "Ya hay muchas tabletas registradas. Quita las que no se usan.";
pub const LOCK_MINUTES: &str = "Elige de 0 a 240 minutos; 0 es nunca.";
pub const UNKNOWN_CUSTOMER: &str = "No encontramos a ese cliente.";
pub const NO_SUCH_BRANCH: &str = "El restaurante no tiene ese local.";
pub const UNKNOWN_BRANCH: &str = "Elige el local donde recogerás tu pedido.";
pub const PHONE_MISSING: &str = "Déjanos un teléfono para avisarte cuando lleguemos.";
pub const DNI: &str = "El DNI tiene 8 dígitos.";
pub const RUC: &str = "El RUC tiene 11 dígitos. Revísalo, por favor.";
pub const BUSINESS_NAME: &str = "Escribe la razón social para la factura.";
pub const DAYS: &str = "Elige un rango de hasta 92 días, del más antiguo al más reciente.";

/// A PIN that is not the one of the person, and how often they may still try before it is locked.
pub fn wrong_pin(left: u32) -> String {
    match left {
        0 => PIN_LOCKED.to_owned(),
        1 => "Ese no es. Te queda 1 intento.".to_owned(),
        left => format!("Ese no es. Te quedan {left} intentos."),
    }
}

/// What is wrong with a field that somebody filled in.
pub fn field(problem: FieldProblem) -> String {
    match problem {
        FieldProblem::Missing => "Completa este dato.".into(),
        FieldProblem::TooShort(n) => format!("Necesitamos al menos {n} caracteres."),
        FieldProblem::TooLong(n) => format!("Puede tener hasta {n} caracteres."),
        FieldProblem::Malformed => "Revisa este dato: tiene algo que no podemos usar.".into(),
        FieldProblem::Common => "Esa contraseña es muy fácil de adivinar. Prueba con otra.".into(),
        FieldProblem::NoEmail => "Escribe un correo como nombre@ejemplo.com.".into(),
        FieldProblem::EmailLetters => {
            "Antes de la @ van letras sin tilde ni ñ, números y puntos. Revisa tu correo.".into()
        }
        FieldProblem::TooMany(n) => format!("Puede haber hasta {n}."),
        FieldProblem::NoPhone => {
            "Escribe los 9 dígitos de un celular, un fijo con su código de ciudad, o + y el código de tu país.".into()
        }
        FieldProblem::NoDni => DNI.into(),
        FieldProblem::NoRuc => RUC.into(),
        FieldProblem::WrongRuc => "Ese RUC no existe. Revisa sus 11 dígitos, por favor.".into(),
        FieldProblem::NoDocument => "Escribe el número tal como está en el documento: hasta 12 letras y números.".into(),
        FieldProblem::DocumentNeeded => {
            "Una boleta de más de S/ 700.00 lleva el documento de quien compra. Escribe el tuyo.".into()
        }
        FieldProblem::NoAmount => "Escribe un monto como 71.80, o déjalo vacío.".into(),
        FieldProblem::MoreThanPaid => "Es más de lo que queda cobrado de ese pedido.".into(),
        FieldProblem::NoPastDay => "Elige un día de hoy hacia atrás, de los últimos dos años.".into(),
        FieldProblem::NoPin => "Un PIN tiene 4 cifras.".into(),
        FieldProblem::CommonPin => "Es de los primeros que alguien probaría. Elige otro.".into(),
        FieldProblem::AddressOrEmail => {
            "Déjanos un correo o un domicilio: ahí te llega la respuesta.".into()
        }
    }
}

/// What is wrong with a part of a receipt.
pub fn receipt(part: &str, problem: FieldProblem) -> String {
    match (part, problem) {
        ("businessName", FieldProblem::Missing | FieldProblem::TooShort(_)) => BUSINESS_NAME.into(),
        _ => field(problem),
    }
}

/// Why an order for later can no longer be paid.
pub fn time_passed(zone: &Zone, at: Timestamp, now: Timestamp) -> String {
    format!(
        "Ya no alcanzamos a tenerlo a tiempo ({}). Vuelve a pedirlo con otra hora.",
        moment(zone, at, now)
    )
}

/// Why an order cannot be had at the time that was asked for.
pub fn schedule(problem: ScheduleProblem, zone: &Zone, now: Timestamp) -> String {
    match problem {
        ScheduleProblem::TooSoon { earliest } => format!(
            "No alcanzamos a tenerlo para esa hora. Lo más pronto es: {}.",
            moment(zone, earliest, now)
        ),
        ScheduleProblem::TooFar => {
            format!("Puedes programar tu pedido para hoy o los próximos {DAYS_AHEAD} días.")
        }
        ScheduleProblem::Closed { opens: Some(opens) } => {
            format!("A esa hora está cerrado. Abrimos: {}.", moment(zone, opens, now))
        }
        ScheduleProblem::Closed { opens: None } => "A esa hora está cerrado.".into(),
        ScheduleProblem::Full { next } => full(next, zone, now),
    }
}

/// Why no more orders are taken for a quarter of an hour.
pub fn full(next: Option<Timestamp>, zone: &Zone, now: Timestamp) -> String {
    match next {
        Some(next) => format!(
            "La cocina ya tiene todos los pedidos que puede para esa hora. La próxima libre: {}.",
            moment(zone, next, now)
        ),
        None => "La cocina ya tiene todos los pedidos que puede para esa hora.".into(),
    }
}

/// Why an order for now is not taken.
pub fn closed(paused: bool, opens: Option<Timestamp>, zone: &Zone, now: Timestamp) -> String {
    let why = match paused {
        true => "Estamos en pausa un momento",
        false => "Ahora está cerrado",
    };
    match opens {
        Some(opens) => format!(
            "{why}. Volvemos: {}. Puedes pedir para más tarde.",
            moment(zone, opens, now)
        ),
        None => format!("{why}."),
    }
}

/// Nothing is brought to a district.
pub fn out_of_zone(district: &str) -> String {
    format!("Todavía no llegamos a {district}. Puedes recogerlo en un local.")
}

/// A pause is no closing.
pub fn pause_too_long(minutes: u16) -> String {
    format!("Una pausa dura hasta {} horas.", minutes / 60)
}

/// A rush has an end.
pub fn rush_too_long(minutes: u16, lasts: u16) -> String {
    format!("Un apuro suma hasta {minutes} minutos y dura de 1 a {lasts}.")
}

/// Hours of a dish that cannot be.
pub const DISH_HOURS: &str = "Elige al menos un día, y horas que no se crucen.";

/// What is wrong with a cart.
pub fn cart(problem: &CartProblemKind, currency: Currency) -> String {
    match problem {
        CartProblemKind::Empty => "Tu pedido está vacío. Agrega algo de la carta.".into(),
        CartProblemKind::TooManyLines => format!("Un pedido puede tener hasta {MAX_LINES} líneas."),
        CartProblemKind::UnknownProduct { .. } => "Ese plato ya no está en la carta.".into(),
        CartProblemKind::Unavailable { name } => format!("{name} no está disponible por ahora."),
        CartProblemKind::OutOfHours { name, hours } => {
            format!("{name} se sirve {}. Pídelo para esa hora.", hours::served(hours))
        }
        CartProblemKind::OptionUnavailable { group, option } => {
            format!("{group}: {option} se agotó. Elige otra opción.")
        }
        CartProblemKind::OutOfStock {
            name, available: 0, ..
        } => format!("{name}: se agotó mientras elegías."),
        CartProblemKind::OutOfStock {
            name, available: 1, ..
        } => {
            format!("{name}: se agotó mientras elegías, queda 1.")
        }
        CartProblemKind::OutOfStock { name, available, .. } => {
            format!("{name}: se agotó mientras elegías, quedan {available}.")
        }
        CartProblemKind::QuantityOutOfBounds => format!("La cantidad va de 1 a {MAX_QTY}."),
        CartProblemKind::NoteTooLong => format!("La nota puede tener hasta {MAX_NOTE} caracteres."),
        CartProblemKind::UnknownOption => "Una de las opciones ya no existe. Elige de nuevo.".into(),
        CartProblemKind::OptionMissing { group, min: 1 } => format!("Falta elegir: {group}."),
        CartProblemKind::OptionMissing { group, min } => format!("Falta elegir {min} en {group}."),
        CartProblemKind::TooManyOptions { group, max } => format!("Puedes elegir hasta {max} en {group}."),
        CartProblemKind::BelowMinimum { minimum } => {
            format!("El pedido mínimo para entrega es {}.", currency.format(*minimum))
        }
    }
}

/// Why nothing happened to an order.
pub fn refusal(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NotAllowed => FORBIDDEN.into(),
        Refusal::AlreadyTaken { by } => format!("Este pedido ya lo tomó {}.", first_name(&by.name)),
        Refusal::NotInProgress => "Primero hay que tomar el pedido.".into(),
        Refusal::OtherStage { stage: Some(stage) } => format!("El pedido ya está en {}.", stage_name(*stage)),
        Refusal::OtherStage { stage: None } => "El pedido ya no está en esa etapa.".into(),
        Refusal::Closed {
            status: Status::Cancelled,
        } => "Este pedido fue cancelado.".into(),
        Refusal::Closed { .. } => "Este pedido ya se entregó.".into(),
        Refusal::NotPaid => PAYMENT_REQUIRED.into(),
        Refusal::NotYet => "Todavía hay tiempo para pagar este pedido.".into(),
        Refusal::CancelWindowOver => format!(
            "Ya no se puede cancelar: pasaron {CANCEL_WINDOW_MINUTES} minutos o ya lo están preparando. Llámanos y \
             vemos cómo ayudarte."
        ),
        Refusal::RecallWindowOver => {
            format!("Solo se puede deshacer durante {RECALL_WINDOW_MINUTES} minutos.")
        }
        Refusal::NothingToRecall => "No hay nada que deshacer en este pedido.".into(),
        Refusal::TooManyEdits => {
            format!("Este pedido ya se cambió {MAX_EDITS} veces. Cancélalo y tómalo de nuevo.")
        }
        Refusal::ReasonMissing => "Escribe el motivo de la cancelación.".into(),
    }
}

/// The stage as a place.
pub fn stage_name(stage: Stage) -> &'static str {
    match stage {
        Stage::Cooking => "cocina",
        Stage::Packaging => "empaque",
        Stage::Delivery => "reparto",
    }
}

pub const UNKNOWN_SETTING: &str = "Este ajuste no existe.";
pub const SETTING_FORM: &str = "Este valor no tiene la forma que se espera.";

/// A price of its own that is for every place and every way.
pub const PRICE_OF_NOTHING: &str = "Elige un local, o si es para reparto o para recojo.";
pub const PRICE_TWICE: &str = "Ya hay otro precio para lo mismo.";

/// What a list leaves out because this version of the page cannot show it: the numbers of those that have one, and how many
/// there are.
pub fn left_out(numbers: &[u64], count: usize) -> String {
    let named: Vec<String> = numbers.iter().map(|number| format!("n.º {number}")).collect();
    let which = match (named.as_slice(), count) {
        ([], 1) => "un elemento".to_owned(),
        ([], count) => format!("{count} elementos"),
        (named, count) if named.len() == count => named.join(", "),
        (named, count) => format!("{} y {} más", named.join(", "), count - named.len()),
    };
    format!("Esta versión de la página no sabe mostrar todo: falta {which}. Vuelve a cargarla.")
}
