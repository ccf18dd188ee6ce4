#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/result.h"
#include "content/base/time.h"
#include "sync/store/store.h"

/// Tokens of programs that ask the hub's JSON API: who has one is trusted with it, so only its hash is kept.
namespace screens {

struct ApiToken {
    std::string name;  ///< whose it is, or what for
    bool may_write = false;
    content::Instant made{};
    std::optional<content::Instant> used{};  ///< the day it was last used
};

/// The token, which is nowhere else: "rotunda_" and 64 hexadecimal digits. Code::bad_input for a name that is no name
/// or is taken; too_large.
[[nodiscard]] content::Result<std::string> add_token(store::Store& store, const std::string& name, bool may_write,
                                                     content::Instant now);
[[nodiscard]] content::Result<std::vector<ApiToken>> list_tokens(store::Store& store);
/// Code::not_found.
[[nodiscard]] content::Status remove_token(store::Store& store, const std::string& name);
/// Whose token it is; nothing when it is nobody's.
[[nodiscard]] content::Result<std::optional<ApiToken>> find_token(store::Store& store, std::string_view token,
                                                                  content::Instant now);

}  // namespace screens
