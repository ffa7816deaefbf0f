//! Accounts, signing in and registering.

// Account.
pub const ACCOUNT_NAV: &str = "Cuenta";
pub const TAB_ORDERS: &str = "Pedidos";
pub const ACCOUNT_LEAD: &str = "Tus pedidos, tus direcciones y tus datos, en un solo lugar.";
pub const TAB_PROFILE: &str = "Resumen";
pub const YOUR_DATA: &str = "Tus datos";
pub const TO_REPEAT: &str = "Para repetir";
pub const ALL_ORDERS: &str = "Todos los pedidos";
pub const FOLLOW: &str = "Seguir";
pub const PAY_ORDER: &str = "Pagar";
pub const TAB_NOTIFICATIONS: &str = "Avisos";
pub const NO_ORDERS: &str = "Todavía no tienes pedidos";
pub const NO_ORDERS_TEXT: &str = "Cuando pidas algo, aquí podrás seguirlo y repetirlo en un toque.";
pub const MORE: &str = "Ver más";
pub const LOADING_ORDERS: &str = "Trayendo tus pedidos…";
pub const LOADING_PROFILE: &str = "Trayendo tus datos…";
pub const LOADING_NOTIFICATIONS: &str = "Trayendo tus avisos…";
pub const NO_NOTIFICATIONS: &str = "No tienes avisos";
pub const NO_NOTIFICATIONS_TEXT: &str = "Aquí te contamos cada paso de tus pedidos.";
pub const READ_ALL: &str = "Marcar todo como leído";
pub const NEW: &str = "Nuevo";
pub const NAME: &str = "Nombre";
pub const EMAIL: &str = "Correo";
pub const SAVING: &str = "Guardando…";
pub const SAVED: &str = "Guardamos tus datos.";
pub const DEFAULT_ADDRESS: &str = "Tu dirección";
pub const SESSION: &str = "Tu sesión";
pub const SESSION_TEXT: &str = "Por si dejaste tu cuenta abierta en otro lugar.";
pub const ADDRESSES: &str = "Direcciones";
pub const NO_ADDRESSES: &str = "Guarda tu casa o tu trabajo y elígelas con un toque al pedir.";
pub const ADD_ADDRESS: &str = "Agregar dirección";
pub const ADDRESS_LABEL: &str = "Nombre de la dirección";
pub const ADDRESS_LABEL_HINT: &str = "Casa, Trabajo, la casa de mamá…";
pub const EDIT: &str = "Editar";
pub const LEAVE_AS_IT_IS: &str = "Cancelar";
pub const USE_FIRST: &str = "Usar primero";
pub const FIRST_ADDRESS: &str = "La que usamos primero";
pub const SAVED_ADDRESSES: &str = "Tus direcciones guardadas";
pub const NO_EMAIL: &str = "Todavía no confirmaste ningún correo.";
pub const NEW_EMAIL: &str = "Correo nuevo";
pub const CHANGE_EMAIL: &str = "Cambiar el correo";
pub const CONFIRM_EMAIL: &str = "Confirmar";
pub const EMAIL_CONFIRMED: &str = "Listo: desde ahora te escribimos a ese correo.";
pub const EMAIL_PASSWORD: &str = "Tu contraseña";
pub const SECURITY: &str = "Contraseña";
pub const CURRENT_PASSWORD: &str = "Contraseña de ahora";
pub const CHANGE_PASSWORD: &str = "Cambiar la contraseña";
pub const SAVE_PASSWORD: &str = "Guardar la contraseña";
pub const PASSWORD_CHANGED: &str = "Tu contraseña es la nueva y cerramos las demás sesiones.";
pub const YOUR_PRIVACY: &str = "Tu privacidad";
pub const MY_DATA: &str = "Descargar mis datos";
pub const MY_DATA_TEXT: &str = "Un archivo con tu perfil, tus direcciones, tus pedidos y tus avisos.";
pub const PREPARING: &str = "Preparando el archivo…";
pub const CLOSE_ACCOUNT: &str = "Eliminar mi cuenta";
pub const CLOSE_ACCOUNT_SHORT: &str = "En 30 días; tus pedidos quedan sin tu nombre.";
pub const CLOSE_ACCOUNT_TEXT: &str = "Sales de tu cuenta ahora mismo y nadie más la ve. En 30 días borramos tus datos, o una semana después de lo que tengas por delante, que sigue en pie; tus pedidos quedan en nuestros libros sin tu nombre, teléfono, correo ni dirección.";
pub const CLOSE_ACCOUNT_PASSWORD: &str = "Tu contraseña, para estar seguros";
pub const CLOSE_ACCOUNT_NOW: &str = "Sí, eliminar mi cuenta";
pub const SIGN_OUT: &str = "Cerrar sesión";
pub const SIGN_OUT_TEXT: &str = "Solo en este equipo.";
pub const SIGN_OUT_EVERYWHERE: &str = "Cerrar en todos lados";
pub const SIGNED_OUT: &str = "Cerraste tu sesión. ¡Vuelve pronto!";

