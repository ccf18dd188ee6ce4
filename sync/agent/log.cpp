#include "sync/agent/log.h"

#include <fmt/format.h>

namespace syncing {
namespace {

constexpr milliseconds period = std::chrono::minutes(10);
constexpr int lines_in_period = 60;
constexpr std::size_t remembered = 200;  // different lines

}  // namespace

std::optional<std::string> LogLimit::admit(const std::string& line, Steady steady_now) {
    if (steady_now - period_began_ >= period) {
        period_began_ = steady_now;
        in_period_ = 0;
        std::erase_if(seen_, [&](const auto& entry) {
            return entry.second.held_back == 0 && steady_now - entry.second.written >= period;
        });
    }
    const auto found = seen_.find(line);
    const bool is_repeated = found != seen_.end() && steady_now - found->second.written < period;
    if (is_repeated || in_period_ == lines_in_period) {
        if (found != seen_.end()) ++found->second.held_back;
        return std::nullopt;
    }
    ++in_period_;
    if (found == seen_.end()) {
        if (seen_.size() < remembered) seen_.emplace(line, Seen{steady_now, 0});
        return line;
    }
    const int held_back = found->second.held_back;
    found->second = {steady_now, 0};
    if (held_back == 0) return line;
    return fmt::format("{} (and {} times since it was last written)", line, held_back);
}

}  // namespace syncing
