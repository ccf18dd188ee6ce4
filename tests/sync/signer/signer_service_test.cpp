#include "sync/signer/signer_service.h"

#include <doctest/doctest.h>
#include <sys/resource.h>

#include <csignal>

#include "content/depot/profiles.h"
#include "content/tuf/encode.h"
#include "tests/sync/signer/signer_scene.h"

namespace fs = std::filesystem;
using content::Code;
using content::JsonValue;
using signer_test::day;
using signer_test::key;
using signer_test::policy;
using signer_test::SignerScene;

namespace {

/// What the signer would sign next.
JsonValue next_timestamp(const SignerScene& scene, std::int64_t ahead = 1) {
    auto timestamp = *scene.state().timestamp;
    timestamp.version += ahead;
    return to_json(timestamp);
}

/// As kiosk-signer accept-depot does.
void accept(const SignerScene& scene) {
    auto log = signer::SigningLog::open(scene.log(), [](const JsonValue&) {});
    REQUIRE(log);
    const auto root = signer::first_root_hash(scene.depot);
    REQUIRE(root);
    REQUIRE(log->append(signer::accepted_entry(day(0), *root, scene.state())));
}

}  // namespace

TEST_CASE("signer: a depot is published and signed anew through it, and a screen takes both") {
    SignerScene scene;
    const auto first = scene.publish_by_signer(3, 2);
    REQUIRE(first);
    CHECK(first->release == 1);
    CHECK(scene.seen(scene.screen) == "release 1, 4 targets");
    REQUIRE(scene.publish_by_signer(4, 2, 1));
    CHECK(scene.seen(scene.screen, 1) == "release 2, 4 targets");
    // Snapshot and timestamp are soon over; signed anew they are not, and the release is the same.
    CHECK(scene.seen(9) != "release 2, 4 targets");
    auto lifetimes = SignerScene::lifetimes();
    lifetimes.refresh_after = std::chrono::hours(6);
    const auto renewed = content::renew(scene.depot, scene.signers(7), day(7), lifetimes);
    REQUIRE(renewed);
    CHECK(renewed->outcome == content::Outcome::renewed);
    CHECK(scene.seen(scene.screen, 9) == "release 2, 4 targets");
    // Not before it is time.
    const auto idle = content::renew(scene.depot, scene.signers(7), day(7), lifetimes);
    REQUIRE(idle);
    CHECK(idle->outcome == content::Outcome::nothing_new);
}

TEST_CASE("signer: profiles of screens are published through it, and signed anew before they are over") {
    SignerScene scene;
    const auto profile =
        content::release_file(content::profile_target(std::string(64, 'a')), "profile", "name = \"Foyer M\"\n");
    const auto publish = [&](const std::vector<content::ReleaseFile>& profiles, int on_day) {
        return content::publish_profiles(scene.depot, profiles, scene.signers(on_day), day(on_day),
                                         SignerScene::lifetimes());
    };
    // What the screen is told, and until when.
    const auto told = [&](int on_day) -> std::string {
        simulator::MemoryStore store;
        store.files["root.json"] = scene.bytes("1.root.json");
        content::tuf::FolderSource source(scene.depot / "metadata");
        content::tuf::Updater updater(source, store, day(on_day));
        if (const auto done = updater.refresh(); !done) return done.error().message;
        const auto found = updater.find_target(profile.path);
        return found ? "profile " + found->hashes.at("sha256") : found.error().message;
    };
    CHECK(publish({profile}, 0).error().code == Code::bad_input);  // before the first release
    REQUIRE(scene.publish_by_signer(2, 0));
    const auto done = publish({profile}, 0);
    REQUIRE(done);
    CHECK(done->outcome == content::Outcome::published);
    CHECK(told(0) == "profile " + profile.sha256);
    CHECK(scene.seen().starts_with("release 1, "));
    CHECK(scene.state().targets.at("screens").expires == day(90));
    const auto idle = publish({profile}, 0);
    REQUIRE(idle);
    CHECK(idle->outcome == content::Outcome::nothing_new);
    // As kiosk-pack refresh does, each six hours.
    auto lifetimes = SignerScene::lifetimes();
    lifetimes.refresh_after = std::chrono::hours(6);
    REQUIRE(content::renew(scene.depot, scene.signers(44), day(44), lifetimes));
    CHECK(scene.state().targets.at("screens").expires == day(90));
    REQUIRE(content::renew(scene.depot, scene.signers(46), day(46), lifetimes));
    CHECK(scene.state().targets.at("screens").expires == day(46 + 90));
    REQUIRE(content::renew(scene.depot, scene.signers(91), day(91), lifetimes));
    CHECK(told(91) == "profile " + profile.sha256);
    // A profile that is taken away is one for nobody.
    REQUIRE(publish({}, 91));
    CHECK_FALSE(told(91).starts_with("profile "));
    CHECK(content::verify_depot(scene.depot, {}, day(91)));
}

