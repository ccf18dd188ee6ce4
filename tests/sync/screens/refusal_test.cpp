#include "sync/screens/refusal.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "sync/screens/network.h"
#include "sync/screens/profile.h"
#include "tests/sync/screens/screens_desk.h"

using content::Code;
using screens::Refusal;
using screens::Refused;

TEST_CASE("refusal: each is found again by the error that it made, with what was typed and the limit") {
    std::set<std::string> sentences;
    for (std::size_t index = 0; index < screens::refusal_names().size(); ++index) {
        const auto why = static_cast<Refusal>(index);
        for (const char* subject : {"2: \"name\"", "a:b", ""}) {
            const auto error = screens::refuse(why, subject);
            sentences.insert(screens::refuse(why).message);
            const auto found = screens::refusal_of(error);
            REQUIRE_MESSAGE(found, error.message);
            CHECK(found->why == why);
            CHECK(found->name == screens::refusal_names()[index]);
            const bool has_subject = error.message != screens::refuse(why).message || *subject == '\0';
            if (has_subject) CHECK(found->subject == subject);
            if (found->limit > 0) CHECK(error.message.find(std::to_string(found->limit)) != std::string::npos);
        }
    }
    CHECK(sentences.size() == screens::refusal_names().size());
    CHECK_FALSE(screens::refusal_of({Code::bad_input, "something else"}));
    CHECK_FALSE(screens::refusal_of({Code::io, screens::refuse(Refusal::no_name).message}));
}

TEST_CASE("refusal: what people do with screens is refused by them") {
    screens_test::Desk desk;
    const auto why = [](const content::Error& error) {
        const auto found = screens::refusal_of(error);
        REQUIRE_MESSAGE(found, error.message);
        return *found;
    };
    CHECK(why(screens::check_naming({"", "", {}}).error()).why == Refusal::no_name);
    CHECK(why(screens::check_naming({" x", "", {}}).error()).why == Refusal::name_odd);
    CHECK(why(screens::check_naming({std::string(61, 'x'), "", {}}).error()).why == Refusal::name_long);
    CHECK(why(screens::check_naming({"x", "\n", {}}).error()).why == Refusal::place_odd);
    CHECK(why(screens::check_naming({"x", std::string(121, 'x'), {}}).error()).why == Refusal::place_long);
    CHECK(why(screens::check_naming({"x", "", std::vector<std::string>(17, "m")}).error()).why == Refusal::many_groups);
    CHECK(why(screens::check_naming({"x", "", {"m", "m"}}).error()).why == Refusal::group_twice);
    CHECK(why(screens::check_naming({"x", "", {"M!"}}).error()).subject == "M!");
    CHECK(why(screens::read_network("10.1.0.0").error()).subject == "10.1.0.0");
    const auto settings = [&](const std::string& text) {
        return why(screens::set_settings(desk.store(), 1, text).error());
    };
    CHECK(settings("touch = true\nname = \"x\"\n").why == Refusal::settings_name);
    CHECK(settings("touch = true\nname = \"x\"\n").subject == "2: \"name\"");
    CHECK(settings("staff = \"1234\"\n").why == Refusal::settings_public);
    CHECK(settings("panel = \"HDMI-A-1\"\n").why == Refusal::settings_on_the_spot);
    CHECK(settings("\n\n= 3\n").why == Refusal::settings_unreadable);
    CHECK(settings("\n\n= 3\n").subject.starts_with("3: "));
    CHECK(settings("#" + std::string(40'000, 'x')).why == Refusal::settings_long);
    CHECK(why(screens::make_ticket(desk.store(), {0, desk.now, "any"}, desk.now).error()).why == Refusal::ticket_count);
    CHECK(why(screens::make_ticket(desk.store(), {1, desk.now, "any"}, desk.now).error()).why == Refusal::ticket_days);
}
