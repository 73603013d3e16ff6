//! The `recourse` command.

fn main() -> std::process::ExitCode {
    recourse_cli::run()
}
