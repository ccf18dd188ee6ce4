#include "sync/report/screen_picture.h"

#include <doctest/doctest.h>

#include <chrono>

#include "sync/report/device_key.h"
#include "sync/report/screen_report.h"

namespace {

using content::Code;

const auto screen_key = content::SigningKey::from_seed(std::string(32, 'k'));

content::GlassPicture taken() {
    return {std::string(32, 'a'), content::PictureAnswer::taken, content::Instant(std::chrono::seconds(1'773'651'600)),
            "clock", "\x89PNG\r\n\x1a\n..."};
}

}  // namespace

TEST_CASE("screen picture: what is signed is read, with whose it is") {
    const auto read = report::read_picture(report::sign_picture(taken(), screen_key));
    REQUIRE(read);
    CHECK(read->screen == report::screen_of(screen_key));
    CHECK(read->words == taken());
}

TEST_CASE("screen picture: one changed letter is noticed, a report is no picture, and too much is not read") {
    std::string sent = report::sign_picture(taken(), screen_key);
    sent.replace(sent.find("clock"), 5, "block");
    CHECK(report::read_picture(sent).error().code == Code::untrusted);
    report::ScreenReport said;
    said.boot = "boot";
    CHECK(report::read_picture(report::sign_report(said, screen_key)).error().code == Code::bad_input);
    CHECK_FALSE(report::read_report(report::sign_picture(taken(), screen_key)));
    CHECK(report::read_picture(std::string(report::max_picture + 1, ' ')).error().code == Code::too_large);
    for (const char* rubbish : {"", "{}", "null", R"({"key":"","signature":"","signed":{}})"})
        CHECK(report::read_picture(rubbish).error().code == Code::bad_input);
}
