#include "sync/alerts/causes.h"

#include "tests/sync/alerts/alert_scene.h"

using namespace alerts_test;
using namespace std::chrono_literals;
using alerts::Cause;
using alerts::causes_of;
using alerts::Kind;

namespace {

/// The kinds of all that is wrong, with their subjects.
std::string wrong(const Scene& scene) {
    std::string words;
    for (const Cause& cause : causes_of(scene.situation, {}))
        words += (words.empty() ? "" : ", ") + std::string(content::name_of(alerts::kind_names, cause.kind)) +
                 (cause.subject.empty() ? "" : " " + cause.subject);
    return words;
}

}  // namespace

TEST_CASE("causes: where all report nothing is wrong") {
    Scene scene;
    scene.hang(5);
    CHECK(wrong(scene).empty());
}

TEST_CASE("causes: a screen is silent after five minutes, and one without a name or one that was never hung is not") {
    Scene scene;
    scene.hang(5);
    scene.facts(2).screen.seen = monday;
    scene.facts(3).screen.seen = monday;
    scene.facts(3).screen.standing = report::Standing::waiting;
    scene.facts(4).screen.report.reset();
    scene.situation.now = monday + 4min + 59s;
    for (const std::size_t well : {1U, 5U})
        scene.facts(well).screen.seen = scene.situation.now;
    CHECK(wrong(scene).empty());
    scene.situation.now = monday + 5min;
    CHECK(wrong(scene) == "silent 2");
}

TEST_CASE("causes: outside its opening hours nobody waits for a screen, and in the morning it has five minutes") {
    Scene scene;
    scene.hang(1);
    scene.facts(1).hours = daily(8, 20);
    scene.facts(1).screen.seen = monday + 12h;  // 21:00
    scene.situation.now = monday + 22h;         // 07:00
    CHECK(wrong(scene).empty());
    scene.situation.now = monday + 23h + 4min;  // 08:04
    CHECK(wrong(scene).empty());
    scene.situation.now = monday + 23h + 5min;
    CHECK(wrong(scene) == "silent 1");
}

TEST_CASE("causes: a screen whose hours nobody here knows is not waited for when it was closed at last") {
    Scene scene;
    scene.hang(1);
    scene.facts(1).screen.report->glass->scene = "closed";
    scene.situation.now = monday + 8h;
    CHECK(wrong(scene).empty());
    scene.facts(1).hours = daily(0, 24);
    CHECK(wrong(scene) == "silent 1");
}

TEST_CASE("causes: nobody is silent towards a hub that was not there") {
    Scene scene;
    scene.hang(1);
    scene.situation.now = monday + 3h;
    scene.situation.listening = scene.situation.now - 4min;
    CHECK(wrong(scene).empty());
    scene.situation.listening = scene.situation.now - 5min;
    CHECK(wrong(scene) == "silent 1");
}

TEST_CASE("causes: more than three in ten of a place at once are one cause, and as many one after the other are not") {
    Scene scene;
    scene.hang(10);
    scene.hang(30, "C Building");
    scene.situation.now = monday + 6min;
    for (std::size_t number = 1; number <= 40; ++number)
        scene.facts(number).screen.seen = number <= 4 ? monday + 10s * static_cast<int>(number) : scene.situation.now;
    CHECK(wrong(scene) == "outage M Building");
    const Cause outage = causes_of(scene.situation, {}).front();
    CHECK(outage.facts.at("count") == "4");
    CHECK(outage.facts.at("of") == "10");
    CHECK(outage.facts.at("names") == "Foyer 1, Foyer 2, Foyer 3, Foyer 4");

    scene.facts(4).screen.seen = scene.situation.now;  // three of ten are no more than three in ten
    CHECK(wrong(scene) == "silent 1, silent 2, silent 3");

    scene.situation.now = monday + 20min;
    for (std::size_t number = 1; number <= 40; ++number)
        scene.facts(number).screen.seen = number <= 4 ? monday + 3min * static_cast<int>(number) : scene.situation.now;
    CHECK(wrong(scene) == "silent 1, silent 2, silent 3, silent 4");
}

TEST_CASE("causes: those that fell silent a moment later are counted before their five minutes are over") {
    Scene scene;
    scene.hang(4);
    scene.situation.now = monday + 5min;
    scene.facts(1).screen.seen = monday;
    for (const std::size_t later : {2U, 3U, 4U})
        scene.facts(later).screen.seen = monday + 90s;
    CHECK(wrong(scene) == "outage");
    CHECK(causes_of(scene.situation, {}).front().facts.at("count") == "4");
}

