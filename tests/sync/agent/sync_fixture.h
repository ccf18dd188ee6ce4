#pragma once

#include <atomic>
#include <filesystem>
#include <string>
#include <vector>

#include "content/depot/keys.h"
#include "sync/agent/update.h"
#include "tests/support/temporary_folder.h"

/// A publisher with a depot on disk and a screen that trusts its first root, in a folder that goes away.
namespace sync_test {

/// When the first release is signed.
[[nodiscard]] content::Instant published();

/// An environment that obeys: its clocks move only when told to, or slept on.
class FakeEnvironment : public syncing::Environment {
public:
    content::Instant time = published();
    std::chrono::milliseconds steady{0};
    std::int64_t space = std::int64_t{1} << 40U;
    double chance = 0.5;
    bool stops = false;
    std::vector<std::chrono::milliseconds> pauses;

    [[nodiscard]] content::Instant now() override { return time; }
    [[nodiscard]] std::chrono::milliseconds steady_now() override { return steady; }
    [[nodiscard]] double random() override { return chance; }
    void sleep(std::chrono::milliseconds duration) override {
        pauses.push_back(duration);
        steady += duration;
    }
    [[nodiscard]] bool is_stopping() override { return stops; }
    [[nodiscard]] content::Result<std::int64_t> free_space(const std::filesystem::path& /*folder*/) override {
        return space;
    }
};

/// One that stops at a set time of its clock.
class EndingEnvironment final : public FakeEnvironment {
public:
    std::chrono::milliseconds end{};
    [[nodiscard]] bool is_stopping() override { return steady >= end; }
};

/// One whose clocks go, and which others may stop.
class LiveEnvironment final : public FakeEnvironment {
public:
    std::atomic<bool> is_over = false;

    [[nodiscard]] std::chrono::milliseconds steady_now() override;
    void sleep(std::chrono::milliseconds duration) override;
    [[nodiscard]] bool is_stopping() override;
    /// The longest that nobody asked whether to stop.
    [[nodiscard]] std::chrono::milliseconds longest_silence() const { return longest_; }

private:
    std::chrono::milliseconds asked_{};
    std::chrono::milliseconds longest_{};
};

/// One story for each headline; the first of them has a photo when `photo` is not empty.
struct Edition {
    std::vector<std::string> headlines;
    std::string photo;
};

class SyncFixture {
public:
    /// Seeds of the keys of root, timestamp, snapshot and targets.
    explicit SyncFixture(const std::string& seeds = "rtsc");

    void publish(const Edition& edition, int on_day = 0);
    /// New root keys sign, and the role gets another key.
    void rotate(const std::string& role);
    /// The depot becomes a delegated one: another targets key, and one online key for all that it delegates, for
    /// snapshot and for timestamp.
    void turn_over();

    [[nodiscard]] content::Result<syncing::UpdateReport> sync(const std::vector<std::string>& from);
    [[nodiscard]] content::Result<syncing::UpdateReport> sync(const std::vector<std::string>& from,
                                                              syncing::Environment& in);
    /// From the folder of the depot.
    [[nodiscard]] content::Result<syncing::UpdateReport> sync() { return sync({depot().string()}); }
    /// "one, two": headlines of what the display would show; "nothing".
    [[nodiscard]] std::string shown() const;
    /// Whether every photo of what is shown can be read.
    [[nodiscard]] bool has_photos() const;
    /// Who signs now.
    [[nodiscard]] const std::vector<content::SigningKey>& keys() const { return keys_; }
    [[nodiscard]] std::filesystem::path depot() const { return folder_ / "depot"; }
    [[nodiscard]] std::filesystem::path operator/(const std::string& name) const { return folder_ / name; }
    /// Files of `part` of the depot whose name has `word` in it, below the depot.
    [[nodiscard]] std::string find(const std::string& part, const std::string& word) const;

    FakeEnvironment environment;
    syncing::UpdateOptions options;
    syncing::HttpOptions http;
    syncing::SyncState state;

private:
    TemporaryFolder temporary_;
    std::filesystem::path folder_ = temporary_.path();
    std::vector<content::SigningKey> keys_;  ///< root, timestamp, snapshot, targets; those of rotations
};

/// Reads a file of any size.
[[nodiscard]] std::string bytes_of(const std::filesystem::path& path);
/// Changes one byte.
void damage(const std::filesystem::path& path, std::size_t where);

}  // namespace sync_test
