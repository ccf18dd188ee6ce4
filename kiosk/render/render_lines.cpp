#include "kiosk/render/render_lines.h"

#include <unistd.h>

#include <array>
#include <cerrno>

#include "content/base/descriptor.h"
#include "content/base/files.h"

namespace kiosk {
namespace {

/// Lines of a descriptor, each without its end.
class Lines {
public:
    Lines(int in, std::size_t max_line) : in_(in), max_line_(max_line) {}

    /// False: there is no other one. What is longer than the limit is cut one byte behind it.
    [[nodiscard]] content::Result<bool> next(std::string& line) {
        while (true) {
            const auto end = bytes_.find('\n');
            if (end != std::string::npos) {
                line = std::move(begun_) + bytes_.substr(0, end);
                begun_.clear();
                bytes_.erase(0, end + 1);
                if (line.size() > max_line_) line.resize(max_line_ + 1);
                return true;
            }
            begun_ += bytes_;
            if (begun_.size() > max_line_) begun_.resize(max_line_ + 1);
            bytes_.clear();
            const auto more = read();
            if (!more) return more.error();
            if (!*more) return false;
        }
    }

private:
    [[nodiscard]] content::Result<bool> read() {
        std::array<char, 16 * 1024> piece{};
        while (true) {
            const auto count = ::read(in_, piece.data(), piece.size());
            if (count < 0 && errno == EINTR) continue;
            if (count < 0) return content::file_error("requests", "read", errno);
            bytes_.assign(piece.data(), static_cast<std::size_t>(count));
            return count > 0;
        }
    }

    int in_;
    std::size_t max_line_;
    std::string begun_{};  ///< of a line whose end has not come
    std::string bytes_{};  ///< that came last
};

}  // namespace

content::Status answer_lines(int in, int out, std::size_t max_line,
                             const std::function<std::string(std::string_view)>& answer) {
    Lines lines(in, max_line);
    std::string line;
    while (true) {
        const auto next = lines.next(line);
        if (!next) return next.error();
        if (!*next) return {};
        if (!content::write_all(out, answer(line))) {
            if (errno == EPIPE) return {};
            return content::file_error("answers", "write", errno);
        }
    }
}

}  // namespace kiosk
