//! Mails about an account: codes, and what its owner should know.

use domain::staff::Role;

pub const RECOVERY: &str = "Tu código para entrar de nuevo";
pub const RECOVERY_TEXT: &str = "Alguien, esperamos que tú, quiere elegir una contraseña nueva para tu cuenta. Este código y el botón sirven una sola vez, durante 15 minutos.";
pub const RECOVERY_BUTTON: &str = "Elegir una contraseña nueva";
pub const NOT_YOU: &str = "Si no fuiste tú, no hagas nada: sin el código nadie puede cambiar nada. No se lo des a nadie; nosotros nunca te lo pediremos.";

pub const CONFIRM_EMAIL: &str = "Confirma tu correo";
pub const CONFIRM_EMAIL_TEXT: &str = "Escribe este código en tu cuenta, durante los próximos 15 minutos, y desde entonces te escribiremos a esta dirección.";
pub const CONFIRM_EMAIL_BUTTON: &str = "Ir a mi cuenta";

pub const EMAIL_KNOWN: &str = "Ya tienes una cuenta con este correo";
pub const EMAIL_KNOWN_TEXT: &str = "Alguien, quizá tú, acaba de escribir este correo para una cuenta, pero ya es el de la tuya. Ingresa con él; si no recuerdas la contraseña, elige otra.";
pub const EMAIL_KNOWN_BUTTON: &str = "Recuperar mi cuenta";

pub const EMAIL_ASKED: &str = "Pidieron cambiar el correo de tu cuenta";
pub const EMAIL_ASKED_TEXT: &str = "Alguien que sabe tu contraseña pidió que tu cuenta use otro correo. Cambiará cuando confirme el nuevo; hasta entonces sigue siendo este.";
pub const CHANGE_PASSWORD: &str =
    "Si no fuiste tú, cambia tu contraseña ahora: así se cierran todas las sesiones y el correo no cambia.";

pub const INVITED: &str = "Únete a nuestro equipo";
pub const INVITED_BUTTON: &str = "Aceptar la invitación";
pub const NOT_EXPECTED: &str = "Si no esperabas esta invitación, no hagas nada: sin el enlace nadie entra. No se lo pases a otra persona.";

/// Who invites somebody, and as what.
pub fn invited(by: &str, role: Role) -> String {
    let role = super::console::role(role);
    format!(
        "{by} te invita a trabajar con nosotros en {role}. Abre el enlace y elige tu usuario y tu contraseña. Sirve una sola vez, durante 7 días."
    )
}

/// What happened to an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    PasswordChanged,
    EmailAsked,
    EmailChanged,
    AccountClosed,
}

/// Subject and text.
pub fn notice(notice: Notice) -> (&'static str, &'static str) {
    match notice {
        Notice::PasswordChanged => (
            "Tu contraseña cambió",
            "Tu cuenta tiene una contraseña nueva y cerramos las demás sesiones. Si no fuiste tú, elige otra con «Olvidé mi contraseña» y avísanos.",
        ),
        Notice::EmailAsked => (EMAIL_ASKED, EMAIL_ASKED_TEXT),
        Notice::EmailChanged => (
            "El correo de tu cuenta cambió",
            "Desde ahora tu cuenta usa otro correo y ya no te escribiremos aquí. Si no fuiste tú, llámanos.",
        ),
        Notice::AccountClosed => (
            "Cerramos tu cuenta",
            "Tu cuenta está cerrada y en 30 días borraremos tus datos. Si tienes un pedido o un evento por delante, sigue en pie, y los borraremos una semana después. Tus pedidos quedan en nuestros libros sin tu nombre. Si no fuiste tú, llámanos antes de ese plazo.",
        ),
    }
}
