//! What is not there, and the policies.

pub const NOT_FOUND_TEXT: &str = "El enlace puede estar incompleto o la página cambió de lugar.";
pub const GO_HOME: &str = "Ir al inicio";

/// The terms of service, by heading and paragraphs.
pub const TERMS: &[(&str, &[&str])] = &[
    (
        "Quiénes somos",
        &[
            "Este sitio recibe pedidos de comida para entregar a domicilio o recoger en el local. Al hacer un pedido aceptas estas condiciones.",
        ],
    ),
    (
        "Precios y pago",
        &[
            "Los precios están en soles e incluyen el IGV. El costo de entrega se muestra antes de pagar. Si un precio cambia mientras pides, te avisamos y decides con el nuevo total.",
            "Tienes 15 minutos para pagar. Si el pago no llega en ese tiempo, cancelamos el pedido sin cobrarte.",
        ],
    ),
    (
        "Cancelaciones",
        &[
            "Puedes cancelar dentro de los 10 minutos de haber pedido, mientras nadie haya empezado a prepararlo. Si ya habías pagado, te devolvemos el dinero por el mismo medio.",
        ],
    ),
    (
        "Entrega",
        &[
            "La hora que te mostramos es un rango calculado con los pedidos que hay antes en la cocina. Si va a tardar más, lo verás en el seguimiento.",
        ],
    ),
    (
        "Alérgenos",
        &[
            "Cada plato indica los alérgenos que conocemos. En nuestra cocina se trabaja con todos los ingredientes de la carta: si tienes una alergia severa, llámanos antes de pedir.",
        ],
    ),
    (
        "Demostración",
        &["Esta es una casa ficticia: los pagos son simulados y nadie prepara ni entrega los pedidos."],
    ),
];

/// The privacy policy, by heading and paragraphs.
pub const PRIVACY: &[(&str, &[&str])] = &[
    (
        "Qué guardamos",
        &[
            "Tu nombre, correo, teléfono, la dirección de entrega y tus pedidos. La contraseña se guarda cifrada de una forma que nadie puede leer, tampoco nosotros.",
        ],
    ),
    (
        "Para qué",
        &[
            "Para preparar y entregar tus pedidos, avisarte en qué van y emitir tu comprobante. No vendemos tus datos ni los usamos para publicidad de terceros.",
        ],
    ),
    (
        "Quién los ve",
        &[
            "El personal del local que atiende tu pedido. El enlace de seguimiento no muestra tu nombre, tu dirección ni tu teléfono a quien lo abra.",
        ],
    ),
    (
        "En tu navegador",
        &[
            "Guardamos tu pedido, la dirección elegida y lo que vas escribiendo para que no se pierda, y una cookie para tu sesión. No usamos cookies de seguimiento.",
        ],
    ),
    (
        "Tus derechos",
        &[
            "Puedes ver y corregir tus datos en tu cuenta en cualquier momento, y pedirnos que los borremos, según la Ley N.º 29733 de protección de datos personales.",
        ],
    ),
];