TEST_CASE("causes: two screens of a small place are named, because so few break by themselves") {
    Scene scene;
    scene.hang(2);
    scene.situation.now = monday + 5min;
    CHECK(wrong(scene) == "silent 1, silent 2");
}

TEST_CASE("causes: what a screen says of itself is one cause each") {
    Scene scene;
    scene.hang(1);
    auto& screen = scene.facts(1).screen;
    screen.twins = monday;
    screen.report->quarantine = "story welcome";
    screen.report->machine = "it died three times";
    screen.report->disk_free = 150'000'000;
    screen.picture = screens::Picture();
    screen.picture->state = screens::PictureState::differs;
    screen.picture->since = monday - 2min;
    screen.report->glass->exit = content::ExitState::unconfirmed;
    CHECK(wrong(scene) == "two-machines 1, machine 1, quarantine 1, mismatch 1, exit 1, disk 1");
    screen.standing = report::Standing::revoked;
    CHECK(wrong(scene).empty());
}

TEST_CASE("causes: a display that does not run is one after five minutes") {
    Scene scene;
    scene.hang(1);
    scene.facts(1).screen.dark = monday;
    scene.situation.now = monday + 4min;
    scene.facts(1).screen.seen = scene.situation.now;
    CHECK(wrong(scene).empty());
    scene.situation.now = monday + 5min;
    scene.facts(1).screen.seen = scene.situation.now;
    CHECK(wrong(scene) == "no-picture 1");
}

TEST_CASE("causes: a role that a machine signs rings a little after half its life, one of people's a month before") {
    const auto role = [](const char* name, std::chrono::hours life) {
        return alerts::RoleLife{name, monday, monday + life};
    };
    const auto day = 24h;
    CHECK_FALSE(is_overdue(role("timestamp", 3 * day), monday + 36h));
    CHECK(is_overdue(role("timestamp", 3 * day), monday + 40h));
    CHECK_FALSE(is_overdue(role("edition", 90 * day), monday + 49 * day));
    CHECK(is_overdue(role("edition", 90 * day), monday + 50 * day));
    CHECK_FALSE(is_overdue(role("targets", 365 * day), monday + 334 * day));
    CHECK(is_overdue(role("targets", 365 * day), monday + 335 * day));
    CHECK_FALSE(is_overdue(role("root", 40 * day), monday + 19 * day));
    CHECK(is_overdue(role("root", 40 * day), monday + 20 * day));
}

TEST_CASE("causes: depot, disk and certificate of the hub") {
    Scene scene;
    auto& situation = scene.situation;
    situation.hub_disk_free = 400'000'000;
    situation.depot_failure = "timestamp.json: bad signature";
    situation.certificate_until = monday + 13 * 24h;
    CHECK(wrong(scene) == "depot, hub-disk, certificate");
    situation.hub_disk_free = 4'000'000'000;
    situation.depot_failure.clear();
    situation.certificate_until = monday + 60 * 24h;
    CHECK(wrong(scene).empty());
    situation.certificate_failure = "certificate has expired";
    CHECK(wrong(scene) == "certificate");
}

TEST_CASE("causes: what is merely not known any more is not over") {
    Scene scene;
    alerts::Alert certificate;
    certificate.cause.kind = Kind::certificate;
    CHECK_FALSE(is_over(certificate, scene.situation));
    scene.situation.certificate_until = monday + 90 * 24h;
    CHECK(is_over(certificate, scene.situation));
    alerts::Alert role;
    role.cause = {Kind::role, "edition", {}};
    CHECK_FALSE(is_over(role, scene.situation));
    scene.situation.roles = {{"edition", monday, monday + 90 * 24h}};
    CHECK(is_over(role, scene.situation));
    alerts::Alert disk;
    disk.cause.kind = Kind::hub_disk;
    CHECK_FALSE(is_over(disk, scene.situation));
}

TEST_CASE("causes: another picture is over when it is compared again and the same, not when nobody can compare it") {
    Scene scene;
    scene.hang(1);
    alerts::Alert other;
    other.cause = {Kind::mismatch, "1", {}};
    auto& picture = scene.facts(1).screen.picture;
    picture = screens::Picture();
    CHECK(picture->state == screens::PictureState::unknown);
    CHECK_FALSE(is_over(other, scene.situation));
    picture->state = screens::PictureState::differs;
    CHECK_FALSE(is_over(other, scene.situation));
    picture->state = screens::PictureState::same;
    CHECK(is_over(other, scene.situation));
}