TEST_CASE("signer: one that may sign only snapshot and timestamp goes on with them while other roles grow old") {
    SignerScene scene;
    REQUIRE(scene.publish_by_signer(30, 30));
    auto rules = policy();
    rules.roles = {"snapshot", "timestamp"};
    scene.start(rules);
    auto lifetimes = SignerScene::lifetimes();
    lifetimes.refresh_after = std::chrono::hours(6);
    // Half of an emergency's and of an edition's time is over: their keys may come from somewhere else.
    for (const int on_day : {16, 46}) {
        const auto renewed = content::renew(scene.depot, scene.signers(on_day), day(on_day), lifetimes);
        REQUIRE(renewed);
        CHECK(renewed->outcome == content::Outcome::renewed);
        CHECK(scene.state().targets.at("edition").expires == day(90));
        CHECK(scene.seen(scene.screen, on_day).starts_with("release 1, "));
    }
    CHECK(scene.state().targets.at("emergency").expires == day(30));  // over since, and the depot goes on
    const auto refused = scene.publish_by_signer(3, 0, 46);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.starts_with("edition: 1 of its keys must sign"));
}

TEST_CASE("signer: many photos in bins are signed as part of the edition") {
    SignerScene scene;
    REQUIRE(scene.publish_by_signer(30, 30));
    CHECK(scene.seen() == "release 1, 33 targets");
    REQUIRE(scene.publish_by_signer(31, 30));
    REQUIRE(scene.publish_by_signer(3, 3));
    CHECK(scene.seen() == "release 3, 5 targets");
}

TEST_CASE("signer: a publication that ends before any write leaves the former release, and the next one completes it") {
    for (std::size_t written = 0;; ++written) {
        CAPTURE(written);
        SignerScene scene;
        REQUIRE(scene.publish_by_signer(2, 0));
        CHECK(scene.seen(scene.screen) == "release 1, 2 targets");
        std::map<std::string, content::MediaFile> none;
        const auto release = build_release(numbered_pack(3, 0, scene.folder / "media", none), none);
        REQUIRE(release);
        auto writes =
            content::plan_publication(scene.state(), &*release, scene.signers(), day(0), SignerScene::lifetimes());
        REQUIRE(writes);
        const bool is_whole = written == writes->size();
        writes->resize(written);
        REQUIRE(content::write_in_order(scene.depot, *writes));
        if (!is_whole) CHECK(scene.seen(scene.screen) == "release 1, 2 targets");
        // The signer was ended as well, and has only its log.
        scene.start();
        REQUIRE(scene.publish_by_signer(3, 0));
        CHECK(scene.state().targets.at("edition").version == (is_whole ? 2 : 3));
        CHECK(scene.seen(scene.screen) == (is_whole ? "release 2, 2 targets" : "release 3, 2 targets"));
        CHECK(content::verify_depot(scene.depot, {}, day(0)));
        if (is_whole) break;
    }
}

TEST_CASE("signer: what the depot has by another signature is counted on from") {
    SignerScene scene;
    REQUIRE(scene.publish_by_signer(2, 0));
    REQUIRE(scene.publish(3, 0, delegated::online()));
    REQUIRE(scene.publish(4, 0, delegated::online()));
    REQUIRE(scene.publish_by_signer(5, 0));
    CHECK(scene.seen().starts_with("release 4, "));
}

