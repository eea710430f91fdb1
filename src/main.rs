//! The binary `audit`; all that it does is in [`claim_audit::cli`].

use std::process::ExitCode;

use claim_audit::cli;

fn main() -> ExitCode {
    ExitCode::from(cli::process(std::env::args_os()))
}
