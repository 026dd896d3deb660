//! Prints the contract as TypeScript on standard output, for `cargo xtask codegen`.

use std::io::Write as _;

fn main() -> std::io::Result<()> {
    std::io::stdout().write_all(satchel::contract::typescript().as_bytes())
}
