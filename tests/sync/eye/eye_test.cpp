#include "sync/eye/eye.h"

#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <fstream>
#include <set>
#include <thread>

#include "content/base/files.h"
#include "content/base/sha256.h"
#include "sync/eye/eye_limits.h"
#include "sync/hub/hub_folder.h"
#include "tests/support/temporary_folder.h"

namespace {

namespace fs = std::filesystem;
using content::Code;
using screens::PictureState;
using screens::Why;

const content::Instant now{
    std::chrono::floor<std::chrono::seconds>(std::chrono::sys_days(std::chrono::year(2026) / 3 / 16)) +
    std::chrono::hours(12)};
const std::string frame(64, 'a');

/// A renderer that does as a test says: a line of the shell for each request, which it has as $line.
class FakeRenderer {
public:
    explicit FakeRenderer(const std::string& behaviour) {
        std::ofstream(path()) << "#!/bin/sh\necho begun >>'" << (folder / "log").string()
                              << "'\nwhile read -r line; do\necho asked >>'" << (folder / "log").string() << "'\n"
                              << behaviour << "\ndone\n";
        ::chmod(path().c_str(), S_IRWXU);
    }
    [[nodiscard]] fs::path path() const { return folder / "renderer"; }
    [[nodiscard]] std::size_t times(const std::string& word) const {
        std::ifstream log(folder / "log");
        std::size_t count = 0;
        for (std::string line; std::getline(log, line);)
            count += line == word ? 1U : 0U;
        return count;
    }
    TemporaryFolder folder;
};

std::string answer_line(const std::string& hash, const std::string& png = "PNG") {
    return R"(printf '{"id":1,"release":1,"frame":")" + hash + R"(","look":"","version":"1","bytes":)" +
           std::to_string(png.size()) + R"(}\n)" + png + "'";
}

/// A Renderer in this thread, and what it said.
struct Asking {
    explicit Asking(const fs::path& where)
        : renderer(where, folder.path(), stop, [this](const std::string& line) { lines.push_back(line); }) {}
    TemporaryFolder folder;
    std::atomic<bool> stop{false};
    std::vector<std::string> lines;
    eye::Renderer renderer;
};

/// A hub's depot with one release, and a screen that shows it.
class Bench {
public:
    explicit Bench(const fs::path& renderer) {
        const auto made = hub::make_hub({folder / "hub", {}, "127.0.0.1:0", {}}, now);
        REQUIRE_MESSAGE(made, (made ? std::string() : made.error().message));
        eye = std::make_unique<eye::Eye>(
            eye::EyeOptions{folder / "hub" / "depot", folder / "eye", renderer, [] { return now; }});
    }
    static screens::Screen screen(std::int64_t id, const std::string& hash = frame) {
        screens::Screen one;
        one.id = id;
        report::ScreenReport said;
        said.version = "1";
        content::Glass glass;
        glass.release = 1;
        glass.scene = "highlight:welcome";
        glass.language = "en";
        glass.since = now;
        glass.frame = hash;
        glass.width = 1920;
        glass.height = 1080;
        said.glass = glass;
        one.report = said;
        return one;
    }
    /// What was found of so many screens.
    std::vector<eye::Looked> looked(std::size_t count) {
        std::vector<eye::Looked> all;
        for (int turn = 0; turn < 2000 && all.size() < count; ++turn) {
            for (eye::Looked& one : eye->take_looked())
                all.push_back(std::move(one));
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        REQUIRE(all.size() == count);
        return all;
    }
    TemporaryFolder folder;
    std::unique_ptr<eye::Eye> eye;
};

}  // namespace

TEST_CASE("renderer: one process answers one question after the other") {
    const FakeRenderer fake(answer_line(frame, "1234567"));
    Asking asking(fake.path());
    for (int i = 0; i < 3; ++i) {
        const auto drawing = asking.renderer.ask("{}\n");
        REQUIRE_MESSAGE(drawing, (drawing ? std::string() : drawing.error().message));
        CHECK(drawing->frame == frame);
        CHECK(drawing->png == "1234567");
    }
    CHECK(asking.renderer.starts() == 1);
    CHECK(fake.times("begun") == 1);
    CHECK(fake.times("asked") == 3);
}

TEST_CASE("renderer: one that ends, says rubbish or too much is ended, told of, and rests before it begins anew") {
    const std::array behaviours = {std::string("exit 3"), std::string("echo rubbish"),
                                   answer_line(frame) + "; echo more; sleep 9",
                                   std::string("printf '{\"bytes\":99999999}\\n'"), std::string("kill -SEGV $$")};
    for (const std::string& behaviour : behaviours) {
        CAPTURE(behaviour);
        const FakeRenderer fake(behaviour);
        Asking asking(fake.path());
        auto drawing = asking.renderer.ask("{}\n");
        // What came too late to be seen with the first answer is seen with the second.
        if (drawing) drawing = asking.renderer.ask("{}\n");
        REQUIRE_FALSE(drawing);
        CHECK(drawing.error().code == Code::io);
        CHECK(asking.lines.size() == 1);
        CHECK(asking.renderer.ask("{}\n").error().code == Code::unavailable);
        CHECK(asking.renderer.starts() == 1);
    }
}

TEST_CASE("renderer: what it started itself ends with it") {
    const TemporaryFolder folder;
    const std::string note = (folder / "started").string();
    const FakeRenderer fake("sleep 60 & echo $! >'" + note + "'; echo rubbish; wait");
    Asking asking(fake.path());
    REQUIRE_FALSE(asking.renderer.ask("{}\n"));
    pid_t started = 0;
    std::ifstream(note) >> started;
    REQUIRE(started > 0);
    // Ended, and perhaps not taken notice of by whoever has it now: "17 (sleep) Z".
    const auto is_running = [&] {
        std::ifstream stat("/proc/" + std::to_string(started) + "/stat");
        std::string number;
        std::string name;
        std::string state;
        stat >> number >> name >> state;
        return stat.good() && state != "Z";
    };
    for (int turn = 0; turn < 1000 && is_running(); ++turn)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    CHECK_FALSE(is_running());
}

TEST_CASE("renderer: what it says of a request that it cannot draw is no reason to end it") {
    const FakeRenderer fake(R"(printf '{"id":1,"code":"bad input","message":"no such scene"}\n')");
    Asking asking(fake.path());
    CHECK(asking.renderer.ask("{}\n").error().message == "renderer: no such scene");
    CHECK(asking.renderer.ask("{}\n").error().code == Code::bad_input);
    CHECK(asking.renderer.starts() == 1);
}

TEST_CASE("renderer: whoever ends does not wait for an answer") {
    const FakeRenderer fake("sleep 60");
    Asking asking(fake.path());
    asking.stop = true;
    CHECK(asking.renderer.ask("{}\n").error().code == Code::unavailable);
}

TEST_CASE("renderer: it may be behind a unix socket, where something else starts it") {
    const TemporaryFolder folder;
    const std::string path = (folder / "socket").string();
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    REQUIRE(path.size() < sizeof address.sun_path);
    path.copy(&address.sun_path[0], path.size());
    const content::Descriptor listening(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    REQUIRE(::bind(listening.value(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    REQUIRE(::listen(listening.value(), 4) == 0);
    std::thread behind([&] {
        const content::Descriptor line(::accept(listening.value(), nullptr, nullptr));
        std::array<char, 64> asked{};
        static_cast<void>(::read(line.value(), asked.data(), asked.size()));
        static_cast<void>(
            content::write_all(line.value(), R"({"id":1,"release":1,"frame":")" + frame + R"(","bytes":3})" + "\nPNG"));
    });
    Asking asking(path);
    const auto drawing = asking.renderer.ask("{}\n");
    behind.join();
    REQUIRE_MESSAGE(drawing, (drawing ? std::string() : drawing.error().message));
    CHECK(drawing->png == "PNG");
    CHECK(asking.renderer.ask("{}\n").error().code == Code::io);  // it is gone
}

TEST_CASE("renderer: where there is none, or no program, that is said") {
    Asking nothing("");
    CHECK_FALSE(nothing.renderer.is_there());
    CHECK(nothing.renderer.ask("{}\n").error().code == Code::unavailable);
    Asking missing("/no/such/program");
    CHECK(missing.renderer.ask("{}\n").error().code == Code::unavailable);
}

TEST_CASE("eye: what a screen shows is compared with what the renderer drew of the hub's own copy") {
    const FakeRenderer fake(answer_line(frame, "a picture"));
    Bench bench(fake.path());
    bench.eye->look_at(Bench::screen(7), "");
    const auto looked = bench.looked(1);
    CHECK(looked.front().screen == 7);
    CHECK(looked.front().picture.state == PictureState::same);
    CHECK(looked.front().picture.drawn == frame);
    CHECK(fs::exists(bench.folder / "eye" / "screen" / "cache.db"));
    CHECK(content::read_file(bench.folder / "eye" / "pictures" / (frame + ".png"), 100).value() == "a picture");
    CHECK(bench.eye->pictures().open(frame).is_open());
    CHECK_FALSE(bench.eye->pictures().open("../../hub.db").is_open());
    CHECK_FALSE(bench.eye->pictures().open(std::string(64, 'f')).is_open());
}

TEST_CASE("eye: screens that show the same cost one picture, and of one screen only the newest report is looked at") {
    const TemporaryFolder gate;
    const std::string open = (gate / "open").string();
    const FakeRenderer fake("while [ ! -e '" + open + "' ]; do sleep 0.01; done; " + answer_line(frame));
    Bench bench(fake.path());
    bench.eye->look_at(Bench::screen(99), "");
    while (fake.times("asked") == 0)  // from here on the eye waits for the gate, whatever it is told
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    for (std::int64_t id = 1; id <= 20; ++id)
        bench.eye->look_at(Bench::screen(id, std::string(64, 'b')), "");
    for (std::int64_t id = 1; id <= 20; ++id)
        bench.eye->look_at(Bench::screen(id), "");
    std::ofstream{open};
    const auto looked = bench.looked(21);
    std::set<std::int64_t> seen;
    for (const eye::Looked& one : looked) {
        seen.insert(one.screen);
        CHECK(one.picture.state == PictureState::same);
    }
    CHECK(seen.size() == 21);
    CHECK(fake.times("asked") == 1);
    CHECK(bench.eye->counts().reused == 20);
}

TEST_CASE("eye: without a renderer, or of another release, it is said why nothing is known") {
    Bench bench("");
    bench.eye->look_at(Bench::screen(1), "");
    auto behind = Bench::screen(2);
    behind.report->glass->release = 9;
    bench.eye->look_at(behind, "");
    const auto looked = bench.looked(2);
    CHECK(looked[0].picture.why == Why::no_renderer);
    CHECK(looked[1].picture.why == Why::other_release);
}

TEST_CASE("eye: a renderer that dies of one picture is told of, and all goes on") {
    const FakeRenderer fake("exit 1");
    Bench bench(fake.path());
    bench.eye->look_at(Bench::screen(1), "");
    CHECK(bench.looked(1).front().picture.why == Why::failed);
    CHECK(bench.eye->counts().failed == 1);
    const auto lines = bench.eye->take_lines();
    REQUIRE(lines.size() == 1);
    CHECK(lines.front().find("it ended") != std::string::npos);
}

TEST_CASE("eye: who asks what comes next is answered, and nobody waits for more than there is room for") {
    const FakeRenderer fake(
        R"(printf '{"id":1,"release":1,"turns":[{"at":"2026-03-16T12:00:20Z","scene":"clock","language":"en"}]}\n')");
    Bench bench(fake.path());
    const auto question = bench.eye->ask_turns(Bench::screen(1), "", now);
    REQUIRE(question != nullptr);
    for (int turn = 0; turn < 2000 && !question->answer(); ++turn)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    REQUIRE(question->answer());
    REQUIRE(*question->answer());
    CHECK((*question->answer())->turns.front().scene == "clock");
    const FakeRenderer slow("sleep 60");
    Bench busy(slow.path());
    std::size_t taken = 0;
    while (busy.eye->ask_turns(Bench::screen(1), "", now) != nullptr)
        ++taken;
    CHECK(taken >= eye::limits::waiting);
    CHECK(taken <= eye::limits::waiting + 1);
}

TEST_CASE("pictures: the oldest go when there are too many") {
    const TemporaryFolder folder;
    const eye::PictureFolder pictures(folder.path());
    const auto name = [](std::size_t number) { return content::sha256(std::to_string(number)); };
    for (std::size_t i = 0; i < eye::limits::kept_pictures + 5; ++i) {
        REQUIRE(pictures.keep(name(i), "x"));
        fs::last_write_time(folder / (name(i) + ".png"), fs::file_time_type(std::chrono::seconds(1000 + i)));
    }
    pictures.tidy();
    CHECK_FALSE(pictures.has(name(0)));
    CHECK_FALSE(pictures.has(name(4)));
    CHECK(pictures.has(name(5)));
    CHECK(pictures.has(name(eye::limits::kept_pictures + 4)));
}
