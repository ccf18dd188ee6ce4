#include "content/cache/probation.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <system_error>
#include <utility>

#include "content/base/files.h"
#include "content/base/limits.h"

namespace content {
namespace {

namespace fs = std::filesystem;

fs::path book_path(const fs::path& folder) {
    return folder / "display.json";
}
fs::path lock_path(const fs::path& folder) {
    return folder / "display.lock";
}
fs::path words_path(const fs::path& folder) {
    return folder / "last-words";
}

/// Who only asks whether a display runs holds the lock for a moment: a few tries.
Result<Descriptor> lock(const fs::path& path) {
    Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0644));
    if (!file.is_open()) return file_error(path, "create", errno);
    for (int i = 0; i < 20; ++i) {
        if (::flock(file.value(), LOCK_EX | LOCK_NB) == 0) return file;
        ::usleep(10'000);
    }
    return Error{Code::unavailable, path.string() + ": another display writes here"};
}

/// The system's clock when the file was written.
Instant time_of(const fs::path& path) {
    struct stat facts {};
    if (::stat(path.c_str(), &facts) != 0) return {};
    return Instant(std::chrono::seconds(facts.st_mtim.tv_sec));
}

}  // namespace

Result<DisplayJournal> DisplayJournal::open(const fs::path& folder, const std::string& program, Instant now,
                                            const HashOf& hash_of) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) return file_error(folder, "create", error.value());
    auto locked = lock(lock_path(folder));
    if (!locked) return locked.error();
    remove_leftovers(folder);
    DisplayJournal journal(folder, std::move(*locked));
    journal.book_ = read_display_journal(folder);
    const DeathBook before = journal.book_;
    begin_program(journal.book_, program);
    forget_old(journal.book_, now);
    if (before.program == program) journal.take_down_last_words(now, hash_of);
    // The words are wiped first: a power cut in between forgets a death, and tells none twice.
    auto words = LastWords::prepare(words_path(folder));
    if (!words) return words.error();
    journal.words_ = std::move(*words);
    if (journal.book_ != before) {
        if (auto saved = journal.save(); !saved) journal.news_.push_back(saved.error().message);
    }
    return journal;
}

void DisplayJournal::take_down_last_words(Instant now, const HashOf& hash_of) {
    const auto note = read_last_words(words_path(folder_));
    if (!note) return;
    auto death = death_from_json(note->words);
    if (!death) return;
    death->cause = note->cause;
    death->at = std::min(time_of(words_path(folder_)), now);
    death->has_lived_since = false;
    death->sha256 = death->kind ? hash_of(death->release, *death->kind, death->id) : std::string();
    news_.push_back("the display before this one died: " + to_string(*death));
    if (const auto verdict = note_death(book_, std::move(*death), now)) news_.push_back(to_string(*verdict));
}

Status DisplayJournal::note_lived(std::int64_t release, std::string_view scene, std::string_view language) {
    return content::note_lived(book_, release, scene, language) ? save() : Status();
}

Status DisplayJournal::note_survival(std::int64_t release) {
    return content::note_survival(book_, release) ? save() : Status();
}

Status DisplayJournal::note_proven(std::int64_t release) {
    if (book_.proven == release) return {};
    book_.proven = release;
    return save();
}

Status DisplayJournal::save() const {
    return write_file(book_path(folder_), to_json(book_));
}

DeathBook read_display_journal(const fs::path& folder) {
    const auto bytes = read_file(book_path(folder), limits::state_record);
    auto book = bytes ? death_book_from_json(*bytes) : Result<DeathBook>(bytes.error());
    return book ? std::move(*book) : DeathBook();
}

bool is_display_running(const fs::path& folder) {
    // Not O_CREAT: nothing is left where no display was.
    const Descriptor file(::open(lock_path(folder).c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
    return file.is_open() && ::flock(file.value(), LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
}

}  // namespace content
