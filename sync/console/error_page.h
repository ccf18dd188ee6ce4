#pragma once

#include <cstdint>
#include <string>

#include "sync/console/viewer.h"

namespace console {

/// Why somebody gets another page than the one they wanted.
enum class Trouble : std::uint8_t {
    not_found,      ///< 404
    not_allowed,    ///< 403: the role is not enough
    old_form,       ///< 403: of a session that is over
    other_site,     ///< 403: another site sent the form
    link_over,      ///< 404: used, or its time is over
    sign_in_again,  ///< 403: this needs somebody who signed in just now
    bad_form,       ///< 400: not as our pages send it
    changed_since,  ///< 409: somebody else was quicker
    failed,         ///< 500: the hub cannot write or read
    disk_full,      ///< 507
};

[[nodiscard]] int status_of(Trouble trouble);
/// What happened and what to do, in words; nothing of the machine.
[[nodiscard]] std::string error_page(const Viewer& viewer, Trouble trouble);

}  // namespace console
