//! What is stored about a customer, as one file to take along (Ley 29733: right of access; DS 016-2024-JUS: portability).
