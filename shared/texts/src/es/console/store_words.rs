//! Ajustes, Aviso y políticas: what the storefront says in the restaurant's own words.

pub const TITLE: &str = "Aviso y políticas";
pub const LEAD: &str = "Lo que tu tienda dice con tus palabras.";
pub const LOADING: &str = "Trayendo tus textos…";
pub const SAVE: &str = "Guardar textos";
pub const SAVED: &str = "Textos guardados. La tienda ya los muestra.";

pub const NOTICE: &str = "Aviso en todas las páginas";
pub const NOTICE_TEXT: (&str, &str) = (
    "Qué dice",
    "Por ejemplo: El 24 atendemos hasta las 6. Vacío si no hay aviso.",
);
pub const NOTICE_FROM: (&str, &str) = ("Desde", "Vacío: desde ya.");
pub const NOTICE_UNTIL: (&str, &str) = ("Último día", "Vacío: hasta que lo quites.");
pub const PREVIEW: &str = "Así se ve";

pub const POLICIES: &str = "Políticas";
pub const POLICIES_LEAD: &str = "Lo de siempre ya está escrito con los datos de tu negocio. Aquí agregas lo tuyo: mascotas, devoluciones, cámaras, alcohol.";
pub const TERMS: &str = "Agregado a los términos";
pub const PRIVACY: &str = "Agregado a la privacidad";
pub const SEE_TERMS: &str = "Ver los términos en la tienda";
pub const SEE_PRIVACY: &str = "Ver la privacidad en la tienda";
pub const NONE: &str = "No has agregado nada.";
pub const ADD_TERMS: &str = "Agregar a los términos";
pub const ADD_PRIVACY: &str = "Agregar a la privacidad";
pub const PART_TITLE: &str = "Título";
pub const PART_TEXT: (&str, &str) = ("Texto", "Cada línea es un párrafo.");
pub const REMOVE: &str = "Quitar";

/// Names a part that has no title yet.
pub const NEW_PART: &str = "Parte nueva";
