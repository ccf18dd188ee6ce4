#include "sync/signer/signing_log.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "content/base/files.h"
#include "tests/support/temporary_folder.h"

namespace fs = std::filesystem;
using content::Code;
using content::JsonValue;
using signer::check_log;
using signer::SigningLog;

namespace {

constexpr std::size_t cap = std::size_t{1} << 20U;

void nothing(const JsonValue& entry) {
    static_cast<void>(entry);
}

/// Five entries.
std::string written_log(const fs::path& file) {
    auto log = SigningLog::open(file, nothing);
    REQUIRE(log);
    for (int i = 0; i < 5; ++i)
        REQUIRE(log->append({{"did", "signed"}, {"role", "edition"}, {"version", i}}));
    return content::read_file(file, cap).value();
}

}  // namespace

TEST_CASE("signing log: entries are read back in their order, and another start goes on with them") {
    const TemporaryFolder folder;
    const auto file = folder / "signer.log";
    static_cast<void>(written_log(file));
    std::string versions;
    auto log =
        SigningLog::open(file, [&](const JsonValue& entry) { versions += std::to_string(entry.number_at("version")); });
    REQUIRE(log);
    CHECK(versions == "01234");
    REQUIRE(log->append({{"did", "started"}}));
    const auto checked = check_log(file);
    REQUIRE(checked);
    CHECK(checked->lines == 6);
    CHECK(checked->hash == log->newest().hash);
    CHECK(checked->torn == 0);
}

TEST_CASE("signing log: one flipped bit anywhere is found, and its line is named") {
    const TemporaryFolder folder;
    const auto file = folder / "signer.log";
    const std::string text = written_log(file);
    std::size_t line = 1;
    for (std::size_t i = 0; i < text.size(); ++i) {
        for (const int bit : {0, 3, 6}) {
            std::string wrong = text;
            wrong[i] = static_cast<char>(wrong[i] ^ (1 << bit));
            folder.write("wrong.log", wrong);
            const auto checked = check_log(folder / "wrong.log");
            // The end of the last line is all that can look like a line that is being written.
            if (checked) {
                CHECK(i + 1 == text.size());
                CHECK(checked->torn > 0);
                CHECK(checked->lines == 4);
                continue;
            }
            CHECK(checked.error().code == Code::untrusted);
            // Of a line's end, it is the line that is now too long, or one that begins anew too early.
            CHECK(checked.error().message.find("wrong.log:" + std::to_string(line) + ": ") != std::string::npos);
        }
        if (text[i] == '\n') ++line;
    }
}

TEST_CASE("signing log: a line that was taken away, put in, or moved is found") {
    const TemporaryFolder folder;
    const std::string text = written_log(folder / "signer.log");
    const auto second = text.find('\n') + 1;
    const auto third = text.find('\n', second) + 1;
    const std::string line = text.substr(second, third - second);
    const auto is_found_at = [&](const std::string& wrong, const std::string& number) {
        folder.write("wrong.log", wrong);
        const auto checked = check_log(folder / "wrong.log");
        return !checked && checked.error().message.find("wrong.log:" + number + ": ") != std::string::npos;
    };
    CHECK(is_found_at(text.substr(0, second) + text.substr(third), "2"));
    CHECK(is_found_at(text.substr(second), "1"));
    CHECK(is_found_at(text.substr(0, third) + line + text.substr(third), "3"));
    CHECK(is_found_at(text + line, "6"));
    CHECK(is_found_at(text + "\n", "6"));
    CHECK(is_found_at(std::string(100'000, 'a'), "1"));
}

TEST_CASE("signing log: what was cut off while it was written is taken away at the next start, wherever it was cut") {
    const TemporaryFolder folder;
    const std::string text = written_log(folder / "signer.log");
    const auto last = text.rfind('\n', text.size() - 2) + 1;
    for (std::size_t size = last + 1; size < text.size(); size += 7) {
        folder.write("torn.log", text.substr(0, size));
        auto log = SigningLog::open(folder / "torn.log", nothing);
        REQUIRE(log);
        CHECK(log->newest().lines == 4);
        REQUIRE(log->append({{"did", "started"}}));
        const auto checked = check_log(folder / "torn.log");
        REQUIRE(checked);
        CHECK(checked->lines == 5);
        CHECK(checked->torn == 0);
    }
}

TEST_CASE("signing log: a log that was changed is not gone on with, and two signers do not share one") {
    const TemporaryFolder folder;
    std::string text = written_log(folder / "signer.log");
    {
        const auto first = SigningLog::open(folder / "signer.log", nothing);
        REQUIRE(first);
        const auto second = SigningLog::open(folder / "signer.log", nothing);
        REQUIRE_FALSE(second);
        CHECK(second.error().code == Code::unavailable);
    }
    text[80] = static_cast<char>(text[80] ^ 1);
    folder.write("wrong.log", text);
    const auto refused = SigningLog::open(folder / "wrong.log", nothing);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Code::untrusted);
    CHECK(content::read_file(folder / "wrong.log", cap).value() == text);
    // Nor is one that a link leads to.
    fs::create_symlink(folder / "signer.log", folder / "link.log");
    CHECK_FALSE(SigningLog::open(folder / "link.log", nothing));
}
