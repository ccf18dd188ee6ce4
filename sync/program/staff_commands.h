#pragma once

#include <functional>
#include <string>

#include "content/base/result.h"
#include "content/base/time.h"
#include "sync/store/store.h"

namespace CLI {  // NOLINT(readability-identifier-naming): theirs
class App;
}

/// What only somebody at the machine may do: `kiosk-hub admin link`, `kiosk-hub log`.
namespace staff {

/// A link that makes an account of an administrator or, where `login` names one, sets the password of that account; as
/// "/welcome/...". It counts for a quarter of an hour, and its making is an entry of the log. Code::not_found for a
/// login that nobody has.
[[nodiscard]] content::Result<std::string> make_admin_link(store::Store& store, const std::string& login,
                                                           content::Instant now);
/// Whether somebody who is there could invite others.
[[nodiscard]] content::Result<bool> has_admin(store::Store& store, content::Instant now);

/// Adds `admin link DIR`, `log show DIR` and `log verify DIR`. Exit codes: 0 done, 1 cannot, 3 refused.
void add_staff_commands(CLI::App& app, std::function<int()>& run, const std::function<content::Instant()>& now);

}  // namespace staff
