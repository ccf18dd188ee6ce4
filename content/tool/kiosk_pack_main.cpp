#include <CLI/CLI.hpp>
#include <chrono>
#include <functional>
#include <iostream>
#include <string>

#include "content/base/printable.h"
#include "content/tool/kiosk_pack_ceremony.h"
#include "content/tool/kiosk_pack_content.h"
#include "content/tool/kiosk_pack_edit.h"
#include "content/tool/kiosk_pack_exits.h"
#include "content/tool/kiosk_pack_history.h"
#include "content/tool/kiosk_pack_import.h"
#include "content/tool/kiosk_pack_publish.h"

namespace {

content::Instant read_clock() {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

/// What is wrong stands first, for logs, and last, for people whose terminal shows the end of the help.
int report_usage(const CLI::App& app, const CLI::ParseError& error) {
    const auto commands = app.get_subcommands();
    const std::string command = commands.empty() ? std::string() : " " + commands.front()->get_name();
    const std::string line = "kiosk-pack" + command + ": " + error.what();
    std::cerr << line << "\n\n" << app.help() << "\n" << line << "\n";
    return content::exit_usage;
}

int run_command(int argc, char** argv) {
    CLI::App app{"Checks, shows and loads packs: the folders of sources that the screens show.", "kiosk-pack"};
    app.require_subcommand(1);
    std::function<int()> run;
    const content::Instant now = read_clock();
    content::add_content_commands(app, run, now);
    content::add_publish_commands(app, run, now);
    content::add_ceremony_command(app, run, now);
    content::add_import_command(app, run, now);
    content::add_edit_command(app, run, now);
    content::add_history_commands(app, run, now);

    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp& help) {
        return app.exit(help);
    } catch (const CLI::ParseError& error) {
        return report_usage(app, error);
    }
    return run();
}

}  // namespace

int main(int argc, char** argv) {
    return content::run_printably("kiosk-pack", [&] { return run_command(argc, argv); });
}
