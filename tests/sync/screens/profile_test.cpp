#include "sync/screens/profile.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <optional>

#include "sync/report/device_key.h"
#include "sync/screens/standing.h"
#include "tests/sync/screens/screens_desk.h"

using content::Code;
using screens_test::Desk;
using screens_test::Machine;

TEST_CASE("profiles: name, place and groups come first, then what staff wrote") {
    Desk desk;
    Machine machine('a');
    const auto id = desk.hang(machine, "Foyer \"M\"");
    REQUIRE(screens::name_screen(desk.store(), id, {"Foyer \"M\"", "Vienna", {"foyer", "m-building"}}, desk.now));
    REQUIRE(screens::set_settings(desk.store(), id, "rotation = 90\n[hours]\nsat = \"closed\"\n"));
    const auto all = screens::all_profiles(desk.store());
    REQUIRE(all);
    REQUIRE(all->size() == 1);
    CHECK(all->at(report::screen_of(machine.key)) ==
          "name = \"Foyer \\\"M\\\"\"\nplace = \"Vienna\"\ngroups = [\"foyer\", \"m-building\"]\nrotation = "
          "90\n[hours]\nsat = \"closed\"\n");
}

TEST_CASE("profiles: a screen without a name has none, and what is taken back is gone") {
    Desk desk;
    Machine machine('a');
    Machine waiting('b');
    const auto id = desk.hang(machine, "Foyer M");
    auto first = waiting.next(desk.now);
    first.ticket = desk.ticket();
    desk.hear(waiting, first);
    REQUIRE(screens::set_settings(desk.store(), id, "rotation = 90\n"));
    REQUIRE(screens::set_settings(desk.store(), id, "rotation = 180\n"));
    CHECK(*screens::settings_of(desk.store(), id) == "rotation = 180\n");
    REQUIRE(screens::set_settings(desk.store(), id, ""));
    CHECK(screens::settings_of(desk.store(), id)->empty());
    CHECK(screens::all_profiles(desk.store())->size() == 1);
}

TEST_CASE(
    "profiles: settings that are no TOML, that the hub knows better or that all could read are refused with their "
    "line") {
    Desk desk;
    Machine machine('a');
    const auto id = desk.hang(machine, "Foyer M");
    const auto refusal = [&](const std::string& settings) {
        const auto set = screens::set_settings(desk.store(), id, settings);
        REQUIRE_FALSE(set);
        return set.error();
    };
    CHECK(refusal("rotation = 90\nrotation = 180\n").message.find("settings:2") == 0);
    CHECK(refusal("touch = true\nname = \"x\"\n").message.find("settings:2") == 0);
    CHECK(refusal("groups = []\n").code == Code::bad_input);
    CHECK(refusal("touch = true\n[staff]\npin = \"$argon2id$\"\n").message.find("settings:2: \"staff\"") == 0);
    CHECK(refusal("service.pin = \"$argon2id$\"\n").code == Code::bad_input);
    CHECK(refusal("place = \"elsewhere\"\n").code == Code::bad_input);
    CHECK(refusal("panel = \"HDMI-A-9\"\n").code == Code::bad_input);
    CHECK(refusal(std::string(40'000, '#')).code == Code::too_large);
    CHECK(screens::set_settings(desk.store(), 99, "").error().code == Code::not_found);
    CHECK(screens::settings_of(desk.store(), id)->empty());
}

TEST_CASE("profiles: a way out is taken, and what the screen makes of it is known of the screen") {
    Desk desk;
    Machine machine('a');
    const auto id = desk.hang(machine, "Foyer M", "M Building");
    REQUIRE(screens::set_settings(desk.store(), id, "[exit]\narrow = \"left\"\n"));
    const auto hear = [&](content::ExitState exit, std::optional<content::Instant> at) {
        auto said = machine.next(desk.now);
        said.glass->exit = exit;
        said.glass->exit_at = at;
        desk.hear(machine, said);
        return desk.screen(id);
    };
    const auto has = [&](const screens::Screen& screen, screens::Concern concern) {
        const auto all = screens::concerns_of(screen, desk.now);
        return std::ranges::find(all, concern) != all.end();
    };
    const auto asked = hear(content::ExitState::unconfirmed, std::nullopt);
    CHECK(asked.report->glass->exit == content::ExitState::unconfirmed);
    CHECK_FALSE(asked.report->glass->exit_at);
    CHECK(has(asked, screens::Concern::exit_unconfirmed));
    CHECK(has(hear(content::ExitState::denied, desk.now), screens::Concern::exit_denied));
    const auto confirmed = hear(content::ExitState::confirmed, desk.now);
    CHECK(confirmed.report->glass->exit_at == desk.now);
    CHECK(screens::concerns_of(confirmed, desk.now).empty());
    CHECK(screens::concerns_of(hear(content::ExitState::unknown, std::nullopt), desk.now).empty());
}

TEST_CASE("profiles: they stay with the place when a screen is replaced") {
    Desk desk;
    Machine old_machine('a');
    Machine new_machine('b');
    const auto old_id = desk.hang(old_machine, "Foyer M");
    REQUIRE(screens::set_settings(desk.store(), old_id, "rotation = 90\n"));
    auto first = new_machine.next(desk.now);
    first.ticket = desk.ticket();
    const auto new_id = desk.hear(new_machine, first).screen;
    REQUIRE(screens::replace_screen(desk.store(), old_id, new_id, desk.now));
    CHECK(*screens::settings_of(desk.store(), new_id) == "rotation = 90\n");
    CHECK(screens::settings_of(desk.store(), old_id)->empty());
    CHECK(screens::all_profiles(desk.store())->contains(report::screen_of(new_machine.key)));
}
