//! Payments with a gateway behind them: the simulated one, and Mercado Pago as far as a stand-in on loopback plays it.

mod give_back;
mod mercado_pago;
mod own_account;
mod second_look;
mod simulated;
pub mod stand_in;
