#include "content/base/descriptor.h"

#include <unistd.h>

#include <cerrno>
#include <utility>

namespace content {

void Descriptor::close() {
    if (value_ >= 0) ::close(std::exchange(value_, -1));
}

bool write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

}  // namespace content
