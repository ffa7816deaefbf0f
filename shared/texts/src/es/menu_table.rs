//! The carta as a table.

use domain::Date;

/// The columns of the file: section, dish, name in the kitchen, description, price, options, allergens, tags, own code, id.
pub const COLUMNS: [&str; 10] = [
    "Sección",
    "Plato",
    "En cocina",
    "Descripción",
    "Precio",
    "Opciones",
    "Alérgenos",
    "Etiquetas",
    "Código",
    "Id",
];

pub const NO_TABLE: &str = "No encontramos una tabla de platos: la primera línea lleva los títulos, al menos Sección, Plato y Precio.";
pub const NO_JSON: &str = "No encontramos una carta en este archivo: lleva products, promotions o los dos.";
pub const ENTRY_TWICE: &str = "Ya está más arriba en el archivo.";
pub const TWICE: &str = "Este plato ya está en una fila de arriba.";
pub const NO_SECTION: &str = "Escribe su sección, de hasta 40 letras.";
pub const NO_PRICE: &str = "Escribe un precio como 25.90.";
pub const NO_NAME: &str = "Escribe el nombre del plato.";
pub const NO_OPTIONS: &str = "Una línea por grupo, como: Guarnición (1): Papas fritas | Camote +3.00";

/// `ending` is `csv` or `json`.
pub fn file_name(day: Date, ending: &str) -> String {
    format!("carta-{day}.{ending}")
}
