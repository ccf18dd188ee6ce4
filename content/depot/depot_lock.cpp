#include "content/depot/depot_lock.h"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>
#include <thread>
#include <utility>

#include "content/base/files.h"

namespace content {

Result<DepotLock> DepotLock::take(const std::filesystem::path& depot, Steady patience) {
    constexpr Steady between_looks(50);
    Descriptor folder(::open(depot.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder.is_open()) return lookup_error(depot, "open", errno);
    const Steady end = steady_now() + patience;
    while (::flock(folder.value(), LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK && errno != EINTR) return file_error(depot, "lock", errno);
        if (steady_now() >= end)
            return Error{Code::unavailable, depot.string() + ": somebody else is publishing; try again in a moment"};
        std::this_thread::sleep_for(between_looks);
    }
    return DepotLock(std::move(folder));
}

}  // namespace content
