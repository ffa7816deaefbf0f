//! Ajustes, Marca: how the restaurant looks, and what it says of itself.

use domain::brand_forms::{Corners, Edge, Letters};
use domain::palette::Chosen;

pub const TITLE: &str = "Marca";
pub const LEAD: &str = "La vista previa es tu tienda con estos colores y formas, de día.";
pub const LOADING: &str = "Trayendo la marca…";

pub const NAME: &str = "Nombre del restaurante";
pub const TAGLINE: &str = "Una línea debajo del nombre";
pub const TAGLINE_HINT: &str = "Opcional: al pie de la tienda y en los buscadores.";
pub const HEADLINE: &str = "La frase grande de la portada";
pub const STORY: &str = "Quiénes son";
pub const STORY_HINT: &str = "Opcional: una o dos oraciones, debajo de la frase.";

pub const LOGO_CHOOSE: &str = "Poner tu logo";
pub const LOGO_CHANGE: &str = "Cambiar el logo";
pub const LOGO_REMOVE: &str = "Quitar el logo";
pub const LOGO_SENDING: &str = "Subiendo el logo…";
pub const LOGO_HINT: &str =
    "PNG, JPG o WebP, desde 128 píxeles. Entra entero en un cuadrado; con fondo transparente se ve mejor.";

pub const COLOURS: &str = "Colores";
pub const GOOD: &str = "Se lee bien";
pub const BAD: &str = "No se lee";
pub const USE_IT: &str = "Usar este";
pub const NO_PROPOSAL: &str = "No es solo este color: arregla primero los otros que no se leen.";

/// What a colour is for.
pub fn colour(which: Chosen) -> &'static str {
    match which {
        Chosen::Brand => "Principal: botones y enlaces",
        Chosen::Accent => "Acento: lo que resalta",
        Chosen::Paper => "Papel: el fondo",
        Chosen::Ink => "Tinta: el texto",
        Chosen::HeroFrom => "Cabecera: el borde",
        Chosen::HeroTo => "Cabecera: el brillo",
    }
}

/// How well the text is read that is hardest to read because of a colour, such as `5.6 a 1`.
pub fn lowest(ratio: f64) -> String {
    // Rounded down: 4.49 is not 4.5.
    format!(
        "Lo más difícil de leer: {:.1} a 1, y hace falta 4.5.",
        (ratio * 10.0).floor() / 10.0
    )
}

/// Before and after the colour that is proposed.
pub const PROPOSAL: &str = "Nadie lo leería al sol. Te proponemos";
pub const PROPOSAL_END: &str = "del mismo tono.";

pub fn use_it(colour: &str) -> String {
    format!("{USE_IT}: {colour}")
}

pub const FORMS: &str = "Formas";
pub const EDGE: &str = "El borde de la portada y de los papeles";
pub const CORNERS: &str = "Las esquinas de botones y tarjetas";
pub const LETTERS: &str = "La letra";
pub const LETTERS_SAMPLE: &str = "Brasa";

pub fn edge(edge: Edge) -> &'static str {
    match edge {
        Edge::Teeth => "Dientes",
        Edge::Scallops => "Ondas",
        Edge::Notches => "Estampilla",
        Edge::Straight => "Recto",
    }
}

pub fn corners(corners: Corners) -> &'static str {
    match corners {
        Corners::Square => "Rectas",
        Corners::Soft => "Suaves",
        Corners::Round => "Redondas",
    }
}

pub fn letters(letters: Letters) -> &'static str {
    match letters {
        Letters::Fraunces => "Con remates",
        Letters::Bricolage => "De palo seco",
    }
}

// The preview.
pub const PREVIEW: &str = "Así se ve tu tienda";
pub const PREVIEW_BUTTON: &str = "Pedir ahora";
pub const PREVIEW_DISH: &str = "Un plato de tu carta";
pub const PREVIEW_ABOUT: &str = "Con su guarnición";
pub const PREVIEW_LINK: &str = "Ver la carta";
pub const PREVIEW_BADGE: &str = "Nuevo";
pub const PREVIEW_ADD: &str = "Agregar";

pub const SAVE: &str = "Publicar la marca";
pub const SAVING: &str = "Publicando…";
pub const DISCARD: &str = "Deshacer";
pub const SAVED: &str = "Tu marca está publicada: la tienda y la consola ya la muestran.";
pub const NOT_YET: &str = "Publicar pide que todo se lea bien.";
pub const UNSAVED: &str = "Tienes cambios sin publicar.";
pub const ALL_SAVED: &str = "Todo está publicado.";
pub const PERHAPS_SAVED: &str = "No sabemos si se publicó. Revisa tu conexión: aquí verás lo que quedó.";
pub const OVERTAKEN: &str = "Otra persona cambió los ajustes mientras tanto. Deshaz tus cambios para ver lo nuevo y vuelve a hacerlos.";
