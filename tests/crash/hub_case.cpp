#include "tests/crash/hub_case.h"

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>

#include "content/depot/keys.h"
#include "sync/people/logbook.h"
#include "sync/program/hub_parts.h"
#include "sync/publishing/jobs.h"
#include "sync/report/screen_report.h"
#include "sync/screens/receipts.h"
#include "sync/screens/receive.h"
#include "sync/screens/registry.h"
#include "sync/store/secret.h"
#include "sync/store/store.h"

namespace crash {
namespace {

namespace fs = std::filesystem;

constexpr content::Instant monday{std::chrono::seconds(1'773'651'600)};
constexpr content::Instant far_away{std::chrono::seconds(4'102'444'800)};  // the program asks the real clock
const std::string ticket(64, 'a');

content::Result<std::unique_ptr<store::Store>> open_hub(const fs::path& folder, store::Opening opening) {
    return store::Store::open(folder / "hub.db", hub::hub_schema(), opening);
}

void need(bool is_done, const char* what) {
    if (is_done) return;
    std::cerr << "crash_sweep: cannot prepare the hub: " << what << "\n";
    std::exit(1);
}

/// Where a hub listens: in no folder that is copied.
fs::path socket_of(const fs::path& work) {
    return work / "hub.socket";
}

report::ScreenReport report_of(std::int64_t sequence, content::Instant at) {
    report::ScreenReport report;
    report.sequence = sequence;
    report.boot = "boot";
    report.at = at;
    report.release = 3;
    report.first_seen = {{"notice", "moved", 3, at}};
    report.played = {{"notice", "moved", content::Date(std::chrono::floor<std::chrono::days>(at)), 30, at, at}};
    return report;
}

/// What `hub.toml` says more is `more`.
void write_hub(const fs::path& folder, const fs::path& socket, const std::string& more = {}) {
    fs::create_directories(folder);
    std::ofstream(folder / "hub.toml") << "listen = \"unix:" << socket.string() << "\"\n" << more;
    auto opened = open_hub(folder, store::Opening::create);
    need(opened.has_value(), "its database");
    store::Store& store = **opened;
    need(store
             .transaction([&]() -> content::Status {
                 store.query("INSERT INTO tickets(hash, network, made, until, count) VALUES(?, 'any', 0, ?, 2)")
                     .with(store::hash_of_secret(ticket), far_away.time_since_epoch().count())
                     .run();
                 return {};
             })
             .has_value(),
         "a ticket");
    const auto known = content::SigningKey::from_seed(std::string(32, 'a'));
    const auto fresh = content::SigningKey::from_seed(std::string(32, 'b'));
    auto first = report_of(1, monday);
    first.ticket = ticket;
    const auto read = report::read_report(report::sign_report(first, known));
    need(read.has_value(), "a report");
    const auto received = screens::receive(store, *read, {"10.0.0.7", monday, 3});
    need(received && received->admission == screens::Admission::enrolled, "a screen");
    need(screens::name_screen(store, received->screen, {"Foyer M", "", {}}, monday).has_value(), "a name");
    std::ofstream(folder / "known.json") << report::sign_report(report_of(2, monday), known);
    auto enrolling = report_of(1, monday);
    enrolling.ticket = ticket;
    std::ofstream(folder / "fresh.json") << report::sign_report(enrolling, fresh);
}

/// All but times, which are of the real clock.
std::string look_at_hub(const fs::path& folder) {
    auto opened = open_hub(folder, store::Opening::existing);
    if (!opened) return "BROKEN: " + opened.error().message;
    store::Store& store = **opened;
    const auto all = screens::list_screens(store, screens::Which::all);
    const auto seen = screens::first_showings(store, "notice", "moved", 100);
    people::Logbook log(store);
    const auto proof = people::verify(log);
    if (!all || !seen || !proof) return "BROKEN: a table cannot be read";
    // Whoever imports again leaves another entry.
    std::string state = std::to_string(seen->size()) + (proof->entries > 0 ? " seen, logged" : " seen");
    for (const screens::Screen& screen : *all)
        state += ", " + screen.key.substr(0, 8) + " " + screen.name + " " + std::to_string(screen.sequence);
    return state;
}

}  // namespace

Case prepare_hub_case(const fs::path& kiosk_hub, const fs::path& work) {
    const fs::path before = work / "before/hub";
    write_hub(before, socket_of(work));
    Case one{"reports to a hub", before,
             [kiosk_hub](const fs::path& run) -> std::vector<std::string> {
                 return {kiosk_hub, "screens", "import", "--hub", run, run / "known.json", run / "fresh.json"};
             },
             look_at_hub};
    return one;
}

std::vector<Case> prepare_serving_cases(const Programs& programs, const fs::path& work) {
    const auto post = [programs, work](const std::string& file) {
        return [programs, work, file](const fs::path& run) -> std::vector<std::string> {
            return {programs.hub_visitor, programs.kiosk_hub, run, socket_of(work), "report", run / file};
        };
    };
    const fs::path before = work / "before/hub";
    return {{"a report to a hub", before, post("known.json"), look_at_hub},
            {"enrolling at a hub", before, post("fresh.json"), look_at_hub}};
}

Case prepare_publishing_hub(const Programs& programs, const fs::path& work) {
    const fs::path before = work / "before/publishing";
    const fs::path signer = work / "signer.socket";
    fs::copy(work / "before/signed", before, fs::copy_options::recursive);
    write_hub(before, socket_of(work),
              "signer = \"" + signer.string() + "\"\npack = \"" + (work / "pack2").string() + "\"\n");
    {
        auto opened = open_hub(before, store::Opening::existing);
        need(opened.has_value(), "its database again");
        need(publishing::Jobs(**opened).ask({publishing::Kind::release, "nonce", {}, {}, {}}, monday).has_value(),
             "a request");
    }
    return {"publishing by a hub",
            before,
            [programs, work, signer](const fs::path& run) -> std::vector<std::string> {
                const std::string words =
                    programs.kiosk_signer.string() + " serve --keys " + (work / "keys").string() +
                    " --passphrase-file " + (work / "passphrase").string() + " --depot " + (run / "depot").string() +
                    " --policy " + (work / "signer.toml").string() + " --log " + (run / "signer.log").string() +
                    " --socket " + signer.string() + " & signer=$!\n" + programs.hub_visitor.string() + " " +
                    programs.kiosk_hub.string() + " " + run.string() + " " + socket_of(work).string() +
                    " release 2\ncode=$?\nkill $signer\nwait " + "$signer\nexit $code\n";
                return {"/bin/sh", "-c", words};
            },
            [](const fs::path& run) { return look_at_depot(run / "depot"); },
            {},
            true};
}

}  // namespace crash