/// What is said when an account was closed, with the day on which its data goes.
pub fn account_closed(erased_on: Option<&str>) -> String {
    let closed = "Tu cuenta está cerrada. Gracias por habernos elegido.";
    match erased_on {
        Some(day) => format!("{closed} Borramos tus datos el {day}."),
        None => closed.to_owned(),
    }
}

pub fn hello(name: &str) -> String {
    format!("Hola, {name}")
}

/// What is in an order, in few words: `½ pollo a la brasa y 2 más`.
pub fn contents(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [one, two] => format!("{one} y {two}"),
        [one, rest @ ..] => format!("{one} y {} más", rest.len()),
    }
}

/// What a code was sent to.
pub fn code_sent_to(email: &str) -> String {
    format!("Enviamos un código a {email}. Escríbelo aquí para usar ese correo: sirve 15 minutos.")
}

// A forgotten password.
pub const FORGOT_PASSWORD: &str = "¿Olvidaste tu contraseña?";
pub const TITLE_RECOVERY: &str = "Recupera tu cuenta";
pub const RECOVERY_TEXT: &str =
    "Escribe tu correo o tu usuario. Si hay una cuenta, te enviamos un código para elegir otra contraseña.";
pub const SEND_CODE: &str = "Enviarme un código";
pub const SENDING_CODE: &str = "Enviando…";
pub const BACK_TO_SIGN_IN: &str = "Volver a ingresar";
pub const TITLE_NEW_PASSWORD: &str = "Elige una contraseña nueva";
pub const CODE_SENT: &str = "Si hay una cuenta con esos datos, su correo ya tiene un código de 6 dígitos. El botón del correo también sirve. Puede tardar un minuto; mira también en «no deseado».";
pub const CODE: &str = "Código";
pub const CODE_HINT: &str = "Los 6 dígitos del correo. Sirven 15 minutos.";
pub const NEW_PASSWORD: &str = "Contraseña nueva";
pub const SAVE_AND_ENTER: &str = "Guardar y entrar";
pub const ANOTHER_CODE: &str = "Pedir otro código";

// Sign-in and registration.
pub const AUTH_ASIDE: &str = "Tu pedido te espera, tal como lo dejaste.";
pub const USERNAME_OR_EMAIL: &str = "Correo o usuario";
pub const PASSWORD: &str = "Contraseña";
pub const PASSWORD_HINT: &str = "Al menos 8 caracteres.";
pub const SIGNING_IN: &str = "Ingresando…";
pub const FIRST_TIME: &str = "¿Primera vez?";
pub const REGISTER: &str = "Crea tu cuenta";
pub fn keep_address(line: &str, district: &str) -> String {
    format!("Guardar también mi dirección: {line}, {district}")
}
pub const REGISTERING: &str = "Creando tu cuenta…";
pub const HAVE_ACCOUNT: &str = "¿Ya tienes cuenta?";
pub const YOUR_NAME: &str = "Nombre y apellido";
pub const USERNAME: &str = "Usuario";
pub const USERNAME_HINT: &str = "De 3 a 40 letras, números, puntos o guiones.";
pub const SHOW_PASSWORD: &str = "Mostrar la contraseña";
