//! Why a setting cannot be used.

use crate::es::errors::NO_SUCH_BRANCH;
use domain::Currency;
use domain::settings::SettingProblem;

/// Why a setting cannot be used.
pub fn setting(problem: SettingProblem, currency: Currency) -> String {
    match problem {
        SettingProblem::Number { min, max } => format!("Escribe un número de {min} a {max}."),
        SettingProblem::Amount { min, max } => {
            format!(
                "Escribe un monto de {} a {}.",
                currency.format(min),
                currency.format(max)
            )
        }
        SettingProblem::Hours => {
            "Revisa este horario: cada tramo abre antes de cerrar y empieza después del anterior.".into()
        }
        SettingProblem::Branch => NO_SUCH_BRANCH.into(),
        SettingProblem::TooMany { max } => format!("Puede haber hasta {max}."),
        SettingProblem::Text { min: 0, max } => format!("Escribe hasta {max} caracteres, en una línea."),
        SettingProblem::Text { min, max } => {
            format!("Escribe de {min} a {max} caracteres, en una línea y sin espacios de más.")
        }
        SettingProblem::Picture => "Elige una imagen de este sitio.".into(),
        SettingProblem::Contrast { tenths } => format!(
            "Con este color hay texto que no se lee: {}.{} a 1, y hace falta 4.5.",
            tenths / 10,
            tenths % 10
        ),
        SettingProblem::Lines { min, max } => format!("Escribe de {min} a {max} caracteres."),
        SettingProblem::Percent { max } => {
            format!(
                "Escribe un porcentaje de 0 a {}, como 10.5.",
                f64::from(max) / 100.0
            )
        }
        SettingProblem::Day => "Elige desde qué día vale.".into(),
        SettingProblem::Until => "El último día no puede ser antes del primero.".into(),
        SettingProblem::Email => "Escribe un correo como hola@mirestaurante.pe.".into(),
        SettingProblem::Phone => "Escribe un teléfono como 987 654 321 o (01) 444 5555.".into(),
        SettingProblem::Ruc => "Revisa el RUC: son 11 dígitos, como está en SUNAT.".into(),
        SettingProblem::Code => "El código del local tiene 4 dígitos, como 0001.".into(),
        SettingProblem::Zone => "Escribe una zona horaria como America/Lima.".into(),
        SettingProblem::Twice => "Ya hay otro igual en la lista.".into(),
    }
}

/// What is said of a list that is too long.
pub fn setting_count(max: usize) -> String {
    setting(SettingProblem::TooMany { max }, Currency::default())
}
