#include "kiosk/app/voice.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

namespace {

namespace fs = std::filesystem;
using namespace kiosk;
using content::Language;

/// A program that writes down what it is told and then does what the rest of the script says.
class Program {
public:
    explicit Program(const std::string& then)
        : folder_(fs::temp_directory_path() / ("voice" + std::to_string(::getpid()))) {
        fs::create_directories(folder_);
        std::ofstream(path()) << "#!/bin/sh\necho \"$@\" > " << (folder_ / "words").string() << "\ncat > "
                              << (folder_ / "part").string() << "\nmv " << (folder_ / "part").string() << ' '
                              << (folder_ / "text").string() << "\n" + then + "\n";
        fs::permissions(path(), fs::perms::owner_all);
    }
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;
    Program(Program&&) = delete;
    Program& operator=(Program&&) = delete;
    ~Program() { fs::remove_all(folder_); }

    [[nodiscard]] std::string path() const { return (folder_ / "program").string(); }
    /// Waits until the program has read its text.
    [[nodiscard]] std::string text() const {
        while (!fs::exists(folder_ / "text"))
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        return read("text");
    }
    [[nodiscard]] std::string read(const std::string& name) const {
        std::ifstream file(folder_ / name);
        return {std::istreambuf_iterator<char>(file), {}};
    }

private:
    fs::path folder_;
};

}  // namespace

TEST_CASE("voice: sentences become SSML with a voice each, and no text can break out of it") {
    const std::string ssml = ssml_of({{"Rooms & <places>", Language::en}, {"العربية", Language::ar}});
    CHECK(ssml ==
          "<speak><voice xml:lang=\"en-gb\"><s>Rooms &amp; &lt;places&gt;</s></voice>\n"
          "<voice xml:lang=\"ar\"><s>العربية</s></voice>\n</speak>\n");
}

TEST_CASE("voice: marks for the direction of writing are not spoken") {
    CHECK(ssml_of({{"\u2068Boardroom D\u2069\x01", Language::fr}}) ==
          "<speak><voice xml:lang=\"fr\"><s>Boardroom D </s></voice>\n</speak>\n");
}

TEST_CASE("voice: a text without end is cut") {
    const std::vector<Sentence> endless(5000, {"A sentence of some length, over and over.", Language::en});
    CHECK(ssml_of(endless).size() < 34UL * 1024);
}

TEST_CASE("voice: the program gets the text and the volume, and speaks until it is done") {
    const Program program("");
    const auto voice = make_voice(program.path());
    REQUIRE(voice);
    CHECK_FALSE(voice->is_speaking());
    voice->say({{"Hello", Language::en}}, Volume::loud);
    CHECK(program.text() == ssml_of({{"Hello", Language::en}}));
    CHECK(program.read("words").find("-a 180") != std::string::npos);
    while (voice->is_speaking())
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
}

TEST_CASE("voice: it stops when told to, however long its program would go on") {
    const Program program("exec sleep 1000");
    const auto voice = make_voice(program.path());
    REQUIRE(voice);
    voice->say({{"Hello", Language::en}}, Volume::quiet);
    static_cast<void>(program.text());
    CHECK(voice->is_speaking());
    voice->stop();
    CHECK_FALSE(voice->is_speaking());
}

TEST_CASE("voice: without its program there is none") {
    CHECK(make_voice("/nonexistent/espeak-ng") == nullptr);
}
