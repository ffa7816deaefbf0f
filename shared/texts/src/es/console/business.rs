//! Ajustes, Negocio y locales: who sells, how it is reached, and where it cooks.

pub const TITLE: &str = "Negocio y locales";
pub const LEAD: &str = "Van al pie de la tienda, en los correos y en el Libro de Reclamaciones.";
pub const DOOR: &str = "Código QR para tu puerta y tus mesas";
pub const LOADING: &str = "Trayendo los datos del negocio…";

pub const LEGAL_NAME: &str = "Razón social, o tu nombre completo";
pub const LEGAL_NAME_HINT: &str = "Como está en SUNAT.";
pub const RUC: &str = "RUC";
pub const RUC_HINT: &str = "11 dígitos. Puedes ponerlo después.";
pub const PHONE: &str = "Teléfono para tus clientes";

pub const EMAIL: &str = "Correo para tus clientes";
pub const EMAIL_HINT: &str = "Aquí llegan sus respuestas a los correos de tu tienda.";

pub const ZONE: &str = "Hora de";
pub const ZONE_HINT: &str = "Tu horario y los días de tus ventas van con ella.";
/// Zones that are offered, by their names in the time zone database, with where they hold.
pub const ZONES: [(&str, &str); 31] = [
    ("America/Lima", "Perú"),
    ("America/Argentina/Buenos_Aires", "Argentina"),
    ("America/La_Paz", "Bolivia"),
    ("America/Manaus", "Brasil, Manaos"),
    ("America/Sao_Paulo", "Brasil, São Paulo"),
    ("America/Santiago", "Chile"),
    ("America/Coyhaique", "Chile, Aysén"),
    ("America/Punta_Arenas", "Chile, Magallanes"),
    ("America/Bogota", "Colombia"),
    ("America/Costa_Rica", "Costa Rica"),
    ("America/Havana", "Cuba"),
    ("America/Guayaquil", "Ecuador"),
    ("America/El_Salvador", "El Salvador"),
    ("Europe/Madrid", "España"),
    ("America/Chicago", "Estados Unidos, centro"),
    ("America/New_York", "Estados Unidos, este"),
    ("America/Denver", "Estados Unidos, montaña"),
    ("America/Los_Angeles", "Estados Unidos, Pacífico"),
    ("America/Guatemala", "Guatemala"),
    ("America/Tegucigalpa", "Honduras"),
    ("America/Mexico_City", "México, centro"),
    ("America/Cancun", "México, Quintana Roo"),
    ("America/Hermosillo", "México, Sonora"),
    ("America/Tijuana", "México, Tijuana"),
    ("America/Managua", "Nicaragua"),
    ("America/Panama", "Panamá"),
    ("America/Asuncion", "Paraguay"),
    ("America/Puerto_Rico", "Puerto Rico"),
    ("America/Santo_Domingo", "República Dominicana"),
    ("America/Montevideo", "Uruguay"),
    ("America/Caracas", "Venezuela"),
];

pub const PLACES: &str = "Locales";
pub const PLACE_NAME: &str = "Nombre del local";
pub const ADDRESS: &str = "Calle y número";
pub const DISTRICT: &str = "Distrito";
pub const CODE: &str = "Código del local en SUNAT";
pub const CODE_HINT: &str = "Opcional: 4 dígitos, si tienes varios locales.";
pub const ADD_PLACE: &str = "Agregar un local";
pub const NEW_PLACE: &str = "Local nuevo";
pub const TAKE_BACK: &str = "Quitar el local nuevo";

pub const ALL_SAVED: &str = "Todo está guardado.";
pub const UNSAVED: &str = "Tienes cambios sin guardar.";
pub const DISCARD: &str = "Deshacer";
pub const SAVE: &str = "Guardar datos";
pub const SAVING: &str = "Guardando…";
pub const SAVED: &str = "Datos guardados. La tienda ya los muestra.";
pub const PERHAPS_SAVED: &str = "No sabemos si se guardó. Revisa tu conexión: aquí verás lo que quedó.";
pub const OVERTAKEN: &str = "Otra persona cambió los ajustes mientras tanto. Deshaz tus cambios para ver lo nuevo y vuelve a hacerlos.";
