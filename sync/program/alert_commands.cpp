#include "sync/program/alert_commands.h"

#include <CLI/CLI.hpp>
#include <chrono>
#include <iostream>
#include <memory>
#include <string>
#include <thread>
#include <utility>

#include "content/base/json.h"
#include "content/base/printable.h"
#include "content/base/service_notifier.h"
#include "content/base/steady.h"
#include "sync/alerts/alert_book.h"
#include "sync/alerts/alerts_limits.h"
#include "sync/alerts/courier.h"
#include "sync/api/alert_json.h"
#include "sync/console/alerts_page.h"
#include "sync/hub/hub_folder.h"
#include "sync/people/logbook.h"
#include "sync/program/command_exits.h"
#include "sync/program/hub_parts.h"
#include "sync/staff/alert_watch.h"
#include "sync/store/store.h"

namespace alerts {
namespace {

using content::Code;
using content::Error;
using content::Instant;
using content::JsonValue;
using content::Result;
using content::Status;
using hub::exit_cannot;
using hub::exit_ok;
using hub::report_failure;

struct Options {
    std::string folder{};
    std::int64_t number = 0;
    bool has_json = false;
    bool is_once = false;
};

/// Where the command is: the hub's settings, its database, the words of its messages.
struct Desk {
    hub::HubSettings settings{};
    std::unique_ptr<store::Store> store{};
    console::Words words;
    Instant now{};