TEST_CASE("signer: more signatures than the policy allows in a minute are refused until there is room") {
    SignerScene scene;
    REQUIRE(scene.publish_by_signer(2, 0));
    auto rules = policy();
    rules.per_minute = 3;
    scene.start(rules);
    const content::Steady begin = std::chrono::hours(1);
    for (int i = 1; i <= 3; ++i)
        CHECK(scene.asked("timestamp", next_timestamp(scene, i), 0, begin).empty());
    const auto next = next_timestamp(scene, 4);
    CHECK(scene.asked("timestamp", next, 0, begin) == "too-many");
    CHECK(scene.asked("timestamp", next, 0, begin + std::chrono::seconds(19)) == "too-many");
    CHECK(scene.asked("timestamp", next, 0, begin + std::chrono::seconds(21)).empty());
    // Refused ones count too: trying is not free.
    CHECK(scene.asked("targets", next, 0, begin + std::chrono::seconds(41)) == "wrong-role");
    CHECK(scene.asked("timestamp", next_timestamp(scene, 5), 0, begin + std::chrono::seconds(42)) == "too-many");
}

TEST_CASE("signer: who floods it with what it refuses does not fill its log") {
    SignerScene scene;
    const auto before = signer::check_log(scene.log());
    for (int i = 0; i < 1000; ++i)
        static_cast<void>(scene.asked("targets", JsonValue()));
    const auto after = signer::check_log(scene.log());
    REQUIRE(before);
    REQUIRE(after);
    CHECK(after->lines - before->lines == 60);
    // The next one that is noted says how many were not.
    static_cast<void>(scene.asked("targets", JsonValue(), 0, std::chrono::minutes(2)));
    CHECK(scene.log_text().find("\"unnoted\":940") != std::string::npos);
}

TEST_CASE("signer: whom the policy does not name is not let in, and root is no exception") {
    SignerScene scene;
    auto rules = policy();
    rules.users = {7};
    rules.groups = {70};
    scene.start(rules);
    CHECK(scene.service->admits({7, {}, 1}, day(0), {}));
    CHECK(scene.service->admits({8, {1, 70}, 1}, day(0), {}));
    CHECK_FALSE(scene.service->admits({8, {1, 71}, 1}, day(0), {}));
    CHECK_FALSE(scene.service->admits({0, {0}, 1}, day(0), {}));
    CHECK(scene.log_text().find("\"code\":\"not-allowed\"") != std::string::npos);
}

TEST_CASE("signer: a depot that went back is signed for again only when somebody at the machine says so") {
    SignerScene scene;
    REQUIRE(scene.publish_by_signer(2, 0));
    fs::copy(scene.depot, scene.folder / "backup", fs::copy_options::recursive);
    REQUIRE(scene.publish_by_signer(3, 0));
    REQUIRE(scene.publish_by_signer(4, 0));
    CHECK(scene.seen(scene.screen).starts_with("release 3, "));
    fs::remove_all(scene.depot);
    fs::rename(scene.folder / "backup", scene.depot);
    const auto refused = scene.publish_by_signer(5, 0);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message == "wrong-depot");
    scene.service.reset();
    accept(scene);
    scene.start();
    REQUIRE(scene.publish_by_signer(5, 0));
    // Versions go on above all that was ever signed, so that screens follow.
    CHECK(scene.seen(scene.screen).starts_with("release 4, "));
}

TEST_CASE("signer: after a restored depot was accepted, approvals are in place of what that depot shows") {
    auto rules = policy();
    rules.approvers = {key(31).public_key()};
    rules.approvals = 1;
    SignerScene scene(rules);
    const auto publish = [&](int stories) {
        std::map<std::string, content::MediaFile> none;
        const auto release = build_release(numbered_pack(stories, 0, scene.folder / "media", none), none);
        const auto state = scene.state();
        // As kiosk-pack approve does.
        const auto yes =
            content::approve(content::release_digest(state, *release), content::shown_digest(state), key(31));
        return scene.publish_by_signer(stories, 0, 0, {yes});
    };
    REQUIRE(publish(2));
    fs::copy(scene.depot, scene.folder / "backup", fs::copy_options::recursive);
    REQUIRE(publish(3));
    fs::remove_all(scene.depot);
    fs::rename(scene.folder / "backup", scene.depot);
    scene.service.reset();
    accept(scene);
    scene.start(rules);
    REQUIRE(publish(4));
    CHECK_FALSE(scene.publish_by_signer(5, 0));
}

