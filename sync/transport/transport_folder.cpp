#include <curl/curl.h>
#include <fcntl.h>
#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <system_error>
#include <utility>

#include "content/base/descriptor.h"
#include "content/base/files.h"
#include "content/base/sha256.h"
#include "sync/transport/transport.h"

namespace syncing {
namespace {

namespace fs = std::filesystem;

/// Nothing when a zero byte hides in it.
std::optional<std::string> percent_decode(const std::string& encoded) {
    int size = 0;
    char* plain = curl_easy_unescape(nullptr, encoded.c_str(), static_cast<int>(encoded.size()), &size);
    if (plain == nullptr) return std::nullopt;
    std::string path(plain, static_cast<std::size_t>(size));
    curl_free(plain);
    if (path.find('\0') != std::string::npos) return std::nullopt;
    return path;
}

bool is_inside(const fs::path& folder, const fs::path& path) {
    return std::mismatch(folder.begin(), folder.end(), path.begin(), path.end()).first == folder.end();
}

/// What was answered at once.
class Answered final : public Pending {
public:
    explicit Answered(std::vector<Result<Answer>> answers) : answers_(std::move(answers)) {}
    [[nodiscard]] bool go_on(milliseconds /*limit*/) override { return true; }
    [[nodiscard]] std::vector<Result<Answer>> take() override { return std::move(answers_); }

private:
    std::vector<Result<Answer>> answers_;
};

class FolderTransport final : public Transport {
public:
    FolderTransport(const fs::path& folder, Environment& environment)
        : folder_(folder), base_(folder.string()), environment_(environment) {}

    std::vector<Result<Answer>> get(const std::vector<Request>& requests) override {
        std::vector<Result<Answer>> answers;
        answers.reserve(requests.size());
        for (const Request& request : requests)
            answers.push_back(read(request));
        return answers;
    }

    void fetch(const std::vector<FileRequest>& requests, const std::function<void()>& asked,
               const std::function<bool()>& may_go_on, const Finished& finished) override {
        asked();
        bool is_on = true;
        for (std::size_t i = 0; i < requests.size(); ++i) {
            is_on = is_on && may_go_on();
            finished(i, is_on ? copy(requests[i]) : Error{Code::unavailable, "given up"});
        }
    }

    [[nodiscard]] const std::string& base() const override { return base_; }
    [[nodiscard]] std::int64_t bytes_down() const override { return bytes_; }

private:
    /// Where the file really is, every link followed.
    [[nodiscard]] Result<fs::path> locate(const std::string& path) const {
        std::error_code error;
        const fs::path root = fs::canonical(folder_, error);
        if (error) return Error{Code::unavailable, fmt::format("{}: cannot be read: {}", base_, error.message())};
        const auto name = percent_decode(path);
        if (!name || fs::path(*name).is_absolute()) return Error{Code::not_found, path + ": outside the folder"};
        const fs::path real = fs::canonical(root / *name, error);
        if (error) return Error{Code::not_found, fmt::format("{}: {}", (root / *name).string(), error.message())};
        if (!is_inside(root, real)) {
            return Error{Code::not_found, (root / *name).string() + ": a link that leads out of the folder"};
        }
        if (!fs::is_regular_file(real, error)) return Error{Code::not_found, real.string() + ": not a regular file"};
        return real;
    }

    [[nodiscard]] Result<Answer> read(const Request& request) {
        const auto path = locate(request.path);
        if (!path) return path.error();
        auto bytes = content::read_file(*path, request.cap);
        if (!bytes) return for_mirror(bytes.error());
        bytes_ += static_cast<std::int64_t>(bytes->size());
        std::string etag = content::sha256(*bytes);
        if (etag == request.etag) return Answer{{}, std::move(etag), true};
        return Answer{std::move(*bytes), std::move(etag), false};
    }

    /// A stick that is pulled out is a mirror that does not answer, not a disk of ours that fails.
    [[nodiscard]] static Error for_mirror(Error error) {
        if (error.code == Code::io) error.code = Code::unavailable;
        return error;
    }

    [[nodiscard]] Result<std::string> copy(const FileRequest& request) {
        const auto path = locate(request.path);
        if (!path) return path.error();
        if (environment_.is_stopping()) return Error{Code::unavailable, "stopped"};
        const content::Descriptor out(
            ::open(request.target.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0644));
        if (!out.is_open()) return content::file_error(request.target, "write", errno);
        int failure = 0;
        std::int64_t size = 0;
        content::Sha256 sum;
        const auto read =
            content::read_in_pieces(*path, static_cast<std::size_t>(request.size), [&](std::string_view piece) {
                size += static_cast<std::int64_t>(piece.size());
                sum.add(piece);
                if (failure == 0 && !content::write_all(out.value(), piece)) failure = errno != 0 ? errno : ENOSPC;
            });
        bytes_ += size;
        if (!read) return for_mirror(read.error());
        if (failure != 0) return content::file_error(request.target, "write", failure);
        if (size != request.size) {
            return Error{Code::unavailable,
                         fmt::format("{}: half a file: {} of {} bytes", path->string(), size, request.size)};
        }
        return sum.finish();
    }

    fs::path folder_;
    std::string base_;
    Environment& environment_;
    std::int64_t bytes_ = 0;
};

}  // namespace

std::unique_ptr<Pending> Transport::begin(const std::vector<Request>& requests, Lane /*lane*/) {
    return std::make_unique<Answered>(get(requests));
}

std::unique_ptr<Transport> open_folder(const fs::path& folder, Environment& environment) {
    return std::make_unique<FolderTransport>(folder, environment);
}

}  // namespace syncing