    static Result<Desk> open(const Options& options, Instant now) {
        auto settings = hub::load_settings(options.folder);
        if (!settings) return settings.error();
        auto words = console::Words::load(settings->alerts.language);
        if (!words) return words.error();
        auto store = store::Store::open(settings->database, hub::hub_schema(), store::Opening::existing);
        if (!store) return store.error();
        return Desk{std::move(*settings), std::move(*store), std::move(*words), now};
    }
    [[nodiscard]] std::string address() const {
        if (!settings.address.empty()) return settings.address;
        return settings.listen.starts_with("unix:") ? std::string() : "http://" + settings.listen + "/";
    }
    /// What `body` changes and the log's entry stay together, or neither.
    Status change(people::Deed deed, const std::function<Status()>& body) const {
        return store->transaction([&]() -> Status {
            if (auto done = body(); !done) return done;
            deed.at = now;
            deed.address = "machine";
            return people::Logbook(*store).append(deed);
        });
    }
};

std::string list_words(const Desk& desk, const std::vector<alerts::Alert>& open) {
    if (open.empty()) return "Nothing is wrong.\n";
    std::string lines;
    for (const alerts::Alert& alert : open) {
        lines += std::to_string(alert.id) + "  " + content::to_iso(alert.begun) + "  " +
                 console::alert_headline(desk.words, alert.cause) +
                 (alert.acknowledged ? "  (somebody looks after it)" : "") + "\n      " +
                 console::alert_advice(desk.words, alert, desk.settings.zone) + "\n";
    }
    return lines;
}

Status list(Desk& desk, const Options& options) {
    const auto open = alerts::open_alerts(*desk.store);
    if (!open) return open.error();
    if (!options.has_json) {
        std::cout << content::printable(list_words(desk, *open), content::Lines::many);
        return {};
    }
    JsonValue::Array all;
    for (const alerts::Alert& alert : *open)
        all.push_back(hub::to_json(alert, console::alert_headline(desk.words, alert.cause)));
    std::cout << content::to_compact_json(JsonValue(std::move(all))) << "\n";
    return {};
}

Status take(Desk& desk, const Options& options) {
    people::Deed deed;
    deed.action = "alerts.take";
    deed.subject = std::to_string(options.number);
    auto taken = desk.change(std::move(deed),
                             [&] { return alerts::acknowledge(*desk.store, options.number, "machine", desk.now); });
    if (!taken && taken.error().code == Code::bad_input)
        return Error{Code::bad_input, desk.words(taken.error().message)};
    return taken;
}

Status test(Desk& desk, const Options& /*options*/) {
    people::Deed deed;
    deed.action = "alerts.test";
    const console::MessageFrame frame{desk.words, desk.settings.zone, desk.address(), desk.now};
    auto asked =
        desk.change(std::move(deed), [&] { return staff::ask_for_test(*desk.store, desk.settings.alerts, frame); });
    if (!asked && asked.error().code == Code::bad_input)
        return Error{Code::bad_input, "hub.toml has nobody in [alerts] who would be told"};
    if (asked) std::cout << "kiosk-hub courier sends it.\n";
    return asked;
}

/// Sends what waits until it is asked to stop; with --once only what waits now.
int courier(const Options& options, const std::function<Instant()>& now) {
    auto desk = Desk::open(options, now());
    if (!desk) return report_failure(desk.error());
    auto service = content::service_notifier_of_environment();
    const auto is_stopping = [&] {
        service.alive(content::steady_now());
        return content::stop_asked().load();
    };
    auto office = alerts::open_post_office(desk->settings.alerts, is_stopping);
    if (!office) return report_failure(office.error());
    std::string said;
    const auto say = [&](const std::string& words) {
        if (words == said) return;
        said = words;
        service.say(content::printable(words));
        std::cerr << "kiosk-hub courier: " << content::printable(words) << std::endl;
    };
    if (!desk->settings.alerts.is_wanted) say("hub.toml has no [alerts], so nobody is told anything");
    while (!is_stopping()) {
        const auto round = alerts::deliver(*desk->store, desk->settings.alerts, desk->address(), **office, now());
        if (!round) {
            say(round.error().message);
        } else if (!round->failure.empty()) {
            say("not sent: " + round->failure);
        } else if (round->sent > 0) {
            said.clear();
            say(std::to_string(round->sent) + (round->sent == 1 ? " message was sent" : " messages were sent"));
            said.clear();
        }
        if (options.is_once) return round && round->failure.empty() ? exit_ok : exit_cannot;
        for (auto slept = std::chrono::milliseconds(0); slept < limits::courier_look && !is_stopping();) {
            constexpr auto nap = std::chrono::milliseconds(200);
            std::this_thread::sleep_for(nap);
            slept += nap;
        }
    }
    service.stopping();
    return exit_ok;
}

}  // namespace

void add_alert_commands(CLI::App& app, std::function<int()>& run, const std::function<Instant()>& now) {
    auto options = std::make_shared<Options>();
    const auto add_plain = [&](CLI::App& to, const char* name, const char* help, std::function<int()> command) {
        CLI::App* added = to.add_subcommand(name, help);
        added->add_option("DIR", options->folder, "folder of the hub")->required();
        added->callback([&run, command = std::move(command)] { run = command; });
        return added;
    };
    const auto add = [&](CLI::App& to, const char* name, const char* help, Status (*command)(Desk&, const Options&)) {
        return add_plain(to, name, help, [options, now, command] {
            auto desk = Desk::open(*options, now());
            if (!desk) return report_failure(desk.error());
            const auto done = command(*desk, *options);
            return done ? exit_ok : report_failure(done.error());
        });
    };
    CLI::App* about = app.add_subcommand("alerts", "What is wrong, and who looks after it");
    about->require_subcommand(1);
    add(*about, "list", "All that is open", list)->add_flag("--json", options->has_json, "as JSON");
    add(*about, "take", "You look after an alert: no second person is told", take)
        ->add_option("NUMBER", options->number, "its number")
        ->required();
    add(*about, "test", "Have a message sent to everybody who would ever be told", test);
    add_plain(app, "courier", "Send messages until SIGTERM or Ctrl+C; alone of all hub programs it uses the network",
              [options, now] { return courier(*options, now); })
        ->add_flag("--once", options->is_once, "only what waits now");
}

}  // namespace alerts