TEST_CASE("signer: another depot, a plain one and one that knows none of its keys are not its own") {
    SignerScene scene;
    REQUIRE(scene.publish_by_signer(2, 0));
    scene.service.reset();
    // The same log, and a depot that a thief has made.
    fs::rename(scene.depot, scene.folder / "mine");
    const auto two = delegated::of({key(41), key(42)}, 2);
    const auto one = delegated::of({key(20)}, 1);
    REQUIRE(content::init_depot(scene.depot, {{"root", two}, {"targets", two}, {"snapshot", one}, {"timestamp", one}},
                                {key(41), key(42)}, day(0), {}, content::all_by(key(20).public_key())));
    const auto other = scene.open(policy());
    REQUIRE_FALSE(other);
    CHECK(other.error().code == Code::untrusted);
    fs::remove_all(scene.depot);
    REQUIRE(scene.start_plain());
    const auto plain = scene.open(policy());
    REQUIRE_FALSE(plain);
    CHECK(plain.error().code == Code::bad_input);
    fs::remove_all(scene.depot);
    const auto none = scene.open(policy());
    REQUIRE_FALSE(none);
    CHECK(none.error().code == Code::not_found);
    // Under a signer that runs.
    fs::rename(scene.folder / "mine", scene.depot);
    scene.start();
    fs::remove_all(scene.depot);
    CHECK(scene.asked("edition", JsonValue()) == "wrong-depot");
}

TEST_CASE("signer: nothing is signed that cannot be written into the log, and the log stays whole") {
    SignerScene scene;
    REQUIRE(scene.publish_by_signer(2, 0));
    const auto before = scene.log_text();
    auto* const former = std::signal(SIGXFSZ, SIG_IGN);
    rlimit limit{};
    ::getrlimit(RLIMIT_FSIZE, &limit);
    const rlimit full{before.size() + 100, limit.rlim_max};  // half a line fits
    ::setrlimit(RLIMIT_FSIZE, &full);
    const auto said = scene.asked("timestamp", next_timestamp(scene));
    ::setrlimit(RLIMIT_FSIZE, &limit);
    std::signal(SIGXFSZ, former);
    CHECK(said == "cannot-write-log");
    CHECK(scene.log_text() == before);
    REQUIRE(scene.publish_by_signer(3, 0));
    CHECK(scene.seen().starts_with("release 2, "));
    CHECK(signer::check_log(scene.log()));
}

TEST_CASE("signer: where an edition needs a second key, both sign, each with its own") {
    signer_test::DelegatedScene scene;
    const auto two = delegated::of(delegated::offline(), 2);
    const auto one = delegated::of({key(20)}, 1);
    auto delegates = content::all_by(key(20).public_key());
    delegates.edition = delegated::of({key(20), key(33)}, 2);
    REQUIRE(content::init_depot(scene.depot, {{"root", two}, {"targets", two}, {"snapshot", one}, {"timestamp", one}},
                                {key(11), key(12)}, day(0), {}, delegates));
    auto opened = signer::SignerService::open({scene.depot, scene.folder / "signer.log", policy(), {key(20)}}, day(0));
    REQUIRE(opened);
    const auto by_signer = [&] {
        return std::make_shared<const signer_test::SignerInProcess>(**opened, 0, std::vector<content::Approval>());
    };
    const auto alone = scene.publish(2, 0, content::Signers(by_signer()), 0, SignerScene::lifetimes());
    REQUIRE_FALSE(alone);
    CHECK(alone.error().message.starts_with("edition: 2 of its keys must sign"));
    for (const int stories : {2, 3}) {
        content::Signers both{key(33)};
        both.add(by_signer());
        REQUIRE(scene.publish(stories, 0, both, 0, SignerScene::lifetimes()));
    }
    CHECK(scene.seen().starts_with("release 2, "));
}

TEST_CASE("signer: a depot that serves what is not in the log is noticed") {
    SignerScene scene;
    REQUIRE(scene.publish_by_signer(2, 0));
    const auto check = [&] {
        signer::Memory memory;
        REQUIRE(signer::check_log(scene.log(), [&](const JsonValue& entry) { memory.take(entry); }));
        return signer::check_depot(memory, scene.state());
    };
    CHECK(check());
    REQUIRE(scene.publish(3, 0, delegated::online()));
    const auto noticed = check();
    REQUIRE_FALSE(noticed);
    CHECK(noticed.error().code == Code::untrusted);
    // What was there before the log is no riddle; what comes after it is.
    scene.service.reset();
    fs::remove(scene.log());
    scene.start();
    CHECK(check());
    REQUIRE(scene.publish_by_signer(4, 0));
    CHECK(check());
    REQUIRE(scene.publish(5, 0, delegated::online()));
    CHECK_FALSE(check());
}
