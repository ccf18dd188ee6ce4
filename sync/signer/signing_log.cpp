#include "sync/signer/signing_log.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <optional>
#include <utility>

#include "content/base/files.h"
#include "content/base/limits.h"
#include "content/base/sha256.h"

namespace signer {
namespace {

namespace fs = std::filesystem;
using content::Code;
using content::Descriptor;
using content::Error;
using content::JsonValue;
using content::Result;
using content::Status;

constexpr std::size_t hash_digits = 64;

std::string first_hash() {
    return std::string(hash_digits, '0');
}

std::string hash_after(const std::string& before, std::string_view json) {
    return content::sha256(before + " " + std::string(json));
}

/// Lines as they come, in pieces of any size.
class Checker {
public:
    Checker(const fs::path& file, const std::function<void(const JsonValue&)>& each) : file_(file), each_(each) {
        check_.hash = first_hash();
    }

    void add(std::string_view piece) {
        while (!problem_ && !piece.empty()) {
            const auto end = piece.find('\n');
            rest_ += piece.substr(0, end);
            if (rest_.size() > content::limits::signing_log_line) return refuse("longer than any entry");
            if (end == std::string_view::npos) return;
            take_line();
            piece.remove_prefix(end + 1);
        }
    }

    [[nodiscard]] Result<LogCheck> finish() {
        if (problem_) return *problem_;
        check_.torn = rest_.size();
        return check_;
    }

private:
    void refuse(std::string_view what) {
        problem_ = Error{Code::untrusted, fmt::format("{}:{}: {}", file_.string(), check_.lines + 1, what)};
    }

    void take_line() {
        if (rest_.size() <= hash_digits || rest_[hash_digits] != ' ') return refuse("no entry of a signer's log");
        const std::string_view json = std::string_view(rest_).substr(hash_digits + 1);
        const std::string hash = hash_after(check_.hash, json);
        if (rest_.compare(0, hash_digits, hash) != 0) {
            return refuse("was changed, or does not follow the line before");
        }
        const auto entry = content::parse_strict_json(json, file_.string());
        if (!entry) return refuse("no JSON");
        if (each_) each_(*entry);
        check_.hash = hash;
        check_.bytes += rest_.size() + 1;
        ++check_.lines;
        rest_.clear();
    }

    const fs::path& file_;
    const std::function<void(const JsonValue&)>& each_;
    LogCheck check_;
    std::string rest_;
    std::optional<Error> problem_;
};

}  // namespace

Result<LogCheck> check_log(const fs::path& file, const std::function<void(const JsonValue&)>& each) {
    Checker checker(file, each);
    const auto read = content::read_in_pieces(file, content::limits::signing_log,
                                              [&](std::string_view piece) { checker.add(piece); });
    if (!read) return read.error();
    return checker.finish();
}

Result<SigningLog> SigningLog::open(const fs::path& path, const std::function<void(const JsonValue&)>& each) {
    Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!file.is_open()) return content::file_error(path, "open", errno);
    if (::flock(file.value(), LOCK_EX | LOCK_NB) != 0) {
        return Error{Code::unavailable, path.string() + ": another signer writes this log"};
    }
    auto checked = check_log(path, each);
    if (!checked) return checked.error();
    if (checked->torn > 0 &&
        (::ftruncate(file.value(), static_cast<off_t>(checked->bytes)) != 0 || ::fsync(file.value()) != 0)) {
        return content::file_error(path, "mend", errno);
    }
    if (auto synced = content::sync_parent(path); !synced) return synced.error();
    return SigningLog(path, std::move(file), std::move(*checked));
}

Status SigningLog::append(const JsonValue::Object& entry) {
    const std::string json = content::to_compact_json(JsonValue(entry));
    const std::string hash = hash_after(newest_.hash, json);
    const std::string line = hash + " " + json + "\n";
    if (line.size() > content::limits::signing_log_line || newest_.bytes + line.size() > content::limits::signing_log) {
        return Error{Code::too_large, path_.string() + ": no room for another entry; move the file away"};
    }
    if (!content::write_all(file_.value(), line) || ::fsync(file_.value()) != 0) {
        const Error problem = content::file_error(path_, "write", errno);
        // Half a line would be in the way of the next one: then there is none before the next start.
        if (::ftruncate(file_.value(), static_cast<off_t>(newest_.bytes)) != 0) file_.close();
        return problem;
    }
    newest_.hash = hash;
    newest_.bytes += line.size();
    ++newest_.lines;
    return {};
}

}  // namespace signer
