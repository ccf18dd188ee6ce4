#include "sync/publishing/jobs.h"

#include <chrono>

namespace publishing {
namespace {

using content::Code;
using content::Error;
using content::Instant;
using content::Result;
using content::Status;

constexpr const char* columns =
    "SELECT id, kind, nonce, account, asked, state, tries, next, ended, release, said, author, version ";

/// A word that nobody of ours wrote stands for something that is over.
Job read(const store::Query& row) {
    Job job;
    job.id = row.integer(0);
    job.kind = content::value_of(kind_names, row.text(1)).value_or(Kind::release);
    job.nonce = row.text(2);
    job.account = row.text(3);
    job.asked = row.instant(4);
    job.state = content::value_of(state_names, row.text(5)).value_or(State::refused);
    job.tries = static_cast<int>(row.integer(6));
    job.next = row.instant(7);
    job.ended = row.optional_instant(8);
    job.release = row.integer(9);
    job.said = row.text(10);
    job.author = row.text(11);
    job.version = row.text(12);
    return job;
}

std::vector<Job> all_of(store::Query& rows) {
    std::vector<Job> all;
    while (rows.next())
        all.push_back(read(rows));
    return all;
}

}  // namespace

bool is_version(std::string_view text) {
    constexpr std::size_t digits = 40;
    return text.size() == digits && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

Result<Job> Jobs::ask(const Wish& wish, Instant now) {
    if (wish.nonce.empty() || wish.nonce.size() > max_nonce)
        return Error{Code::bad_input, "no nonce of a form of ours"};
    return database_->transaction([&]() -> Result<Job> {
        database_
            ->query(
                "INSERT OR IGNORE INTO publish_job(kind, nonce, account, author, version, asked, state, next) "
                "VALUES(?, "
                "?, ?, ?, ?, ?, 'waiting', ?)")
            .with(content::name_of(kind_names, wish.kind), wish.nonce, wish.account, wish.author, wish.version, now,
                  now)
            .run();
        auto row = database_->query(std::string(columns) + "FROM publish_job WHERE nonce = ?");
        if (!row.with(wish.nonce).next()) return Error{Code::io, "what was asked for is not there"};
        return read(row);
    });
}

Result<std::optional<Job>> Jobs::find(std::int64_t id) {
    return database_->read([&]() -> Result<std::optional<Job>> {
        auto row = database_->query(std::string(columns) + "FROM publish_job WHERE id = ?");
        return row.with(id).next() ? std::optional(read(row)) : std::nullopt;
    });
}

Result<std::vector<Job>> Jobs::newest(Kind kind, std::size_t count) {
    return database_->read([&]() -> Result<std::vector<Job>> {
        auto row = database_->query(std::string(columns) + "FROM publish_job WHERE kind = ? ORDER BY id DESC LIMIT ?");
        return all_of(row.with(content::name_of(kind_names, kind), static_cast<std::int64_t>(count)));
    });
}

Result<std::vector<Job>> Jobs::newest_of_pack(std::size_t count) {
    return database_->read([&]() -> Result<std::vector<Job>> {
        auto row = database_->query(std::string(columns) +
                                    "FROM publish_job WHERE kind != 'profiles' ORDER BY id DESC LIMIT ?");
        return all_of(row.with(static_cast<std::int64_t>(count)));
    });
}

Result<std::vector<Job>> Jobs::waiting() {
    return database_->read([&]() -> Result<std::vector<Job>> {
        auto row = database_->query(std::string(columns) + "FROM publish_job WHERE state = 'waiting' ORDER BY id");
        return all_of(row);
    });
}

Status Jobs::end(const std::vector<Job>& jobs, const Ending& ending, Instant now) {
    return database_->transaction([&]() -> Status {
        for (const Job& job : jobs) {
            database_
                ->query(
                    "UPDATE publish_job SET state = ?, ended = ?, release = ?, said = ?, tries = tries + 1 WHERE id = "
                    "? "
                    "AND state = 'waiting'")
                .with(content::name_of(state_names, ending.state), now, ending.release, ending.said.substr(0, max_said),
                      job.id)
                .run();
        }
        database_
            ->query("DELETE FROM publish_job WHERE state != 'waiting' AND id <= (SELECT max(id) FROM publish_job) - ?")
            .with(kept_jobs)
            .run();
        return {};
    });
}

Status Jobs::postpone(const std::vector<Job>& jobs, const std::string& said, Instant next) {
    return database_->transaction([&]() -> Status {
        for (const Job& job : jobs) {
            database_->query("UPDATE publish_job SET next = ?, said = ?, tries = tries + 1 WHERE id = ?")
                .with(next, said.substr(0, max_said), job.id)
                .run();
        }
        return {};
    });
}

Status Jobs::withdraw(std::int64_t id, Instant now) {
    return database_->transaction([&]() -> Status {
        const int changed =
            database_->query("UPDATE publish_job SET state = 'withdrawn', ended = ? WHERE id = ? AND state = 'waiting'")
                .with(now, id)
                .run();
        return changed == 1 ? Status() : Status(Error{Code::not_found, "it does not wait any more"});
    });
}

}  // namespace publishing
