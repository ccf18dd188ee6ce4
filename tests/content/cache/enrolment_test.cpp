#include "content/cache/enrolment.h"

#include <doctest/doctest.h>

#include "tests/support/temporary_folder.h"

using content::Code;
using content::Enrolment;
using content::EnrolmentState;
using content::load_enrolment;

TEST_CASE("enrolment: what the agent writes is what the display reads") {
    const TemporaryFolder folder;
    const auto cache = folder / "cache.db";
    const Enrolment waiting{
        EnrolmentState::waiting,  {},           {}, "lusab babad", "http://127.0.0.1:8080/screens/ab",
        "http://127.0.0.1:8080/", "10.20.4.17", {}};
    REQUIRE(content::save_enrolment(cache, waiting));
    CHECK(*load_enrolment(cache) == waiting);
    const Enrolment named{EnrolmentState::named,      "Foyer M", "M Building", {}, {},
                          "https://hub.example.org/", {},        "no answer"};
    REQUIRE(content::save_enrolment(cache, named));
    CHECK(*load_enrolment(cache) == named);
}

TEST_CASE("enrolment: none yet is told apart from a damaged file") {
    const TemporaryFolder folder;
    const auto cache = folder / "cache.db";
    CHECK(load_enrolment(cache).error().code == Code::not_found);
    folder.write("sync/enrolment.json", "rubbish");
    CHECK(load_enrolment(cache).error().code == Code::bad_input);
    folder.write("sync/enrolment.json", R"({"state":"king"})");
    CHECK(load_enrolment(cache).error().code == Code::bad_input);
    folder.write("sync/enrolment.json", R"({"state":"waiting","code":"javascript:1"})");
    CHECK(load_enrolment(cache).error().code == Code::bad_input);
    folder.write("sync/enrolment.json", std::string(5000, ' '));
    CHECK(load_enrolment(cache).error().code == Code::too_large);
}
