#include "kiosk/kms/drm_error.h"

#include <fmt/format.h>

#include <cerrno>
#include <system_error>

namespace kiosk {

content::Error drm_error(std::string_view what) {
    const int number = errno;
    return {content::Code::unavailable, fmt::format("{}: {}", what, std::generic_category().message(number))};
}

}  // namespace kiosk
