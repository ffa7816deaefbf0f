//! Ajustes, Pagos en línea: whose account customers pay into before they receive.

pub const TITLE: &str = "Pagos en línea";
pub const LEAD: &str = "Quién recibe el dinero cuando tus clientes pagan antes de recibir.";
pub const LOADING: &str = "Trayendo los pagos…";
pub const WHO: &str = "¿Quién cobra?";

pub const SHARED: &str = "La cuenta del servicio";
pub const SHARED_NOTE: &str = "La de quien te da esta página. Te rinde cuentas aparte.";
pub const OWN: &str = "Mi cuenta de Mercado Pago";
pub const OWN_NOTE: &str = "Tus clientes escanean un QR, y el dinero va directo a tu cuenta.";
pub const OFF: &str = "Nadie: solo al recibir";
pub const OFF_NOTE: &str = "Los pedidos se pagan en efectivo al recibir.";
pub const UNDER_WAY: &str = "Lo que ya se está pagando se termina de cobrar, y se devuelve, donde empezó.";

pub const SAVE: &str = "Guardar quién cobra";
pub const SAVING: &str = "Guardando…";
pub const SAVED: &str = "Guardado: desde ahora cobra quien elegiste.";
pub const PERHAPS_SAVED: &str = "No sabemos si se guardó. Mira aquí quién cobra.";
pub const OVERTAKEN: &str =
    "Alguien más cambió los ajustes mientras tanto. Mira cómo quedaron y elige de nuevo.";

/// What is connected, such as `MIPOLLERIA, cuenta 44444, caja CAJA1`.
pub fn connected(name: &str, user: &str, pos: &str) -> String {
    match name {
        "" => format!("Cuenta {user}, caja {pos}"),
        name => format!("{name}, cuenta {user}, caja {pos}"),
    }
}

pub fn connected_by(name: &str, when: &str) -> String {
    format!("La conectó {name}, {when}.")
}

/// The gateway takes the key no more, since a moment such as `12 oct, 18:40`.
pub fn refused_since(when: &str) -> String {
    format!("Mercado Pago no acepta la clave desde {when}: nadie puede pagar en línea. Cámbiala.")
}

pub const CONNECT: &str = "Conecta tu cuenta";
pub const RENEW: &str = "Cambiar la clave, la caja o la cuenta";
pub const NOT_NOW: &str = "Dejarlo como está";
pub const WHERE: &str = "Entra a mercadopago.com.pe/developers, abre «Tus integraciones» y tu aplicación. Ahí están las dos claves.";

pub const TOKEN: &str = "Access Token de producción";
pub const TOKEN_HINT: &str = "Empieza con APP_USR. La guardamos cifrada y no se vuelve a mostrar.";
pub const LOOK_UP: &str = "Comprobar la clave";
pub const LOOKING_UP: &str = "Preguntando a Mercado Pago…";
pub const LOOKED_UP: &str = "La clave es de esta cuenta:";
pub const NO_POS: &str = "Esta cuenta no tiene cajas con código propio (external_id). Crea una así en Mercado Pago y vuelve a comprobar la clave.";
pub const POS: &str = "Caja";
pub const POS_HINT: &str = "Con ella se hacen los códigos QR de tus pedidos. Solo se ven las que tienen código propio (external_id).";
pub const ADDRESS: &str = "Dirección para los avisos";
pub const ADDRESS_HINT: &str =
    "En «Webhooks» de tu aplicación pega esta dirección, elige el evento «Pagos» y guarda.";
pub const SECRET: &str = "Clave secreta de los webhooks";
pub const SECRET_HINT: &str =
    "Mercado Pago la muestra al guardar la dirección. Con ella sabemos que el aviso es suyo.";
pub const USE: &str = "Cobrar con esta cuenta";
pub const USING: &str = "Conectando…";
pub const USED: &str = "Listo: desde ahora cobras con tu cuenta.";
pub const MISSING: &str = "Falta esto.";
