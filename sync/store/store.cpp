#include "sync/store/store.h"

#include <SQLiteCpp/Backup.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <cerrno>
#include <map>
#include <string>
#include <system_error>
#include <vector>

#include "content/base/descriptor.h"
#include "content/base/files.h"
#include "sync/store/database.h"

namespace store {
namespace {

namespace fs = std::filesystem;
using content::Code;
using content::Error;
using content::Result;
using content::Status;

/// SQLite would make it readable for whoever the umask lets.
Status make_file(const fs::path& file) {
    const content::Descriptor made(
        ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR));
    if (made.is_open() || errno == EEXIST) return {};
    return content::file_error(file, "make", errno);
}

template <class Body>
auto guarded(const fs::path& file, Body body) -> decltype(body()) {
    try {
        return body();
    } catch (const SQLite::Exception& exception) {
        return to_error(exception, file);
    }
}

/// The log's file as SQLite itself has it open: opening it once more, and closing that, would be a risk to its locks.
sqlite3_file* log_of(sqlite3* handle) {
    sqlite3_file* log = nullptr;
    const int asked = sqlite3_file_control(handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
    return asked == SQLITE_OK && log != nullptr && log->pMethods != nullptr ? log : nullptr;
}

}  // namespace

struct Store::State {
    fs::path file;
    std::unique_ptr<SQLite::Database> database;
    std::map<std::string, std::vector<std::unique_ptr<Prepared>>, std::less<>> statements{};
    int depth = 0;
    bool is_full_sync = true;
    bool is_unsynced = false;
    bool is_disk_full = false;

    void begin(Mode mode);
    void end(bool is_kept, Mode mode);
    void give_up() noexcept;
    [[nodiscard]] bool is_over() const { return sqlite3_get_autocommit(database->getHandle()) != 0; }
};

void Store::State::begin(Mode mode) {
    if (depth > 0) {
        if (is_over()) throw SQLite::Exception("its transaction is over", SQLITE_ABORT);
        database->exec(fmt::format("SAVEPOINT level{}", depth));
        return;
    }
    if (mode != Mode::read && is_full_sync != (mode == Mode::synced)) {
        is_full_sync = mode == Mode::synced;
        database->exec(is_full_sync ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
    }
    database->exec(mode == Mode::read ? "BEGIN" : "BEGIN IMMEDIATE");
}

void Store::State::end(bool is_kept, Mode mode) {
    if (depth > 0) {
        if (!is_kept) database->exec(fmt::format("ROLLBACK TO level{}", depth));
        database->exec(fmt::format("RELEASE level{}", depth));
        return;
    }
    database->exec(is_kept ? "COMMIT" : "ROLLBACK");
    if (mode != Mode::read && is_kept) is_unsynced = mode == Mode::soon;
}

/// After a failure: SQLite may have ended the transaction by itself, or only one statement of it.
void Store::State::give_up() noexcept {
    if (is_over()) return;
    if (depth == 0) {
        static_cast<void>(database->tryExec("ROLLBACK"));
        return;
    }
    const std::string level = "level" + std::to_string(depth);
    static_cast<void>(database->tryExec("ROLLBACK TO " + level));
    static_cast<void>(database->tryExec("RELEASE " + level));
}

Store::Store(std::unique_ptr<State> state) : state_(std::move(state)) {}
Store::~Store() = default;

Result<std::unique_ptr<Store>> Store::open(fs::path file, std::span<const SchemaPart> parts, Opening opening) {
    return guarded(file, [&]() -> Result<std::unique_ptr<Store>> {
        std::error_code error;
        const bool is_there = fs::exists(fs::symlink_status(file, error));
        if (!is_there && opening == Opening::existing)
            return Error{Code::not_found, file.string() + " is not there: `kiosk-hub serve` makes it"};
        if (!is_there) {
            if (auto made = make_file(file); !made) return made.error();
        }
        if (auto checked = check_files(file); !checked) return checked.error();
        auto state = std::make_unique<State>();
        state->file = file;
        state->database = connect(file, SQLite::OPEN_READWRITE);
        if (auto ready = check_and_upgrade(*state->database, file, parts); !ready) return ready.error();
        if (auto whole = check_pages(*state->database, file); !whole) return whole.error();
        return std::unique_ptr<Store>(new Store(std::move(state)));
    });
}

Status Store::run_in_transaction(const std::function<bool()>& body, Mode mode) {
    State& state = *state_;
    bool has_begun = false;
    try {
        state.begin(mode);
        has_begun = true;
        ++state.depth;
        const bool is_kept = body();
        --state.depth;
        has_begun = false;
        state.end(is_kept, mode);
        if (mode != Mode::read) state.is_disk_full = false;
        return {};
    } catch (const SQLite::Exception& exception) {
        const int number = errno;  // sqlite3_system_errno() forgets it when the statement is reset
        if (has_begun) --state.depth;
        state.give_up();
        if (is_full(exception, number)) state.is_disk_full = true;
        return to_error(exception, state.file, number);
    } catch (...) {
        if (has_begun) --state.depth;
        state.give_up();
        throw;
    }
}

Query Store::query(std::string_view sql) {
    auto found = state_->statements.find(sql);
    if (found == state_->statements.end())
        found = state_->statements.emplace(std::string(sql), std::vector<std::unique_ptr<Prepared>>()).first;
    for (const auto& prepared : found->second) {
        if (!prepared->is_running) return Query(*prepared);
    }
    found->second.push_back(std::make_unique<Prepared>(*state_->database, found->first));
    return Query(*found->second.back());
}

Status Store::sync() {
    if (!state_->is_unsynced) return {};
    sqlite3_file* log = log_of(state_->database->getHandle());
    if (log != nullptr && log->pMethods->xSync(log, SQLITE_SYNC_NORMAL) != SQLITE_OK)
        return content::file_error(state_->file.string() + "-wal", "sync", errno);
    state_->is_unsynced = false;
    return {};
}

bool Store::is_disk_full() const {
    return state_->is_disk_full;
}

Status Store::back_up(const fs::path& copy) {
    const fs::path beside = copy.string() + ".new";
    std::error_code error;
    fs::remove(beside, error);
    if (auto made = make_file(beside); !made) return made;
    auto copied = guarded(beside, [&]() -> Status {
        SQLite::Database target(beside.string(), SQLite::OPEN_READWRITE);
        SQLite::Backup backup(target, *state_->database);
        backup.executeStep(-1);
        // A copy is one file: without the log that the hub's own has.
        target.exec("PRAGMA journal_mode = DELETE;");
        return {};
    });
    if (copied) copied = content::move_file(beside, copy);
    if (!copied) fs::remove(beside, error);
    return copied;
}

const fs::path& Store::file() const {
    return state_->file;
}

Status check_copy(const fs::path& copy, std::span<const SchemaPart> parts) {
    return guarded(copy, [&]() -> Status {
        std::error_code error;
        if (!fs::exists(fs::symlink_status(copy, error)))
            return Error{Code::not_found, copy.string() + " is not there"};
        if (auto checked = check_files(copy); !checked) return checked;
        auto database = connect(copy, SQLite::OPEN_READONLY);
        if (auto known = check_schema(*database, copy, parts); !known) return known;
        return check_pages(*database, copy);
    });
}

}  // namespace store
