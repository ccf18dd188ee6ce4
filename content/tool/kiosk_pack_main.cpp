#include <CLI/CLI.hpp>
#include <chrono>
#include <exception>
#include <functional>
#include <iostream>

#include "content/base/printable.h"
#include "content/tool/kiosk_pack_content.h"
#include "content/tool/kiosk_pack_exits.h"
#include "content/tool/kiosk_pack_import.h"
#include "content/tool/kiosk_pack_publish.h"

namespace {

content::Instant read_clock() {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

int run_command(int argc, char** argv) {
    CLI::App app{"Checks, shows and loads packs: the folders of sources that the screens show.", "kiosk-pack"};
    app.require_subcommand(1);
    app.failure_message(CLI::FailureMessage::help);
    std::function<int()> run;
    const content::Instant now = read_clock();
    content::add_content_commands(app, run, now);
    content::add_publish_commands(app, run, now);
    content::add_import_command(app, run);

    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp& help) {
        return app.exit(help);
    } catch (const CLI::ParseError& error) {
        app.exit(error);
        return content::exit_usage;
    }
    return run();
}

}  // namespace

int main(int argc, char** argv) {
    const content::PrintableStream output(std::cout);
    const content::PrintableStream errors(std::cerr);
    try {
        return run_command(argc, argv);
    } catch (const std::exception& error) {
        std::cerr << "kiosk-pack: internal error: " << error.what() << '\n';
        return content::exit_cannot;
    }
}
