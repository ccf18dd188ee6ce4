#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/descriptor.h"
#include "content/base/result.h"
#include "content/base/time.h"
#include "content/cache/deaths.h"
#include "content/cache/last_words.h"

/// What a display remembers of the displays before it, in a folder that the agent reads too. A new release is on
/// probation until every scene of it was shown once without harm. Who is accused of deaths is in
/// content/cache/deaths.h; what is done about it, in content/cache/cache_quarantine.h.
///
///   display.json   the book of deaths; written when something in it changes, which is seldom
///   last-words     what the display that runs is about, once it dies (content/cache/last_words.h)
///   display.lock   locked (flock) by the display while it lives, however it ends
namespace content {

/// The display's side: one process at a time.
class DisplayJournal {
public:
    /// SHA-256 of the bytes of an item of a release; empty when it is not known.
    using HashOf = std::function<std::string(std::int64_t release, ItemKind kind, const std::string& id)>;

    /// Makes the folder, locks it, and takes down what the display before this one died of, at the latest at `now`.
    /// `program` tells one build of the display from another. A book that is damaged counts as empty; one that cannot
    /// be written is remembered by this display alone. Code::io; unavailable when another display writes here.
    [[nodiscard]] static Result<DisplayJournal> open(const std::filesystem::path& folder, const std::string& program,
                                                     Instant now, const HashOf& hash_of);

    [[nodiscard]] const DeathBook& book() const { return book_; }
    /// Sentences about what open() took down: deaths and verdicts that are new, or why they could not be written.
    [[nodiscard]] const std::vector<std::string>& news() const { return news_; }

    /// What the display is about from now on. `death` has no cause or time yet.
    void prepare(const Death& death) { words_->set(to_json(death)); }
    /// What it is about now is nobody's fault: nothing of it will be told.
    void prepare_nothing() { words_->set({}); }
    /// The display is ended by an exception.
    void say(std::string_view cause) const { words_->say(cause); }

    /// What the rules say to these events is written down. All return the error of a failing disk, which must not stop
    /// the display.
    [[nodiscard]] Status note_lived(std::int64_t release, std::string_view scene, std::string_view language);
    [[nodiscard]] Status note_survival(std::int64_t release);
    [[nodiscard]] Status note_proven(std::int64_t release);

private:
    DisplayJournal(std::filesystem::path folder, Descriptor lock)
        : folder_(std::move(folder)), lock_(std::move(lock)) {}
    void take_down_last_words(Instant now, const HashOf& hash_of);
    [[nodiscard]] Status save() const;

    std::filesystem::path folder_;
    Descriptor lock_;
    std::unique_ptr<LastWords> words_;
    DeathBook book_;
    std::vector<std::string> news_;
};

/// The agent's side. A file that is missing, too large or damaged gives an empty book.
[[nodiscard]] DeathBook read_display_journal(const std::filesystem::path& folder);
/// Whether a display that was given this folder lives.
[[nodiscard]] bool is_display_running(const std::filesystem::path& folder);

}  // namespace content
