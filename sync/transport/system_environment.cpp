#include "sync/transport/system_environment.h"

#include <fmt/format.h>
#include <sys/statvfs.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <thread>

#include "content/base/steady.h"

namespace syncing {

SystemEnvironment::SystemEnvironment(std::function<Instant()> clock, const std::atomic<bool>& stop)
    : clock_(std::move(clock)), stop_(stop) {}

milliseconds SystemEnvironment::steady_now() {
    return content::steady_now();
}

double SystemEnvironment::random() {
    return std::uniform_real_distribution<double>(0.0, 1.0)(chance_);
}

void SystemEnvironment::sleep(milliseconds duration) {
    constexpr milliseconds step{100};
    const auto end = steady_now() + duration;
    for (auto now = steady_now(); now < end && !is_stopping(); now = steady_now())
        std::this_thread::sleep_for(std::min(step, end - now));
}

bool SystemEnvironment::is_stopping() {
    if (pulse_) pulse_();
    return stop_.load();
}

Result<std::int64_t> SystemEnvironment::free_space(const std::filesystem::path& folder) {
    struct statvfs facts {};
    if (::statvfs(folder.c_str(), &facts) != 0) {
        return Error{Code::io,
                     fmt::format("{}: free space: {}", folder.string(), std::generic_category().message(errno))};
    }
    return static_cast<std::int64_t>(facts.f_bavail) * static_cast<std::int64_t>(facts.f_frsize);
}

}  // namespace syncing
